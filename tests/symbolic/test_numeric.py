"""Values of expressions: by table, row by row, without code."""

from __future__ import annotations

import numpy as np
import pytest
import sympy

from kanscope.symbolic.library import FORMS
from kanscope.symbolic.numeric import Evaluator, values

X = sympy.Symbol("x", real=True)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_function_of_the_library_has_values(name: str) -> None:
    z = np.array([0.2, 0.5, 0.9])
    expected = np.array([float(sympy.N(FORMS[name](sympy.Float(v)))) for v in z])
    assert np.allclose(values(FORMS[name](X), {"x": z}), expected, rtol=1e-14)


def test_a_constant_has_a_value_on_every_row() -> None:
    assert values(sympy.Float(2.5), {"x": np.zeros(3)}).tolist() == [2.5, 2.5, 2.5]


def test_where_nothing_is_defined_there_is_nan_and_no_warning() -> None:
    assert np.isnan(values(sympy.log(X), {"x": np.array([-1.0])})).all()


def test_an_unknown_function_has_no_value() -> None:
    with pytest.raises(ValueError, match="phi_1"):
        values(sympy.Function("phi_1")(X), {"x": np.zeros(2)})


def test_a_missing_column_is_named() -> None:
    with pytest.raises(KeyError, match="x"):
        values(X, {})


def test_remembering_changes_no_value() -> None:
    columns = {"x": np.linspace(0, 1, 5)}
    expression = sympy.sin(X + 1.0) ** 2 + sympy.exp(sympy.sin(X + 1.0))
    remembering = Evaluator(columns)
    assert np.array_equal(remembering(expression), values(expression, columns))
    assert np.array_equal(remembering(expression), values(expression, columns))


def test_a_special_function_of_a_number_alone_is_a_number() -> None:
    assert values(sympy.erf(1), {}).shape == ()
    assert float(values(sympy.besselj(0, sympy.Integer(2)), {})) == pytest.approx(0.2238907791412357)
