"""A problem as it looks after some of its structure has been taken off: fewer columns, another target."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray
from sympy import Expr, Symbol

Numbers = NDArray[np.float64]
INNER = Symbol("_inner", real=True)


@dataclass(frozen=True)
class Axis:
    """One column: what it is in the problem's symbols, and its values."""

    expression: Expr
    values: Float[Numbers, " N"]

    @property
    def positive(self) -> bool:
        """Whether its logarithm may be taken."""
        return bool(self.values.min() > 0)

    @property
    def away_from_zero(self) -> bool:
        """Whether one may divide by it."""
        size = np.abs(self.values)
        one_sign = bool(self.values.min() > 0 or self.values.max() < 0)
        return one_sign and bool(size.min() > 1e-3 * size.max())


@dataclass(frozen=True)
class View:
    """`target` (N,) as a function of the axes. `weight` (N,): how many spreads of y a unit of target is.

    `outside` is y in terms of the target, `INNER`; `numbers`: the constants in it and in the axes; `said`:
    how the view came about.
    """

    axes: tuple[Axis, ...]
    target: Float[Numbers, " N"]
    weight: Float[Numbers, " N"]
    outside: Expr = INNER
    numbers: Mapping[Symbol, float] = field(default_factory=dict)
    said: tuple[str, ...] = ()

    @property
    def matrix(self) -> Float[Numbers, "N n"]:
        """The axes' values side by side."""
        return np.stack([axis.values for axis in self.axes], 1)

    def whole(self, inner: Expr) -> Expr:
        """y, where the target is `inner`."""
        return self.outside.xreplace({INNER: inner})

    def key(self) -> tuple[str, ...]:
        """The same for views that only differ in how they came about."""
        constants = {symbol: Symbol("_c") for symbol in self.numbers}
        parts = [axis.expression for axis in self.axes]
        return (
            str(self.outside.xreplace(constants)),
            *sorted(str(part.xreplace(constants)) for part in parts),
        )

    def without(self, *places: int) -> tuple[Axis, ...]:
        """The axes but those."""
        return tuple(axis for k, axis in enumerate(self.axes) if k not in places)

    def with_axes(self, axes: tuple[Axis, ...], said: str) -> View:
        """The same target over other axes."""
        return replace(self, axes=axes, said=(*self.said, said))

    def inside(self, target: Numbers, slope: Numbers, outside: Callable[[Expr], Expr], said: str) -> View:
        """A new target t' with dt/dt' = `slope` on every row and t = outside(t'); rows without weigh 0."""
        sound = np.isfinite(target) & np.isfinite(slope)
        return replace(
            self,
            target=np.where(sound, target, 0.0),
            weight=self.weight * np.where(sound, np.abs(slope), 0.0),
            outside=self.whole(outside(INNER)),
            said=(*self.said, said),
        )
