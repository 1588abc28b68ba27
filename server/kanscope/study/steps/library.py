"""Which functions the study is offered. Of the study as a whole, so nothing here makes a version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from kanscope.language.error import FormulaError
from kanscope.language.function_text import Custom, custom_text, read_function
from kanscope.study.draft import Draft, Refused
from kanscope.study.library import prices_of, rows_of
from kanscope.study.operations import MOST_FUNCTIONS, AddFunction, SetLibrary
from kanscope.study.records import Library
from kanscope.study.saying import say
from kanscope.study.steps.clause import step
from kanscope.symbolic.names import NAMES, SHAPED_NAMES
from kanscope.symbolic.presets.catalogue import PRESETS

Entry = TypeVar("Entry", float, bool)


@step.register
def _(operation: SetLibrary, draft: Draft) -> None:
    if not operation.model_fields_set & {"preset", "costs", "ban"}:
        raise Refused("Say what to change: a preset, costs, bans, or some of them.")
    library = draft.library
    costs, ban = operation.costs or {}, operation.ban or {}
    _refuse_unknown(costs, library, "costs")
    _refuse_unknown(ban, library, "ban")
    update = {
        "preset": _known_preset(operation.preset) if operation.preset else library.preset,
        "costs": _merged(library.costs, costs),
        "banned": _merged(library.banned, ban),
    }
    changed = library.model_copy(update=update)
    if not prices_of(changed):
        raise Refused("No function would be left to choose from.", field="ban")
    draft.put(changed)
    draft.text = _said(operation)


@step.register
def _(operation: AddFunction, draft: Draft) -> None:
    text = _readable(operation)
    said, library = read_function(text), draft.library
    assert isinstance(said, Custom)
    if said.name in NAMES or said.name in SHAPED_NAMES:
        reason = f"The library has a function called {said.name}."
        known = say(reason, "known_function", function=said.name)
        raise Refused(known, field="name", hint="Call it otherwise.")
    others = tuple(one for one in library.custom if _own_name(one) != said.name)
    if len(others) >= MOST_FUNCTIONS:
        raise Refused(f"{MOST_FUNCTIONS} functions of one's own are the most.", field="name")
    banned = {key: out for key, out in library.banned.items() if key != said.name}
    draft.put(library.model_copy(update={"custom": (*others, text), "banned": banned}))
    draft.text = f"{'Added' if len(others) == len(library.custom) else 'Rewrote'} the function {text}"


def _readable(operation: AddFunction) -> str:
    """The function's whole text, or a refusal that points at what is wrong with the name or the formula."""
    try:
        return custom_text(operation.name, operation.formula)
    except FormulaError as error:
        raise Refused(str(error), field="formula", hint=error.hint or None) from None


def _refuse_unknown(entries: Mapping[str, object], library: Library, field: str) -> None:
    known = [row.key for row in rows_of(library)]
    for key in entries:
        if key not in known:
            raise Refused(
                f"“{key[:100]}” is not in the library.", field=field, hint=f"Known: {', '.join(known)}"
            )


def _known_preset(name: str) -> str:
    if name not in PRESETS:
        hint = f"There are {', '.join(PRESETS)}."
        raise Refused(f"There is no preset called “{name}”.", field="preset", hint=hint)
    return name


def _merged(before: Mapping[str, Entry], entries: Mapping[str, Entry | None]) -> dict[str, Entry]:
    """Entries added or replaced; one that is None is taken back."""
    kept = {key: value for key, value in before.items() if key not in entries}
    return kept | {key: value for key, value in entries.items() if value is not None}


def _own_name(text: str) -> str:
    said = read_function(text)
    assert isinstance(said, Custom)
    return said.name


def _said(operation: SetLibrary) -> str:
    parts = [f"chose the library of {operation.preset}"] if operation.preset else []
    for key, price in (operation.costs or {}).items():
        parts.append(
            f"gave {key} its usual price" if price is None else f"set the price of {key} to {price:g}"
        )
    for key, out in (operation.ban or {}).items():
        parts.append(
            f"banned {key}"
            if out
            else f"offered {key}"
            if out is False
            else f"took back what was said of {key}"
        )
    said = ", ".join(parts[:4]) + (f" and {len(parts) - 4} more" if len(parts) > 4 else "")
    return said[:1].upper() + said[1:]
