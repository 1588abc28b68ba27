"""Drawing what one expects: a curve on an edge, and the shape it should have."""

from __future__ import annotations

import math
from itertools import pairwise

from kanscope.study.draft import Draft, Refused
from kanscope.study.drawing import VALUES, DrawCurve, Wish
from kanscope.study.ids import place_of
from kanscope.study.records import Edge
from kanscope.study.saying import say
from kanscope.study.steps.clause import check, step
from kanscope.study.steps.locked import is_cut, refuse_locked
from kanscope.study.steps.queue import ask


@step.register(DrawCurve)
@step.register(Wish)
def _(operation: DrawCurve | Wish, draft: Draft) -> None:
    ask(draft, operation)


@check.register
def _(operation: DrawCurve, draft: Draft) -> None:
    edge = _open(operation.edge, draft)
    if operation.use == "prior" and operation.weight == 0:
        if edge.prior is None:
            raise Refused(f"Nothing is drawn on {draft.name_of(edge.id)}.", field="weight")
        return
    _refuse_no_line(operation)
    _refuse_far_away(operation, draft)


@check.register
def _(operation: Wish, draft: Draft) -> None:
    edge = _open(operation.edge, draft)
    if operation.shape == "none":
        if edge.wish is None:
            raise Refused(f"{draft.name_of(edge.id)} has no wish to let go of.", field="shape")
        return
    wanted, given = VALUES.get(operation.shape, ()), operation.values
    if given and len(given) != len(wanted):
        hint = f"Give {', then '.join(wanted)}, or nothing." if wanted else "Leave values out."
        raise Refused(
            f"“{operation.shape}” goes with {len(wanted)} numbers, not {len(given)}.",
            field="values",
            hint=hint,
        )
    if operation.shape == "periodic" and given and given[0] <= 0:
        raise Refused("A period must be above 0.", field="values")
    if operation.shape == "zero outside" and given and given[0] >= given[1]:
        raise Refused(
            f"{given[0]:g} to {given[1]:g} is no interval: the lower end comes first.", field="values"
        )


def _open(id: str, draft: Draft) -> Edge:
    """The edge, if it is a spline that may be changed."""
    edge = draft.edge(id)
    name = draft.name_of(edge.id)
    if edge.status == "cut":
        raise Refused(is_cut(edge, draft), field="edge")
    refuse_locked(edge, draft, "edge")
    if edge.status == "symbolic":
        reason = say(
            f"{name} is named {edge.function}.", "edge_named", edge=name, function=edge.function or ""
        )
        raise Refused(reason, field="edge", hint="Take the name off first.")
    return edge


def _refuse_no_line(operation: DrawCurve) -> None:
    points = operation.points
    if len(points) < 2:
        reason = f"A curve needs at least two points, and {len(points) or 'none'} came."
        raise Refused(
            say(reason, "two_points", points=len(points)),
            field="points",
            hint="Send [[x, y], [x, y], …] from left to right.",
        )
    for place, ((before, _), (after, _)) in enumerate(pairwise(points), 2):
        if after <= before:
            raise Refused(
                f"Point {place} (x = {after:g}) is not to the right of the one before (x = {before:g}).",
                field="points",
                hint="Order the points by x, each x once.",
            )


def _refuse_far_away(operation: DrawCurve, draft: Draft) -> None:
    """Ends of a hidden node's range are known to the worker alone."""
    layer, source, _ = place_of(operation.edge)
    ends = _ends(draft, source) if layer == 0 else None
    if ends is None:
        return
    (low, high), room = ends, ends[1] - ends[0]
    for x, _ in (operation.points[0], operation.points[-1]):
        if not low - room <= x <= high + room:
            raise Refused(
                f"x = {x:g} is far from the data: {draft.data.inputs[source]} goes from {low:g} to {high:g}.",
                field="points",
                hint="Draw where there are rows.",
            )


def _ends(draft: Draft, source: int) -> tuple[float, float] | None:
    """Lowest and highest value of an input as it is used."""
    name = draft.data.inputs[source]
    column = next((one for one in draft.study.columns if one.name == name), None)
    if column is None or column.minimum is None or column.maximum is None:
        return None
    if name in draft.data.logs:
        return math.log(column.minimum), math.log(column.maximum)
    return column.minimum, column.maximum
