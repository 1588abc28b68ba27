"""Naming edges: from a learnt curve to a known function, and back."""

from __future__ import annotations

from kanscope.language.error import FormulaError
from kanscope.study.draft import Draft, Refused
from kanscope.study.operations import AutoSymbolic, FixSymbolic, Refit, Snap, UnfixSymbolic
from kanscope.study.saying import say
from kanscope.study.steps.clause import check, step
from kanscope.study.steps.locked import is_cut, refuse_locked
from kanscope.study.steps.queue import ask
from kanscope.symbolic.names import NAMES, SHAPED_NAMES, name


@step.register(FixSymbolic)
@step.register(UnfixSymbolic)
@step.register(AutoSymbolic)
@step.register(Refit)
@step.register(Snap)
def _(operation: FixSymbolic | UnfixSymbolic | AutoSymbolic | Refit | Snap, draft: Draft) -> None:
    ask(draft, operation)


@check.register
def _(operation: FixSymbolic, draft: Draft) -> None:
    edge = draft.edge(operation.edge)
    check_function(operation.function, "function")
    if operation.params is not None and operation.function in SHAPED_NAMES:
        raise Refused(
            f"With params, {operation.function} needs the number it is named after.",
            field="function",
            hint=f"Write it as in {operation.function}(2.5), or leave params out to have it fitted.",
        )
    if edge.status == "cut":
        raise Refused(is_cut(edge, draft), field="edge")
    refuse_locked(edge, draft, "edge")


@check.register
def _(operation: UnfixSymbolic, draft: Draft) -> None:
    edge = draft.edge(operation.edge)
    if edge.status != "symbolic":
        name = draft.name_of(edge.id)
        raise Refused(say(f"{name} has no name to take away.", "edge_unnamed", edge=name), field="edge")
    refuse_locked(edge, draft, "edge")


@check.register
def _(operation: AutoSymbolic, draft: Draft) -> None:
    if all(edge.status != "spline" or edge.locked for edge in draft.edges):
        raise Refused(say("Every edge that may be changed has a name already.", "all_named"))


@check.register
def _(operation: Refit, draft: Draft) -> None:
    _refuse_nameless(draft)


@check.register
def _(operation: Snap, draft: Draft) -> None:
    _refuse_nameless(draft)
    if (operation.edge is None) != operation.all:
        raise Refused(
            "Say which edge's numbers are to be exact, or all.",
            field="edge",
            hint='{"edge": …} or {"all": true}',
        )
    if operation.edge is None:
        return
    edge = draft.edge(operation.edge)
    if edge.status != "symbolic":
        name = draft.name_of(edge.id)
        raise Refused(say(f"{name} has no name, so no numbers.", "edge_unnamed", edge=name), field="edge")
    if edge.locked and not edge.exact:
        refuse_locked(edge, draft, "edge")
    if operation.value is not None and operation.constant is None:
        raise Refused("Say which of a, b, c, d is to have this value.", field="constant")


def _refuse_nameless(draft: Draft) -> None:
    if all(edge.status != "symbolic" for edge in draft.edges):
        raise Refused(say("No edge has a name yet, so there are no numbers to fit.", "none_named"))


def check_function(text: str, field: str) -> None:
    """Refuse a function that neither the library nor its own text explains."""
    try:
        name(text)
    except KeyError:
        known = ", ".join(NAMES)
        reason = say(f"“{text}” is not in the library.", "no_function", function=text)
        raise Refused(reason, field=field, hint=f"Known: {known}") from None
    except FormulaError as error:
        raise Refused(str(error), field=field, hint=error.hint or None) from None
