"""Numbers of named edges made exact: one, those of an edge, or all that can be."""

from __future__ import annotations

from kanscope.engine.worker.constants.exactness import worth
from kanscope.engine.worker.constants.numbers import LETTERS
from kanscope.engine.worker.constants.settled import Settled, settled, with_values
from kanscope.engine.worker.problem import EditRefused
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.edited import Edited
from kanscope.language.error import FormulaError
from kanscope.study.ids import edge_id
from kanscope.study.operations import Snap
from kanscope.symbolic.parse import parse
from kanscope.symbolic.snapping.certainty import standard_errors
from kanscope.symbolic.snapping.joint_refit import joint_refit
from kanscope.symbolic.snapping.options import options
from kanscope.symbolic.snapping.snap import snap as snapped


def snap(operation: Snap, session: Session) -> Edited:
    """All other numbers are fitted again around those that became exact. Refused where nothing can be."""
    found = settled(session)
    if found is None:
        raise EditRefused("No edge has a name whose numbers may move. Name one, or unlock one, first.")
    if operation.edge is None:
        return _all(found)
    return _some(found, _chosen(operation, found))


def _all(found: Settled) -> Edited:
    """Every number the rows allow, and those that said nothing of their own."""
    texts = found.exact | {k: f"{value:g}" for k, value in found.idle.items()}
    done = snapped(found.numbers, found.values, {k: parse(text).sympy() for k, text in texts.items()})
    exact = {k: texts.get(k, str(number)) for k, number in done.exact.items()}
    if len(exact) == len(found.exact):
        raise EditRefused("No further number is simple as far as the rows can tell.")
    return Edited(with_values(found, done.values, exact))


def _chosen(operation: Snap, found: Settled) -> dict[int, str]:
    """The numbers asked for, by place, with the texts they are to be."""
    places = [e for e, edge in enumerate(found.numbers.edges) if edge_id(*edge) == operation.edge]
    if not places:
        raise EditRefused(f"{operation.edge} has no name whose numbers may move.")
    first = 4 * places[0]
    if operation.constant is None:
        return _simplest(found, range(first, first + 4), operation.edge or "the edge")
    k = first + LETTERS.index(operation.constant)
    if operation.value is None:
        return _simplest(found, [k], f"{operation.constant} of {operation.edge}")
    try:
        worth(operation.value)
    except FormulaError as error:
        raise EditRefused(f"value: {error}") from error
    return {k: operation.value}


def _simplest(found: Settled, places: range | list[int], what: str) -> dict[int, str]:
    held = {*found.exact, *found.idle}
    errors = standard_errors(found.numbers, found.values, found.loss, held)
    chosen = {k: f"{value:g}" for k, value in found.idle.items() if k in places}
    for k in places:
        near = [] if k in held else options(float(found.values[k]), float(errors[k]))
        if near:
            chosen[k] = str(near[0].exact)
    if not chosen:
        raise EditRefused(f"As far as the rows can tell, {what} is near no simple number.")
    return chosen


def _some(found: Settled, chosen: dict[int, str]) -> Edited:
    exact = found.exact | chosen
    start = found.values.copy()
    for k, text in chosen.items():
        start[k] = worth(text)
    idle = {k for k in found.idle if k not in chosen}
    values, loss = joint_refit(found.numbers, start, {*exact, *idle})
    if not loss < float("inf"):
        raise EditRefused("With that number the network has no value on some training rows.")
    return Edited(with_values(found, values, exact))
