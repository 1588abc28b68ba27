"""Functions somebody wrote, and functions with numbers of their own: values, slopes, domains."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kanscope.kan.functions.catalogue import FUNCTIONS, SHAPED, function, known
from kanscope.language.error import FormulaError
from kanscope.language.grammar import FUNCTIONS as SPELT

Z = torch.linspace(0.1, 2.4, 47, dtype=torch.float64)


def test_a_custom_function_is_what_its_formula_says() -> None:
    langmuir = function("langmuir := x/(1 + x)")
    assert torch.equal(langmuir.value(Z), Z / (1 + Z))
    assert torch.allclose(langmuir.slope(Z), 1 / (1 + Z) ** 2, rtol=1e-14)
    assert function("langmuir := x/(1 + x)") is langmuir


def test_a_shaped_function_has_its_number() -> None:
    power = function("power(2.37)")
    assert power.name == "power(2.37)"
    assert torch.allclose(power.value(Z), Z**2.37, rtol=1e-15)


def test_every_shaped_family_is_made_by_its_numbers() -> None:
    for name, family in SHAPED.items():
        made = family.function((1.5,) * len(family.shapes))
        assert function(made.name).name == made.name and made.name.startswith(f"{name}(")
        with pytest.raises(ValueError, match=name):
            family.function((1.0,) * (len(family.shapes) + 1))


FORMULAS = st.recursive(
    st.sampled_from(["x", "2", "0.7", "pi"]),
    lambda part: st.one_of(
        st.tuples(st.sampled_from(sorted(set(SPELT))), part).map("{0[0]}({0[1]})".format),
        st.tuples(part, st.sampled_from("+-*/"), part).map("({0[0]} {0[1]} {0[2]})".format),
        st.tuples(part, st.sampled_from(["2", "-1", "0.5", "0", "1.3"])).map("({0[0]})^{0[1]}".format),
        st.tuples(st.sampled_from(["2", "x"]), part).map("({0[0]})^({0[1]})".format),
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(FORMULAS)
def test_the_slope_is_the_derivative_torch_finds(formula: str) -> None:
    text = f"own := {formula}"
    assume(known(text))
    own, z = function(text), Z.clone().requires_grad_()
    value = own.value(z)
    assume(bool((torch.isfinite(value) & (value.abs() < 1e6)).all()))
    assume(value.requires_grad)
    (gradient,) = torch.autograd.grad(value.sum(), z)
    assume(bool((torch.isfinite(gradient) & (gradient.abs() < 1e6)).all()))
    assume(not any(kink in formula for kink in ("abs", "sgn", "sign")))
    assert torch.allclose(own.slope(Z), gradient, rtol=1e-7, atol=1e-7)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_values_keep_shape_and_precision(dtype: torch.dtype) -> None:
    for text in ("f := 1/(1 + x^2)^2", "f := 0*x + 3", "power(-0.5)", "f := 2^x"):
        z = torch.full((2, 3), 0.5, dtype=dtype)
        for result in (function(text).value(z), function(text).slope(z)):
            assert (result.dtype, result.shape) == (dtype, z.shape)


def test_a_custom_function_is_defined_where_it_is_finite() -> None:
    domain = function("f := sqrt(x - 1)/(x - 2)").domain
    z = torch.tensor([0.0, 1.5, 2.0, 3.0, math.inf], dtype=torch.float64)
    assert domain.contains(z).tolist() == [False, True, False, True, False]


@pytest.mark.parametrize(
    "text", ["power", "power(1, 2)", "f := x/k", "f(2)", "f := log(0)*x", "", "os.system"]
)
def test_a_text_that_says_nothing_is_no_function(text: str) -> None:
    assert not known(text)


def test_a_constant_that_is_no_number_is_refused() -> None:
    with pytest.raises(FormulaError, match="no finite number"):
        function("f := x + log(0)")


def test_fixed_names_are_found_first() -> None:
    assert all(function(name) is FUNCTIONS[name] for name in FUNCTIONS)
