"""From the standardised inside of a network to the scientist's units at its outer layers."""

from __future__ import annotations

from collections.abc import Sequence

from kanscope.engine.worker.session.session import Session
from kanscope.kan.surgery import Edge
from kanscope.study.affine import Affine


def input_unit(session: Session, layer: int, node: int) -> tuple[float, float]:
    """(shift, scale) from a node's inner value to what a person sees: the column's unit at the inputs."""
    if layer > 0:
        return 0.0, 1.0
    inputs = session.scaling.inputs
    return float(inputs.shift[node]), float(inputs.scale[node])


def output_unit(session: Session, layer: int, subnode: int) -> float:
    """The target's unit for edges into an output's sum; 1 elsewhere (a factor has no unit of its own)."""
    shape = session.network.shape
    last = layer == shape.depth - 1 and subnode < shape.width[-1][0]
    return float(session.scaling.targets.scale[subnode]) if last else 1.0


def affine_inside(session: Session, edge: Edge, outside: Affine) -> tuple[float, float, float, float]:
    """The inverse of `affine_outside`: (a, b, c, d) as the network has them."""
    layer, i, j = edge
    shift, scale = input_unit(session, layer, i)
    unit = output_unit(session, layer, j)
    return outside.a * scale, outside.b + outside.a * shift, outside.c / unit, outside.d / unit


def affine_outside(session: Session, edge: Edge, numbers: Sequence[float]) -> Affine:
    """c·f(a·x + b) + d with x and the result in the units a person sees."""
    (layer, i, j), (a, b, c, d) = edge, numbers
    shift, scale = input_unit(session, layer, i)
    unit = output_unit(session, layer, j)
    return Affine(a=a / scale, b=b - a * shift / scale, c=c * unit, d=d * unit)
