"""Every function of the catalogue: its slope, its domain, its name."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from kanscope.kan.functions.catalogue import ALIASES, FUNCTIONS
from kanscope.kan.functions.domain import Domain

SMOOTH = sorted(set(FUNCTIONS) - {"abs", "sgn", *ALIASES})


def inside(domain: Domain) -> Tensor:
    """Points well inside a domain."""
    low, high = max(domain.lower, -1.4), min(domain.upper, 1.4)
    z = torch.linspace(low, high, 43, dtype=torch.float64)[1:-1]
    pole = 0.0 if domain.pole is None else domain.pole
    return z[(z.abs() > 0.02) & ((z - pole).abs() > 0.02)]


@pytest.mark.parametrize("name", SMOOTH)
def test_a_slope_is_the_derivative_of_its_value(name: str) -> None:
    function, step = FUNCTIONS[name], 1e-6
    z = inside(function.domain)
    difference = (function.value(z + step) - function.value(z - step)) / (2 * step)
    assert torch.allclose(function.slope(z), difference, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("name", sorted(set(SMOOTH) - {"0"}))
def test_autograd_agrees_with_the_slope(name: str) -> None:
    z = inside(FUNCTIONS[name].domain).requires_grad_()
    value = FUNCTIONS[name].value(z)
    (gradient,) = torch.autograd.grad(value.sum(), z)
    assert torch.allclose(FUNCTIONS[name].slope(z.detach()), gradient, rtol=1e-12)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_value_is_finite_exactly_on_the_domain(name: str) -> None:
    function = FUNCTIONS[name]
    z = torch.tensor([-1e3, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 1e3], dtype=torch.float64)
    z = z[z.abs() < 500] if name in ("exp", "cosh", "sinh", "x*exp(-x)") else z
    assert torch.equal(torch.isfinite(function.value(z)), function.domain.contains(z))


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_shape_and_precision_are_kept(name: str) -> None:
    z = torch.full((2, 3), 0.5, dtype=torch.float32)
    for result in (FUNCTIONS[name].value(z), FUNCTIONS[name].slope(z)):
        assert result.shape == z.shape
        assert result.dtype == torch.float32


def test_a_kink_has_the_mean_slope() -> None:
    assert FUNCTIONS["abs"].slope(torch.zeros(1)).item() == 0


def test_poles_may_repeat() -> None:
    domain = Domain(pole=0.5, period=1.0)
    assert domain.contains(torch.tensor([0.5, 1.5, -3.5, 0.0])).tolist() == [False, False, False, True]


def test_nan_and_infinity_are_in_no_domain() -> None:
    z = torch.tensor([math.nan, math.inf, -math.inf])
    assert not any(function.domain.contains(z).any() for function in FUNCTIONS.values())


def test_an_alias_is_the_same_function() -> None:
    assert all(FUNCTIONS[alias] is FUNCTIONS[name] for alias, name in ALIASES.items())
