"""Transforms g of the target, for laws that are plain only in g(t)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr

Numbers = NDArray[np.float64]
Curve = Callable[[Numbers], Numbers]


@dataclass(frozen=True)
class Outer:
    """g, dt/dg as a function of t, and t in terms of g; `cost` in operations."""

    name: str
    of: Curve
    slope: Curve
    back: Callable[[Expr], Expr]
    allowed: Callable[[Numbers], bool]
    cost: int


def _anything(t: Numbers) -> bool:
    return True


def _positive(t: Numbers) -> bool:
    return bool(t.min() > 0)


def _one_sign(t: Numbers) -> bool:
    return bool(t.min() > 0 or t.max() < 0)


def _arc(t: Numbers) -> bool:
    return bool(np.abs(t).max() <= np.pi / 2 and np.abs(t).max() > 0.3)


def _half_turn(t: Numbers) -> bool:
    return bool(t.min() >= 0 and t.max() <= np.pi and t.max() > 0.6)


def _small(t: Numbers) -> bool:
    return bool(np.abs(t).max() < 30)


OUTERS: Mapping[str, Outer] = {
    outer.name: outer
    for outer in (
        Outer("t", lambda t: t, np.ones_like, lambda g: g, _anything, 0),
        Outer(
            "1/t", lambda t: 1 / t, lambda t: t * t, lambda g: 1 / g, lambda t: bool(np.abs(t).min() > 0), 1
        ),
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
            lambda t: bool(t.max() < 0),
            1,
        ),
        Outer(
            "log -t",
            lambda t: np.log(-t),
            lambda t: t,
            lambda g: -sympy.exp(g),
            lambda t: bool(t.max() < 0),
            1,
        ),
    )
}


def outers(t: Numbers) -> Iterator[Outer]:
    """Those that may be applied to these values."""
    return (outer for outer in OUTERS.values() if outer.allowed(t))
