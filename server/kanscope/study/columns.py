"""Columns by the names people type: in filters and in formulas of derived columns.

A name that no formula can hold, such as “rel. Feuchte (%)”, is typed as its letters and digits: rel_Feuchte.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kanscope.language.condition import (
    Comparison,
    Condition,
    Every,
    Side,
    Some,
    Words,
    condition_columns,
    read_condition,
)
from kanscope.language.error import FormulaError
from kanscope.language.grammar import read
from kanscope.language.tree import Variable, variables
from kanscope.study.draft import Draft, Refused
from kanscope.study.records import Column
from kanscope.study.saying import Sentence, say
from kanscope.symbolic.symbols import safe_symbols

Columns = Mapping[str, Column]


def columns_of(draft: Draft) -> dict[str, Column]:
    """The table's columns and those worked out from them, by name."""
    derived = draft.data.derived if "data" in draft.records else ()
    return {column.name: column for column in (*draft.study.columns, *derived)}


def typed_names(names: Iterable[str]) -> dict[str, str]:
    """{what may be typed: the column's name}."""
    known = list(names)
    return safe_symbols(known) | {name: name for name in known}


def read_filter(text: str, columns: Columns) -> frozenset[str]:
    """The columns a condition names. Refused, with the place: it cannot be read, or a column is unknown."""
    try:
        condition = read_condition(text)
    except FormulaError as error:
        raise _unreadable(error, "condition") from error
    named = _named(condition_columns(condition), columns, "condition")
    _refuse_mixed(condition, columns)
    return named


def read_derived(formula: str, columns: Columns) -> frozenset[str]:
    """The columns a formula names. Refused, with the place: it cannot be read, or one holds no numbers."""
    try:
        tree = read(formula)
    except FormulaError as error:
        raise _unreadable(error, "formula") from error
    named = _named(variables(tree), columns, "formula")
    if not named:
        reason = say("The formula names no column.", "formula_needs_column")
        raise Refused(reason, field="formula", hint="Such as mass/volume.")
    for name in sorted(named):
        _refuse_unless_numbers(columns[name], "formula")
    return named


def _named(typed: Iterable[str], columns: Columns, field: str) -> frozenset[str]:
    known = typed_names(columns)
    for name in typed:
        if name not in known:
            some = ", ".join(list(safe_symbols(list(columns)))[:12])
            raise Refused(no_column(name), field=field, hint=f"Its columns: {some}.")
    return frozenset(known[name] for name in typed)


def _unreadable(error: FormulaError, field: str) -> Refused:
    said = f"{error.message} at character {error.position + 1}"
    return Refused(f"{said[0].upper()}{said[1:]}.", field=field, hint=error.hint or None)


def no_column(name: str) -> Sentence:
    """Why nothing can be done with a column that is not there."""
    return say(f"The table has no column “{name}”.", "no_column", column=name)


def _refuse_unless_numbers(column: Column, field: str) -> None:
    if column.kind != "number":
        reason = f"“{column.name}” holds {column.kind}, and a formula needs numbers."
        raise Refused(say(reason, "not_numbers", column=column.name, kind=column.kind), field=field)


def _refuse_mixed(condition: Condition, columns: Columns) -> None:
    """Text is compared with text, numbers with numbers."""
    if isinstance(condition, Every | Some):
        for part in condition.parts:
            _refuse_mixed(part, columns)
    elif isinstance(condition, Comparison):
        texts = {_is_text(side, columns) for side in (condition.left, condition.right)}
        if len(texts) > 1:
            reason = "A column of text can only be compared with a text in quotation marks."
            raise Refused(
                say(reason, "text_column_compared"),
                field="condition",
                hint='Such as station = "North".',
            )
    else:
        _refuse_mixed(condition.part, columns)


def _is_text(side: Side, columns: Columns) -> bool:
    if isinstance(side, Words):
        return True
    known = typed_names(columns)
    if isinstance(side, Variable) and columns[known[side.name]].kind != "number":
        return True
    for name in variables(side):
        _refuse_unless_numbers(columns[known[name]], "condition")
    return False
