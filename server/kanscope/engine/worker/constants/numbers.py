"""The numbers of all named edges, as people see them, with what the training rows say of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.units import affine_inside, affine_outside
from kanscope.kan.gradient import Gradient
from kanscope.kan.jacobian import free_columns, jacobian
from kanscope.kan.network import Network
from kanscope.kan.surgery import Edge
from kanscope.study.affine import Affine
from kanscope.study.ids import edge_id

LETTERS = ("a", "b", "c", "d")
MOST_ROWS = 4000
"""Training rows that stand for all where there are more: evenly spaced ones."""

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Numbers:
    """a, b, c, d of `edges`, four after four, in the edges' own units; see `symbolic.snapping.fitted.Fitted`.

    Residuals are those of the standardised targets, so that losses are shares of the targets' variance.
    """

    session: Session
    edges: tuple[Edge, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Such as "edge:0:0:0.a"."""
        return tuple(f"{edge_id(*edge)}.{letter}" for edge in self.edges for letter in LETTERS)

    @cached_property
    def values(self) -> Vector:
        """(4 · edges,): where they are now."""
        layers = self.session.network.layers
        inside = [layers[l].affine[i, j].tolist() for l, i, j in self.edges]
        outside = [affine_outside(self.session, e, n) for e, n in zip(self.edges, inside, strict=True)]
        return np.array([number for one in outside for number in (one.a, one.b, one.c, one.d)])

    def network(self, values: Vector) -> Network:
        """The session's network with these numbers."""
        changed = self.session.network.copy()
        for edge, four in zip(self.edges, np.reshape(values, (-1, 4)), strict=True):
            self._put(changed, edge, four)
        return changed

    def residuals(self, values: Vector) -> Vector:
        """Over rows and targets, one after the other."""
        x, y = self._rows
        off: Vector = (self.network(values)(x) - y).flatten().numpy()
        return off

    def jacobian(self, values: Vector) -> Matrix:
        """(rows · targets, 4 · edges): exact, by the network's own backward pass and the change of units."""
        open_ = self._opened(self.network(values))
        passes = Gradient(open_, self._rows[0])
        passes.forward()
        slopes = jacobian(passes).flatten(0, 1).numpy()[:, self._order(open_)]
        by_edge = slopes.reshape(len(slopes), -1, 4)
        turned: Matrix = np.einsum("nek,ekm->nem", by_edge, self._units)
        return turned.reshape(len(slopes), -1)

    @cached_property
    def _rows(self) -> tuple[Tensor, Tensor]:
        samples = self.session.samples
        step = max(1, len(samples.x) // MOST_ROWS)
        return samples.x[::step], samples.y[::step]

    def _put(self, network: Network, edge: Edge, four: Sequence[float] | Vector) -> None:
        a, b, c, d = (float(number) for number in four)
        inside = affine_inside(self.session, edge, Affine(a=a, b=b, c=c, d=d))
        l, i, j = edge
        network.layers[l].affine[i, j] = torch.tensor(inside, dtype=network.parameters.dtype)

    def _opened(self, network: Network) -> Network:
        """The network with exactly these edges free to move."""
        wirings = [replace(layer.wiring, locked=torch.ones_like(layer.locked)) for layer in network.layers]
        for l, i, j in self.edges:
            wirings[l].locked[i, j] = False
        return network.rewired(wirings)

    def _order(self, open_: Network) -> list[int]:
        """Where each of our numbers stands among the network's free parameters."""
        places = torch.arange(open_.parameters.numel())
        affine = [part[1] if isinstance(part, tuple) else part for part in open_.split(places)]
        where = {int(place): k for k, place in enumerate(free_columns(open_).tolist())}
        return [where[int(affine[l][i, j, m])] for l, i, j in self.edges for m in range(4)]

    @cached_property
    def _units(self) -> Matrix:
        """(edges, 4, 4): ∂ inside / ∂ outside, the columns of the linear change of units."""
        units = np.zeros((len(self.edges), 4, 4))
        for e, edge in enumerate(self.edges):
            for m in range(4):
                one = [float(k == m) for k in range(4)]
                inside = affine_inside(self.session, edge, Affine(a=one[0], b=one[1], c=one[2], d=one[3]))
                units[e, :, m] = inside
        return units


def numbers_of(session: Session) -> Numbers:
    """Those of every living named edge that nobody locked, or that is locked because it is exact."""
    layers = session.network.layers
    found = [
        (l, i, j)
        for l, layer in enumerate(layers)
        for i, j in layer.alive.nonzero().tolist()
        if layer.function[i][j] is not None
        and (not bool(layer.locked[i, j]) or edge_id(l, i, j) in session.exact)
    ]
    return Numbers(session, tuple(found))


def held(numbers: Numbers, exact: Mapping[str, Mapping[str, str]]) -> dict[int, str]:
    """Places of the numbers that are exact, with their texts."""
    return {
        4 * e + LETTERS.index(letter): text
        for e, edge in enumerate(numbers.edges)
        for letter, text in exact.get(edge_id(*edge), {}).items()
    }
