"""Whatever function a curve was made with is found again, with any numbers inside and outside it."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable

import pytest
import torch
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from torch import Tensor

from kanscope.kan.functions.catalogue import function
from kanscope.symbolic.curves import Curves
from kanscope.symbolic.fit import fit
from kanscope.symbolic.names import NAMES, SHAPED_NAMES

FOUND = 2e-13
U = torch.linspace(-1, 1, 256, dtype=torch.float64)
SMOOTH = sorted(set(NAMES) - {"0", "x", "abs", "sgn", "relu"})
HARD = dict.fromkeys(("y0", "j0", "j1", "sinc"), 1e-3)
"""With its pole inside reach Y₀ is laid from starts that do not know the pole's place; half a wave of
J₀, J₁ or sin x/x is so near a parabola or a line that the search may end beside it.
"""


def left(name: str, y: Tensor) -> float:
    one = torch.ones(1, dtype=torch.float64)
    return 1 - float(fit(Curves(-one, one, y[None]), [name]).r2[0, 0])


CURVES: dict[str, tuple[str, Callable[[Tensor], Tensor]]] = {
    "a Bessel function past its centre": ("j0", lambda u: torch.special.bessel_j0(8 * u + 9)),
    "a fast Bessel function": ("j0", lambda u: torch.special.bessel_j0(31 * u + 3)),
    "the other Bessel function": ("y0", lambda u: torch.special.bessel_y0(9 * u + 11)),
    "a diffraction": ("sinc", lambda u: torch.sinc(7 * u - 1)),
    "sin(12x)": ("sin", lambda u: torch.sin(12 * u)),
    "sin(40x)": ("sin", lambda u: torch.sin(40 * u)),
    "a sine of amplitude 1e-4": ("sin", lambda u: 1e-4 * torch.sin(3 * u)),
    "a free power": ("power", lambda u: (u + 1) ** 2.37),
    "a free negative power": ("power", lambda u: (1.3 - u) ** -0.61),
    "a dose and its response": ("hill", lambda u: (u + 1) ** 2.6 / (0.4 + (u + 1) ** 2.6)),
    "ringing": ("damped", lambda u: torch.exp(-1.3 * u) * torch.sin(14 * u + 0.4)),
    "a screened pole": ("gamma", lambda u: torch.exp(-2 * (u + 1.4)) / (u + 1.4)),
    "a stretched decay": ("weibull", lambda u: torch.exp(-((2 * (u + 1.0)) ** 0.63))),
    "a dispersion": ("pade", lambda u: (4 * u + 0.5) / (1 + (3 * u - 0.4) ** 2)),
    "a power with a logarithm": ("powerlog", lambda u: (u + 1.2) ** 1.7 * torch.log(3 * (u + 1.2))),
}


@pytest.mark.parametrize("label", CURVES)
def test_a_curve_of_the_sciences_is_found(label: str) -> None:
    name, make = CURVES[label]
    assert left(name, make(U)) < 1e-9


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(SMOOTH), st.floats(0.4, 3.0), st.floats(-1.0, 1.0), st.floats(-9, 9))
@example("tan", 1.2, 0.1, 0.0)
@example("cos", 0.5, 0.375, 0.0)
def test_every_true_generator_is_found_again(name: str, a: float, shift: float, size: float) -> None:
    z = a * (U + shift)
    domain = function(name).domain
    if domain.lower == 0 or (domain.pole == 0 and domain.period is None):
        z = z + 1.01 * a * (1 + abs(shift))
    elif domain.pole is not None or math.isfinite(domain.lower):
        z = 0.5 * z / a
    assume(bool(domain.contains(z).all()))
    y = 10**size * function(name).value(z)
    assume(bool(torch.isfinite(y).all()) and float(y.std()) > 1e-3 * float(y.abs().max()))
    assert left(name, y) < HARD.get(name, FOUND)


@pytest.mark.parametrize("name", SHAPED_NAMES)
def test_a_number_of_its_own_is_told_in_the_name(name: str) -> None:
    one = torch.ones(1, dtype=torch.float64)
    fits = fit(Curves(-one, one, torch.exp(U)[None]), [name])
    said = fits.function(0, 0)
    assert said.startswith(f"{name}(") and function(said).name == said


def test_fitting_says_nothing_on_the_side() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert left("power", torch.full_like(U, 3.0)) == 0
