"""Which edge a part of a formula stands for, told by what the part is worth on the rows.

Simplifying, snapping and scaling move constants about and merge what was apart; but a part that comes from
an edge is still worth the edge's value up to a factor and an addend, itself or, where sums became products,
in its logarithm or its reciprocal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

import numpy as np
from numpy.typing import NDArray
from sympy import Expr
from sympy.core.function import AppliedUndef

from kanscope.symbolic.formula import OutputFormula
from kanscope.symbolic.numeric import Column, Evaluator

Place = tuple[int, int, int]
"""(layer, input node, subnode)."""

UNLIKE = 1e-6
"""1 - r² beyond which a part is something else than an edge."""
FEWEST_ROWS = 4


class Origins:
    """The edges behind the parts of one output's formula.

    `edges`: every living edge's value (N,) on rows; `columns`: the formula's symbols on the same rows, in the
    user's units. `owner` gives the node a subnode belongs to, by (layer of edges, subnode).
    """

    def __init__(
        self,
        formula: OutputFormula,
        edges: Mapping[Place, Column],
        columns: Mapping[str, Column],
        owner: Mapping[tuple[int, int], int],
    ) -> None:
        self._formula, self._edges, self._owner = formula, edges, owner
        self._values = np.stack(list(edges.values()))
        self._behind: dict[Expr, frozenset[Place]] = {}
        self._value = Evaluator(columns)
        calls = formula.expression.atoms(AppliedUndef)
        known = {call: edges[place] for call in calls if (place := self.unnamed(call)) in edges and place}
        if self._value.known is not None:
            self._value.known.update(known)

    def unnamed(self, call: Expr) -> Place | None:
        """The spline that an unknown function stands for."""
        return self._formula.unnamed.get(call.func.__name__)

    def behind(self, part: Expr, allowed: Set[Place]) -> frozenset[Place]:
        """Those of the allowed edges that the part stands for; several where one only passes another on."""
        if isinstance(part, AppliedUndef):
            place = self.unnamed(part)
            return frozenset({place} & allowed) if place else frozenset()
        if part not in self._behind:
            self._behind[part] = frozenset() if part.is_number else self._worth_as_much(part)
        return self._behind[part] & allowed

    def _worth_as_much(self, part: Expr) -> frozenset[Place]:
        try:
            value = self._value(part)
        except (KeyError, ValueError):  # a function that has no numbers here
            return frozenset()
        alike = np.any([_alike(form, self._values) for form in _forms(value)], axis=0)
        return frozenset(place for place, same in zip(self._edges, alike, strict=True) if same)

    def leading_to(self, output: int) -> frozenset[Place]:
        """Every edge an output can hear."""
        last = max((layer for layer, _, _ in self._edges), default=0)
        return self._upstream(last + 1, output)

    def inside(self, places: Set[Place]) -> frozenset[Place]:
        """The edges that lead into the earliest of these edges, from anywhere before it."""
        first = min(layer for layer, _, _ in places)
        found = (self._upstream(first, node) for layer, node, _ in places if layer == first)
        return frozenset[Place]().union(*found)

    def feeding(self, place: Place) -> frozenset[Place]:
        """The edges that end at the node an edge leaves from."""
        return self._into(place[0], place[1])

    def _upstream(self, layer: int, node: int) -> frozenset[Place]:
        direct = self._into(layer, node)
        further = (self._upstream(layer - 1, before) for before in {source for _, source, _ in direct})
        return direct.union(*further)

    def _into(self, layer: int, node: int) -> frozenset[Place]:
        return frozenset(p for p in self._edges if p[0] == layer - 1 and self._owner[p[0], p[2]] == node)


def _forms(value: Column) -> Iterator[Column]:
    with np.errstate(all="ignore"):
        yield value
        yield np.log(np.abs(value))
        yield 1 / value


def _alike(one: Column, others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of the others (n, N) are the one (N,), scaled and shifted, where all are numbers."""
    kept = np.isfinite(one) & np.isfinite(others).all(axis=0)
    if kept.sum() < FEWEST_ROWS:
        return np.zeros(len(others), dtype=bool)
    cosines: Column = _directions(others[:, kept]) @ _directions(one[None, kept])[0]
    return np.square(cosines) > 1 - UNLIKE


def _directions(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each row around its mean, of length one; 0 for what is constant up to rounding."""
    size = np.linalg.norm(rows, axis=1, keepdims=True)
    away = rows - rows.mean(axis=1, keepdims=True)
    length = np.linalg.norm(away, axis=1, keepdims=True)
    return np.where(length > 1e-9 * size, away / np.maximum(length, 1e-300), 0.0)
