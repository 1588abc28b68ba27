"""What may stand around a named curve: F = g⁻¹(c·f(a·z + b) + d) for a few g, tried on g(F)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr

Column = NDArray[np.float64]


@dataclass(frozen=True)
class Outer:
    """g, its slope g', and g⁻¹ as SymPy. `positive`: for F > 0 alone. `price`: what it adds to the cost."""

    name: str
    value: Callable[[Column], Column]
    slope: Callable[[Column], Column]
    undo: Callable[[Expr], Expr]
    positive: bool
    price: int


OUTERS: tuple[Outer, ...] = (
    Outer("itself", lambda f: f, np.ones_like, lambda e: e, False, 0),
    Outer("inverse", lambda f: 1 / f, lambda f: f**-2.0, lambda e: 1 / e, False, 1),
    Outer("square", lambda f: f * f, lambda f: 2 * f, sympy.sqrt, True, 1),
    Outer("inverse square", lambda f: f**-2.0, lambda f: 2 * f**-3.0, lambda e: 1 / sympy.sqrt(e), True, 1),
    Outer("log", np.log, lambda f: 1 / f, sympy.exp, True, 1),
    Outer("root", np.sqrt, lambda f: 0.5 / np.sqrt(f), lambda e: e**2, True, 1),
    Outer("inverse root", lambda f: 1 / np.sqrt(f), lambda f: 0.5 * f**-1.5, lambda e: e**-2, True, 1),
    Outer("exponential", np.exp, np.exp, sympy.log, False, 1),
)
