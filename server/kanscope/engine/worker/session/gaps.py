"""Where a candidate for an edge has a pole, and on how many rows it has no value, in the edge's own unit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.units import input_unit
from kanscope.kan.functions.catalogue import function
from kanscope.kan.surgery import Edge
from kanscope.kan.trace import node_values
from kanscope.study.figures import error_text, share_text
from kanscope.study.ids import node_name
from kanscope.symbolic.poles import poles

NEAR = 0.1
"""A pole counts as near the data within this share of their range beyond it."""
SHOWN = 3


@dataclass(frozen=True)
class Gaps:
    """`poles` ascending; `undefined`: a share of the rows; `notice` says both in a sentence, None if all is
    well.
    """

    poles: list[float]
    undefined: float
    notice: str | None


class Reach:
    """Where the rows that are not sealed reach at the input of one edge."""

    def __init__(self, session: Session, edge: Edge) -> None:
        layer, node, _ = edge
        rows = torch.cat([session.samples.x, session.samples.check_x])
        values = node_values(session.network, rows, layer)[:, node]
        self._x: Tensor = values[torch.isfinite(values)]
        self._shift, self._scale = input_unit(session, layer, node)
        self._name = _input_name(session, layer, node)

    def gaps(self, text: str, a: float, b: float) -> Gaps:
        """Those of f(a·x + b), f as its text, a and b as the network has them."""
        if not len(self._x):
            return Gaps([], 0.0, None)
        f = function(text)
        z = a * self._x + b
        undefined = 1 - float((f.domain.contains(z) & torch.isfinite(f.value(z))).double().mean())
        lo, hi = float(self._x.min()), float(self._x.max())
        room = NEAR * (hi - lo)
        ends = sorted((a * (lo - room) + b, a * (hi + room) + b))
        found = sorted((z - b) / a for z in poles(f, *ends)) if a else []
        places = [x * self._scale + self._shift for x in found]
        inside = [lo <= x <= hi for x in found]
        said = [self._poles(places, inside)] if places else []
        if undefined > 0:
            said.append(f"undefined on {share_text(undefined)} of the rows")
        return Gaps(places, undefined, _sentence(said))

    def _poles(self, places: Sequence[float], inside: Sequence[bool]) -> str:
        within = [x for x, there in zip(places, inside, strict=True) if there]
        told, where = (within, "within the data") if within else (list(places), "just beyond the data")
        numbers = [self._text(x) for x in told[:SHOWN]]
        if len(told) > SHOWN:
            return f"{len(told)} poles {where}, the first at {self._name} = {numbers[0]}"
        listed = " and ".join(filter(None, (", ".join(numbers[:-1]), numbers[-1])))
        return f"{'pole' if len(told) == 1 else 'poles'} at {self._name} = {listed}, {where}"

    def _text(self, x: float) -> str:
        """As many digits as tell it apart within the range."""
        spread = float(self._x.max() - self._x.min()) * self._scale
        return "0" if abs(x) < 1e-9 * spread else error_text(x, _digits(x, spread))


def _digits(value: float, spread: float) -> int:
    """Three of the range's, of a value that may be far from 0: 2015.3 between 2010 and 2020."""
    more = math.log10(abs(value) / spread) if spread > 0 and value else 0.0
    return min(3 + max(0, math.ceil(more)), 12)


def _sentence(parts: Sequence[str]) -> str | None:
    whole = "; ".join(parts)
    return f"{whole[0].upper()}{whole[1:]}" if whole else None


def _input_name(session: Session, layer: int, node: int) -> str:
    data = session.context.data
    name = node_name(layer, node, data.inputs, data.targets, session.network.shape.depth)
    return f"log({name})" if layer == 0 and name in data.logs else name
