"""Suggestions: the true name first, and the simpler one where the data cannot tell."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from kanscope.kan.bspline import spline_basis
from kanscope.symbolic.curves import Curves
from kanscope.symbolic.suggest import suggest

U = torch.linspace(-1, 1, 256, dtype=torch.float64)


def curve(y: Tensor) -> Curves:
    one = torch.ones(1, dtype=torch.float64)
    return Curves(-one, one, y[None])


@pytest.mark.parametrize(
    ("name", "y"),
    [
        ("exp", torch.exp(U)),
        ("x^2", (U - 0.2) ** 2),
        ("sin", torch.sin(3 * U)),
        ("x", 3 * U),
        ("log", torch.log(U + 1.5)),
    ],
)
def test_the_true_name_comes_first(name: str, y: Tensor) -> None:
    assert suggest(curve(y))[0].function == name


def test_a_curve_known_roughly_gets_the_cheaper_name() -> None:
    almost_straight = U + 0.01 * U**3
    assert suggest(curve(almost_straight), tol=0.05)[0].function == "x"
    assert (
        suggest(curve(almost_straight), tol=1e-6)[0].function == "x^3"
        or suggest(curve(almost_straight), tol=1e-6)[0].r2 > 1 - 1e-7
    )


@pytest.mark.parametrize("seed", range(5))
def test_a_noisy_parabola_is_no_slow_sine(seed: int) -> None:
    noise = torch.randn(256, dtype=torch.float64, generator=torch.Generator().manual_seed(seed))
    assert suggest(curve(U**2 + 0.02 * noise))[0].function == "x^2"


def test_a_bent_sine_is_still_no_straight_line() -> None:
    """A curve out of a young network: a line leaves half of it unexplained, a sine a twentieth."""
    bent = torch.sin(3 * U) + 0.25 * torch.sin(7 * U) * U
    assert suggest(curve(bent), tol=1e-2)[0].function != "x"


@pytest.mark.parametrize("seed", range(12))
def test_a_poor_fit_never_stands_above_a_good_one(seed: int) -> None:
    """Curves of no name: whatever a cheap function costs less, it does not make up for a wrong shape."""
    one, dice = torch.ones(1, dtype=torch.float64), torch.Generator().manual_seed(seed)
    basis, _ = spline_basis(U[:, None], -one, one, 5, 3, slope=False)
    found = suggest(curve(basis[:, 0] @ torch.randn(8, generator=dice, dtype=torch.float64)), limit=100)
    last_good = max((place for place, one in enumerate(found) if one.r2 > 0.9), default=0)
    assert all(one.r2 > 0.5 for one in found[:last_good])


def test_a_curve_that_has_learnt_noise_still_gets_the_plain_name() -> None:
    """A line with a bump: shape, if the network is exact; nothing, if it is off by two fifths anyway."""
    bump = curve(U + 0.8 * torch.exp(-((4 * U) ** 2)))
    assert suggest(bump, tol=1e-2, noise=0.0)[0].function != "x"
    assert suggest(bump, tol=1e-2, noise=0.4)[0].function == "x"


def test_costs_and_library_are_the_scientists() -> None:
    y = curve(torch.exp(U))
    assert suggest(y, names=["sin", "cosh"])[0].function in ("sin", "cosh")
    assert suggest(y, costs={"exp": 40.0})[0].function != "exp"


def test_as_many_as_wanted_best_first() -> None:
    found = suggest(curve(torch.exp(U)), limit=3)
    assert len(found) == 3
    assert found[0].r2 == pytest.approx(1.0)


@pytest.mark.parametrize(("limit", "tol"), [(0, 1e-3), (5, 0.0)])
def test_a_limit_or_tolerance_of_nothing_is_refused(limit: int, tol: float) -> None:
    with pytest.raises(ValueError, match=r"limit|tol"):
        suggest(curve(torch.exp(U)), limit=limit, tol=tol)
