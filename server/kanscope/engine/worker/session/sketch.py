"""A curve somebody drew, as the network has it: from the user's units to the standardised ones and back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from kanscope.engine.worker.problem import EditRefused
from kanscope.engine.worker.session.curve import edge_on
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.units import input_unit, output_unit
from kanscope.kan.penalties.prior import Prior
from kanscope.kan.surgery import Edge
from kanscope.study.drawing import Sketch
from kanscope.study.ids import edge_id, edge_name

Points = Sequence[tuple[float, float]]

DENSE = 128
"""Points a drawn line is looked at in: every part of it counts alike, however many handles it has."""
BEYOND = 0.25
"""A drawing may reach so far beyond the curve's range, in ranges."""
HIGHEST = 1e6
"""In deviations of what the edge gives: higher cannot be meant."""


def inside(session: Session, edge: Edge, points: Points) -> tuple[Tensor, Tensor]:
    """x and y (n,) of the drawn points on standardised numbers. EditRefused: not where the curve is."""
    l, i, j = edge
    (shift, scale), unit = input_unit(session, l, i), output_unit(session, l, j)
    here = session.network.layers[l]
    x, y = torch.tensor([[float(x), float(y)] for x, y in points], dtype=here.lo.dtype).T
    x, y = (x - shift) / scale, y / unit
    lo, hi = float(here.lo[i]), float(here.hi[i])
    room = BEYOND * (hi - lo)
    if float(x[0]) < lo - room or float(x[-1]) > hi + room or float(x[0]) >= hi or float(x[-1]) <= lo:
        ends = [end * scale + shift for end in (lo, hi)]
        raise EditRefused(
            f"The drawing goes from x = {points[0][0]:g} to {points[-1][0]:g}, but {_name(session, edge)} is "
            f"known from {ends[0]:.3g} to {ends[1]:.3g}. Draw there."
        )
    if float(y.abs().max()) > HIGHEST:
        raise EditRefused(
            f"The drawing is more than {HIGHEST:,.0f} times as high as the data. Draw it lower."
        )
    return x, y


def outside(session: Session, prior: Prior) -> Sketch:
    """What was drawn, in the units a person sees."""
    l, i, j = prior.edge
    (shift, scale), unit = input_unit(session, l, i), output_unit(session, l, j)
    points = tuple((x * scale + shift, y * unit) for x, y in prior.points)
    return Sketch(points=points, weight=prior.weight)


def line(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """The same line in `DENSE` evenly spaced points."""
    even = torch.linspace(float(x[0]), float(x[-1]), DENSE, dtype=x.dtype)
    return even, _along(even, x, y)


def whole_curve(session: Session, edge: Edge, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """The drawn line over the edge's whole range; beyond its ends the curve as it is, moved to meet them."""
    l, i, _ = edge
    here = session.network.layers[l]
    everywhere = torch.linspace(float(here.lo[i]), float(here.hi[i]), 4 * DENSE, dtype=x.dtype)
    now = edge_on(session, edge, torch.cat([everywhere, x[:1], x[-1:]]))
    learnt, (first, last) = now[:-2], now[-2:]
    drawn = _along(everywhere, x, y)
    drawn = torch.where(everywhere < x[0], learnt + (y[0] - first), drawn)
    return everywhere, torch.where(everywhere > x[-1], learnt + (y[-1] - last), drawn)


def _along(at: Tensor, x: Tensor, y: Tensor) -> Tensor:
    return torch.from_numpy(np.interp(at.numpy(), x.numpy(), y.numpy())).to(x)


def _name(session: Session, edge: Edge) -> str:
    data = session.context.data
    return edge_name(edge_id(*edge), data.inputs, data.targets, session.network.shape.depth)
