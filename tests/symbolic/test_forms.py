"""Torch and SymPy say the same of every function: values and slopes at forty digits."""

from __future__ import annotations

from typing import Any

import pytest
import sympy
import torch

from kanscope.kan.functions.catalogue import FUNCTIONS, SHAPED, function
from kanscope.symbolic.library import form
from kanscope.symbolic.numeric import values

Z = sympy.Symbol("z", real=True)
POINTS = (-1.7, -0.83, -0.31, 0.043, 0.29, 0.77, 1.31, 2.9, 7.3)
SHAPES = [f"{name}({p})" for name in SHAPED for p in (0.7, 2.37)]
ALL = [*sorted(FUNCTIONS), *SHAPES]


def exactly(expression: Any, z: float) -> float:
    return float(sympy.N(expression.subs(Z, sympy.Float(repr(z), 60)), 40))


@pytest.mark.parametrize("text", ALL)
def test_value_and_slope_are_sympys(text: str) -> None:
    made = function(text)
    points = torch.tensor(POINTS, dtype=torch.float64)
    inside = points[made.domain.contains(points)]
    for z, value, slope in zip(
        inside.tolist(), made.value(inside).tolist(), made.slope(inside).tolist(), strict=True
    ):
        shape = form(text)(Z)
        near = 2e-13
        assert value == pytest.approx(exactly(shape, z), rel=near, abs=1e-15)
        assert slope == pytest.approx(exactly(sympy.diff(shape, Z), z), rel=10 * near, abs=1e-14)


@pytest.mark.parametrize("text", ALL)
def test_a_formula_of_it_has_the_networks_values(text: str) -> None:
    made = function(text)
    points = torch.tensor(POINTS, dtype=torch.float64)
    inside = points[made.domain.contains(points)]
    told = values(form(text)(Z), {"z": inside.numpy()})
    assert told == pytest.approx(made.value(inside).numpy(), rel=1e-12, abs=1e-14)
