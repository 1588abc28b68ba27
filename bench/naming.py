"""How quickly and how well curves are named, beside pykan's `fit_params` on the same points."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from time import perf_counter

import torch
from torch import Tensor

from bench import pykan
from bench.row import Row
from kanscope.symbolic.curves import Curves
from kanscope.symbolic.fit import Fits, fit
from kanscope.symbolic.names import OFFERED

POINTS = 256
U = torch.linspace(-1, 1, POINTS, dtype=torch.float64)
EDGES = 50
"""As many as [4, 5, 5, 1] has."""
LESS = 1e-3
"""R² lower than the peer's by more counts as missed."""
GOOD = 0.9

CURVES: dict[str, tuple[str, Callable[[Tensor], Tensor]]] = {
    "sin(12x)": ("sin", lambda u: torch.sin(12 * u)),
    "sin(40x)": ("sin", lambda u: torch.sin(40 * u)),
    "1e-4 sin(3x)": ("sin", lambda u: 1e-4 * torch.sin(3 * u)),
    "j0(8x+9)": ("j0", lambda u: torch.special.bessel_j0(8 * u + 9)),
    "(x+1)^2.37": ("power", lambda u: (u + 1) ** 2.37),
}
RIVALRY = ("x^2", "x^3", "sqrt", "log", "exp", "sin", "tanh", "arctan", "gaussian", "1/x")
CONTESTED: tuple[Callable[[Tensor], Tensor], ...] = (
    lambda u: torch.exp(1.5 * u),
    lambda u: torch.sin(3 * u) + 0.1 * u**3,
    lambda u: torch.log(u + 1.1),
    lambda u: torch.tanh(4 * u - 1),
)


def rows() -> Iterator[Row]:
    """Quality first: it does not hang on the machine."""
    yield from _found()
    yield from _contest()
    yield _all_edges()


def _fitted(y: Tensor, names: tuple[str, ...]) -> Fits:
    ends = torch.ones(len(y), dtype=torch.float64)
    return fit(Curves(-ends, ends, y), names)


def _found() -> Iterator[Row]:
    for label, (name, make) in CURVES.items():
        r2 = float(_fitted(make(U)[None], (name,)).r2[0, 0])
        yield Row(f"symbolic: {label} named {name}, 1 - R²", 1 - r2, None, "", None)


def _all_edges() -> Row:
    y = torch.sin(torch.linspace(0.5, 9, EDGES, dtype=torch.float64)[:, None] * U) + 0.1 * U**3
    _fitted(y[:1], OFFERED)
    start = perf_counter()
    _fitted(y, OFFERED)
    spent = perf_counter() - start
    return Row(f"symbolic: {EDGES} edges, {len(OFFERED)} functions each", spent, None, "s", None)


def _contest() -> Iterator[Row]:
    """Time of one function on one curve, and how often ours explains less of it than theirs does."""
    curves = torch.stack([make(U) for make in CONTESTED])
    ours = _fitted(curves, RIVALRY)
    start = perf_counter()
    theirs = torch.tensor([[_theirs(y, name) for y in curves] for name in RIVALRY], dtype=torch.float64)
    each = (perf_counter() - start) / theirs.numel()
    start = perf_counter()
    _fitted(curves, RIVALRY)
    yield Row(
        "symbolic: one function on one curve",
        1e3 * (perf_counter() - start) / theirs.numel(),
        1e3 * each,
        "ms",
        pykan.PEER,
    )
    missed = int(((theirs > GOOD) & (ours.r2 < theirs - LESS)).sum())
    better = int(((ours.r2 > GOOD) & (theirs < ours.r2 - LESS)).sum())
    of = f"of {theirs.numel()} fits"
    yield Row("symbolic: fits that explain less than the other's by 1e-3", missed, better, of, pykan.PEER)


def _theirs(y: Tensor, name: str) -> float:
    with pykan.at_home():
        from kan.utils import SYMBOLIC_LIB, fit_params

        _, r2 = fit_params(U, y, SYMBOLIC_LIB[name][0], verbose=False)
    return float(r2) if math.isfinite(float(r2)) else 0.0
