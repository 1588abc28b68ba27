"""Functions with a number of their own: values, slopes by z and by the number, domains."""

from __future__ import annotations

import pytest
import torch

from kanscope.kan.functions.catalogue import SHAPED

Z = torch.linspace(0.15, 2.6, 51, dtype=torch.float64)
NUMBERS = (0.7, 1.0, 2.37)
STEP = 1e-6


@pytest.mark.parametrize("name", SHAPED)
@pytest.mark.parametrize("p", NUMBERS)
def test_slope_and_bend_are_the_derivatives_of_the_value(name: str, p: float) -> None:
    family = SHAPED[name]
    slope = (family.value(Z + STEP, p) - family.value(Z - STEP, p)) / (2 * STEP)
    bend = (family.value(Z, p + STEP) - family.value(Z, p - STEP)) / (2 * STEP)
    assert torch.allclose(family.slope(Z, p), slope, rtol=1e-7, atol=1e-8)
    assert torch.allclose(family.bend(Z, p), bend, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("name", SHAPED)
def test_one_number_a_row_is_the_same_as_one_for_all(name: str) -> None:
    family, numbers = SHAPED[name], torch.tensor(NUMBERS, dtype=torch.float64)[:, None]
    together = family.value(Z.expand(len(NUMBERS), -1), numbers)
    for row, p in zip(together, NUMBERS, strict=True):
        assert torch.allclose(row, family.function((p,)).value(Z), rtol=1e-14)


@pytest.mark.parametrize("name", SHAPED)
@pytest.mark.parametrize("p", [-1.5, 0.5, 2.0])
def test_a_value_is_finite_wherever_the_domain_says(name: str, p: float) -> None:
    made = SHAPED[name].function((p,))
    z = torch.tensor([-2.0, -0.5, 0.0, 0.5, 1.0, 2.0], dtype=torch.float64)
    inside = made.domain.contains(z)
    assert torch.isfinite(made.value(z))[inside].all()
    assert inside[3:].all()


def test_hill_has_a_slope_at_nothing_and_far_out() -> None:
    hill = SHAPED["hill"].function((2.0,))
    z = torch.tensor([0.0, 1e-8, 1e8], dtype=torch.float64)
    assert torch.allclose(
        hill.slope(z), torch.tensor([0.0, 2e-8, 2e-24], dtype=torch.float64), rtol=1e-12, atol=0
    )
