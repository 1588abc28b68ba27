"""Rows as the engine wants them: joined where equal, standardised, divided."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from kanscope.kan.samples import Samples

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Rows:
    """x (N, n), y (N, q) and weights (N,) > 0, in an order of their own."""

    x: Array
    y: Array
    weights: Array

    @classmethod
    def joined(cls, x: Array, y: Array, weights: Array) -> Rows:
        """Equal rows become one with the sum of their weights; rows that weigh nothing go.

        So a weight of two is bit for bit the row given twice, and the order of rows does not matter.
        """
        counted = weights > 0
        whole = np.hstack([x, y])[counted]
        unique, place = np.unique(whole, axis=0, return_inverse=True)
        total = np.bincount(place.ravel(), weights[counted], len(unique)).astype(np.float64)
        return cls(unique[:, : x.shape[1]], unique[:, x.shape[1] :], total)

    def __len__(self) -> int:
        return len(self.weights)

    def part(self, chosen: NDArray[np.int64]) -> Rows:
        """Some of the rows."""
        return Rows(self.x[chosen], self.y[chosen], self.weights[chosen])

    def divided(self, share: float, seed: int) -> tuple[Rows, Rows]:
        """(the rest, about `share` of the rows drawn by the seed), at least one row in each."""
        order = np.random.default_rng(seed).permutation(len(self))
        held = min(max(1, round(share * len(self))), len(self) - 1)
        return self.part(np.sort(order[held:])), self.part(np.sort(order[:held]))

    def thinned(self, most: int) -> Rows:
        """At most `most` rows, evenly spaced."""
        if len(self) <= most:
            return self
        return self.part(np.linspace(0, len(self) - 1, most).round().astype(np.int64))


def varying(values: Array) -> NDArray[np.bool_]:
    """Which columns of values (N, columns) hold more than one number."""
    return np.asarray(values.max(0) > values.min(0))


@dataclass(frozen=True)
class Scale:
    """u = (value - shift)/scale of each column."""

    shift: Array
    scale: Array

    @classmethod
    def of(cls, values: Array, weights: Array) -> Scale:
        """Weighted mean and deviation of values (N, columns); a constant column keeps its unit.

        Squares are those of the values by a power of two, which costs no bit: so they neither overflow nor
        vanish, however large or small the unit is.
        """
        unit = _power_of_two(np.abs(values).max(0))
        shares = values / unit
        mean = np.average(shares, axis=0, weights=weights)
        spread = np.sqrt(np.average((shares - mean) ** 2, axis=0, weights=weights)) * unit
        varies = varying(values)
        return cls(np.where(varies, mean * unit, values[0]), np.where(varies & (spread > 0), spread, 1.0))

    @classmethod
    def none(cls, columns: int) -> Scale:
        """Leaves values as they are."""
        return cls(np.zeros(columns), np.ones(columns))

    def inside(self, values: Array) -> Array:
        """Standardised values."""
        return np.asarray((values - self.shift) / self.scale)

    def outside(self, inner: Array) -> Array:
        """Values in their own unit."""
        return np.asarray(inner * self.scale + self.shift)


@dataclass(frozen=True)
class Scales:
    """Those of inputs and targets."""

    x: Scale
    y: Scale

    def samples(self, rows: Rows, held: Rows) -> Samples:
        """Both as standardised tensors, to train on and to check against."""
        inside = [
            torch.from_numpy(scale.inside(values))
            for part in (rows, held)
            for scale, values in ((self.x, part.x), (self.y, part.y))
        ]
        weights = (torch.from_numpy(part.weights.copy()) for part in (rows, held))
        return Samples(*inside, *weights)


def _power_of_two(sizes: Array) -> Array:
    """The largest power of two up to each size; 1 where that is 0."""
    _, exponent = np.frexp(sizes)
    return np.where(sizes > 0, np.ldexp(1.0, exponent - 1), 1.0)
