"""Fitting finds the true generator of a curve whatever its scale, and never leaves a domain."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from kanscope.kan.functions.catalogue import function
from kanscope.symbolic.curves import Curves
from kanscope.symbolic.fit import Fits, fit
from kanscope.symbolic.names import OFFERED

POINTS = 256

GENERATORS: dict[str, tuple[str, Callable[[Tensor], Tensor]]] = {
    "sin(40x)": ("sin", lambda u: torch.sin(40 * u)),
    "a small wave": ("sin", lambda u: 1e-4 * torch.sin(3 * u)),
    "a cosine": ("sin", lambda u: torch.cos(3 * u)),
    "log with its border near": ("log", lambda u: torch.log(u + 1.0001)),
    "arcsin to the edge": ("arcsin", torch.arcsin),
    "arccos": ("arcsin", lambda u: torch.arccos(0.8 * u)),
    "arctanh": ("arctanh", lambda u: torch.arctanh(0.5 * u + 0.49)),
    "tanh": ("tanh", lambda u: torch.tanh(6 * u - 2)),
    "arctan": ("arctan", lambda u: torch.arctan(5 * u - 1)),
    "a narrow bell": ("gaussian", lambda u: torch.exp(-((7 * u - 2) ** 2))),
    "tan": ("tan", lambda u: torch.tan(1.5 * u)),
    "cosh": ("cosh", lambda u: torch.cosh(2 * u + 0.4)),
    "sinh": ("sinh", lambda u: torch.sinh(3 * u)),
    "exp falling": ("exp", lambda u: 5 * torch.exp(-4 * u)),
    "sqrt to the edge": ("sqrt", lambda u: torch.sqrt(u + 1)),
    "x^1.5 falling": ("x^1.5", lambda u: (2 - u) ** 1.5),
    "1/sqrt(x)": ("1/sqrt(x)", lambda u: (1.001 - u) ** -0.5),
    "1/x": ("1/x", lambda u: 1 / (u - 1.3)),
    "1/x^2": ("1/x^2", lambda u: (u + 1.1) ** -2),
    "1/x^3": ("1/x^3", lambda u: (u + 1.1) ** -3),
    "1/x^4": ("1/x^4", lambda u: (u + 1.2) ** -4),
    "1/x^5": ("1/x^5", lambda u: (1.2 - u) ** -5),
    "x": ("x", lambda u: 1 - 2 * u),
    "x^2": ("x^2", lambda u: (u - 0.3) ** 2),
    "x^3": ("x^3", lambda u: (u + 0.1) ** 3),
    "x^4": ("x^4", lambda u: -((u - 0.2) ** 4)),
    "x^5": ("x^5", lambda u: u**5),
    "abs": ("abs", lambda u: torch.abs(u - 0.3)),
    "sgn": ("sgn", lambda u: torch.sign(u - 0.3)),
}
TRUE_NAMES = [name for name, _ in GENERATORS.values()]


def grid(points: int = POINTS) -> Tensor:
    return torch.linspace(-1, 1, points, dtype=torch.float64)


def curves(weight: Tensor | None = None, low: float = -1.0, high: float = 1.0) -> Curves:
    """All generators, drawn over [low, high]."""
    y = torch.stack([make(grid()) for _, make in GENERATORS.values()])
    ends = torch.ones(len(y), dtype=torch.float64)
    return Curves(low * ends, high * ends, y, None if weight is None else weight.expand_as(y))


def predicted(fits: Fits, row: int, curve: int, x: Tensor) -> Tensor:
    a, b, c, d = (field[row, curve] for field in (fits.a, fits.b, fits.c, fits.d))
    return c * function(fits.function(row, curve)).value(a * x + b) + d


@pytest.mark.parametrize("weight", [None, torch.exp(-(grid() ** 2))], ids=["uniform", "weighted"])
def test_every_true_generator_is_found(weight: Tensor | None) -> None:
    fits = fit(curves(weight), OFFERED)
    left = {
        label: 1 - float(fits.r2[OFFERED.index(name), e])
        for e, (label, name) in enumerate(zip(GENERATORS, TRUE_NAMES, strict=True))
    }
    assert {label: q for label, q in left.items() if q > 1e-9} == {}


def test_parameters_are_in_the_curves_own_units() -> None:
    low, high = 20.0, 95.0
    given = curves(low=low, high=high)
    fits = fit(given, OFFERED)
    x = torch.linspace(low, high, POINTS, dtype=torch.float64)
    for e, name in enumerate(TRUE_NAMES):
        error = (predicted(fits, OFFERED.index(name), e, x) - given.y[e]).abs().max()
        assert error < 1e-4 * given.y[e].std(), name


def test_no_fit_leaves_the_domain_of_its_function() -> None:
    given = curves()
    fits = fit(given, OFFERED)
    for row in range(len(OFFERED)):
        for e in range(len(given.y)):
            assert torch.isfinite(predicted(fits, row, e, grid())).all(), OFFERED[row]


def test_r2_is_what_the_parameters_give() -> None:
    given = curves()
    fits = fit(given, OFFERED)
    for row in range(len(OFFERED)):
        for e, y in enumerate(given.y):
            residual = (predicted(fits, row, e, grid()) - y).square().sum() / (y - y.mean()).square().sum()
            assert abs(float(1 - residual - fits.r2[row, e])) < 1e-5


def test_the_scale_of_a_curve_does_not_change_r2() -> None:
    given = curves()
    other = Curves(given.x_lo, given.x_hi, given.y * 2.0**-20)
    assert torch.equal(fit(given, OFFERED).r2, fit(other, OFFERED).r2)


def test_a_duplicate_is_fitted_when_asked_for() -> None:
    names = ["cos", "arccos", "sigmoid", "x^0.5", "1/x^0.5", "0"]
    y = torch.stack([torch.cos(3 * grid()), torch.sigmoid(4 * grid() - 1)])
    ends = torch.ones(2, dtype=torch.float64)
    fits = fit(Curves(-ends, ends, y), names)
    assert fits.names == tuple(names)
    assert float(fits.r2[0, 0]) > 1 - 1e-12
    assert float(fits.r2[2, 1]) > 1 - 1e-12
    assert float(fits.r2[5, 0]) == 0


def test_a_constant_curve_is_matched_exactly_by_a_constant() -> None:
    one = torch.ones(1, dtype=torch.float64)
    fits = fit(Curves(-one, one, torch.full((1, POINTS), 7.3, dtype=torch.float64)), ["x", "sin", "0"])
    assert torch.equal(fits.r2, torch.ones(3, 1, dtype=torch.float64))
    assert torch.equal(fits.c, torch.zeros(3, 1, dtype=torch.float64))
    assert torch.allclose(fits.d, torch.tensor(7.3, dtype=torch.float64))


def test_the_same_curves_give_the_same_bits() -> None:
    first, second = fit(curves(), OFFERED), fit(curves(), OFFERED)
    assert all(torch.equal(getattr(first, k), getattr(second, k)) for k in ("r2", "a", "b", "c", "d"))


def test_a_phase_is_less_than_a_turn() -> None:
    one = torch.ones(1, dtype=torch.float64)
    x = torch.linspace(100, 103, POINTS, dtype=torch.float64)
    fits = fit(Curves(100 * one, 103 * one, torch.sin(9 * x)[None]), ["sin"])
    assert float(fits.b.abs()) <= math.pi
    assert float(fits.a) == pytest.approx(9, abs=1e-6)


def test_one_edge_takes_a_moment() -> None:
    one = torch.ones(1, dtype=torch.float64)
    curve = Curves(-one, one, torch.sin(3 * grid())[None])
    fit(curve)
    times = []
    for _ in range(3):
        start = time.process_time()
        fit(curve)
        times.append(time.process_time() - start)
    assert min(times) < 0.4, "40 ms on a quiet core, its own time counted"


@pytest.mark.parametrize(
    ("low", "high", "y", "word"),
    [
        (0.0, 0.0, torch.zeros(1, 16), "x_hi"),
        (0.0, 1.0, torch.zeros(1, 4), "points"),
        (0.0, 1.0, torch.full((1, 16), math.nan), "finite"),
    ],
)
def test_a_curve_that_is_none_is_refused(low: float, high: float, y: Tensor, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        Curves(torch.tensor([low]), torch.tensor([high]), y)
