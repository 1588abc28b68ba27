"""Transforms g of the target, for laws that are plain only in g(t)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr

Numbers = NDArray[np.float64]
Rows = NDArray[np.bool_]
Curve = Callable[[Numbers], Numbers]
MOST_LOST, WEIGHTLESS = 0.75, 3e-3
"""At least this share of the rows must allow a transform; the others hold at most this of its square."""


@dataclass(frozen=True)
class Outer:
    """g, dt/dg as a function of t, and t in terms of g; `cost` in operations."""

    name: str
    of: Curve
    slope: Curve
    back: Callable[[Expr], Expr]
    where: Callable[[Numbers], Rows]
    cost: int


def _anything(t: Numbers) -> Rows:
    return np.isfinite(t)


def _positive(t: Numbers) -> Rows:
    return np.asarray(t > 0)


def _negative(t: Numbers) -> Rows:
    return np.asarray(t < 0)


def _not_zero(t: Numbers) -> Rows:
    return np.asarray(t != 0)


def _arc(t: Numbers) -> Rows:
    return np.asarray(np.abs(t) <= np.pi / 2)


def _half_turn(t: Numbers) -> Rows:
    return np.asarray((t >= 0) & (t <= np.pi))


def _small(t: Numbers) -> Rows:
    return np.asarray(np.abs(t) < 30)


def sound(where: Callable[[Numbers], Rows], t: Numbers, w: Numbers) -> Rows | None:
    """The rows where a transform may be taken; None where the others weigh too much to be noise alone."""
    rows = where(t)
    size = np.where(np.isfinite(t), (w * t) ** 2, 0.0)
    total = float(size.sum())
    lost = float(size[~rows].sum())
    return rows if rows.mean() > MOST_LOST and lost <= WEIGHTLESS * total else None


OUTERS: Mapping[str, Outer] = {
    outer.name: outer
    for outer in (
        Outer("t", lambda t: t, np.ones_like, lambda g: g, _anything, 0),
        Outer("1/t", lambda t: 1 / t, lambda t: t * t, lambda g: 1 / g, _not_zero, 1),
        Outer("t²", lambda t: t * t, lambda t: 0.5 / t, sympy.sqrt, _positive, 1),
        Outer("1/t²", lambda t: t**-2.0, lambda t: 0.5 * t**3, lambda g: 1 / sympy.sqrt(g), _positive, 1),
        Outer("log t", np.log, lambda t: t, sympy.exp, _positive, 1),
        Outer("√t", np.sqrt, lambda t: 2 * np.sqrt(t), lambda g: g**2, _positive, 1),
        Outer("1/√t", lambda t: t**-0.5, lambda t: 2 * t**1.5, lambda g: g**-2, _positive, 1),
        Outer("sin t", np.sin, lambda t: 1 / np.maximum(np.cos(t), 1e-3), sympy.asin, _arc, 1),
        Outer("cos t", np.cos, lambda t: 1 / np.maximum(np.sin(t), 1e-3), sympy.acos, _half_turn, 1),
        Outer("exp t", np.exp, lambda t: np.exp(-t), sympy.log, _small, 1),
        Outer(
            "-t²",
            lambda t: t * t,
            lambda t: 0.5 / t,
            lambda g: -sympy.sqrt(g),
            _negative,
            1,
        ),
        Outer(
            "log -t",
            lambda t: np.log(-t),
            lambda t: t,
            lambda g: -sympy.exp(g),
            _negative,
            1,
        ),
    )
}


def outers(t: Numbers, w: Numbers) -> Iterator[tuple[Outer, Rows]]:
    """Those that may be taken of these values, and on which rows."""
    for outer in OUTERS.values():
        rows = sound(outer.where, t, w)
        if rows is not None:
            yield outer, rows
