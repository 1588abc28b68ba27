from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import BSpline

from kanscope.kan.bspline import spline_basis


def ranges(lo: float, hi: float) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.tensor([lo], dtype=torch.float64), torch.tensor([hi], dtype=torch.float64)


@given(
    lo=st.floats(-50, 50),
    width=st.floats(0.01, 100),
    grid=st.integers(1, 30),
    k=st.integers(1, 5),
    share=st.lists(st.floats(0, 1), min_size=1, max_size=8),
)
def test_values_and_slopes_are_those_of_scipy(
    lo: float, width: float, grid: int, k: int, share: list[float]
) -> None:
    cell = width / grid
    knots = lo + cell * np.arange(-k, grid + k + 1)
    away = np.array([s for s in share if k > 1 or abs(s * grid - round(s * grid)) > 1e-6])
    x = np.minimum(lo + width * away, lo + width * (1 - 1e-9))
    values, slopes = spline_basis(torch.tensor(x)[:, None], *ranges(lo, lo + width), grid, k)
    assert slopes is not None
    for m in range(grid + k):
        oracle = BSpline(knots, np.eye(grid + k)[m], k)
        np.testing.assert_allclose(values[:, 0, m], oracle(x), atol=1e-7)
        np.testing.assert_allclose(slopes[:, 0, m] * cell, oracle.derivative()(x) * cell, atol=1e-6)


@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_splines_sum_to_one_everywhere(k: int) -> None:
    x = torch.linspace(-5, 5, 101, dtype=torch.float64)[:, None]
    values, slopes = spline_basis(x, *ranges(-1, 2), 5, k)
    assert slopes is not None
    assert torch.allclose(values.sum(-1), torch.ones_like(x))
    assert torch.allclose(slopes.sum(-1), torch.zeros_like(x), atol=1e-12)


@pytest.mark.parametrize("k", [2, 3])
def test_outside_its_grid_a_curve_goes_on_along_its_tangent(k: int) -> None:
    c = torch.arange(5 + k, dtype=torch.float64) ** 2
    border = torch.tensor([[2.0]], dtype=torch.float64)
    at, slope = (part @ c for part in spline_basis(border, *ranges(-1, 2), 5, k) if part is not None)
    beyond, same_slope = (
        part @ c for part in spline_basis(border + 3, *ranges(-1, 2), 5, k) if part is not None
    )
    assert torch.allclose(beyond, at + 3 * slope)
    assert torch.allclose(same_slope, slope)


def test_the_closed_form_of_cubics_is_the_recursion() -> None:
    x = torch.linspace(-1, 2, 50, dtype=torch.float64)[:, None]
    cubic, _ = spline_basis(x, *ranges(-1, 2), 6, 3)
    quartic_slope = spline_basis(x, *ranges(-1, 2), 6, 4)[1]
    assert quartic_slope is not None
    # the slope of an order-4 spline is a difference of cubics: (B_3(m) - B_3(m + 1)) / h
    inner = (cubic[..., :-1] - cubic[..., 1:]) * 2
    assert torch.allclose(quartic_slope[..., 1:-1], inner, atol=1e-12)
