"""Holding an edge's curve to a shape, and letting go."""

from __future__ import annotations

import torch
from torch import Tensor

from kanscope.engine.worker.problem import EditRefused
from kanscope.engine.worker.session.curve import edge_on
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.units import input_unit
from kanscope.engine.worker.tasks.edited import Edited
from kanscope.kan.surgery import Edge
from kanscope.kan.surgery.wish import grant, release
from kanscope.kan.wishes.found import found_values
from kanscope.kan.wishes.wish import Wish as Held
from kanscope.study.drawing import Wish
from kanscope.study.ids import place_of

LOOKED_AT = 512


def wish(operation: Wish, session: Session) -> Edited:
    """The curve becomes the nearest of that shape, and is kept so by every training from now on."""
    edge = place_of(operation.edge)
    if operation.shape == "none":
        return Edited(session.with_network(release(session.network, edge)))
    held = Held(operation.shape, _values(operation, session, edge))
    try:
        return Edited(session.with_network(grant(session.network, edge, held)))
    except ValueError as error:
        raise EditRefused(f"{_plain(str(error))}.") from error


def outside_values(session: Session, edge: Edge, held: Held) -> tuple[float, ...]:
    """The wish's numbers in the unit of the edge's input."""
    shift, scale = input_unit(session, edge[0], edge[1])
    if held.kind == "periodic":
        shift = 0.0
    return tuple(value * scale + shift for value in held.values)


def _values(operation: Wish, session: Session, edge: Edge) -> tuple[float, ...]:
    """As given, or as the curve (what was drawn on it, if something was) suggests."""
    shift, scale = input_unit(session, edge[0], edge[1])
    if operation.values:
        moved = 0.0 if operation.shape == "periodic" else shift
        return tuple((float(value) - moved) / scale for value in operation.values)
    layer = session.network.layers[edge[0]]
    x, y = _looked_at(session, edge)
    return found_values(operation.shape, x, y, layer.grid, zero=-shift / scale)


def _looked_at(session: Session, edge: Edge) -> tuple[Tensor, Tensor]:
    drawn = next((prior for prior in session.priors if prior.edge == edge), None)
    if drawn is not None:
        points = torch.tensor(drawn.points, dtype=session.network.parameters.dtype)
        return points[:, 0], points[:, 1]
    l, i, _ = edge
    here = session.network.layers[l]
    x = torch.linspace(float(here.lo[i]), float(here.hi[i]), LOOKED_AT, dtype=here.lo.dtype)
    return x, edge_on(session, edge, x)


def _plain(said: str) -> str:
    """What the mathematics says of an argument, as a sentence."""
    argument, _, rest = said.partition(": ")
    text = rest if argument in ("values", "wish", "edge") else said
    return text[:1].upper() + text[1:]
