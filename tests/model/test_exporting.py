"""`KAN.export`: the formula as a program."""

from __future__ import annotations

import pytest
import torch

from kanscope import KAN


@pytest.fixture
def law() -> KAN:
    model = KAN([2, 1], seed=1, dtype=torch.float64)
    model.fix_symbolic(0, 0, 0, "sin", fit_params_bool=False)
    model.fix_symbolic(0, 1, 0, "x^2", fit_params_bool=False)
    return model


def test_a_named_model_is_a_program_that_computes_it(law: KAN) -> None:
    space: dict[str, object] = {}
    exec(compile(law.export("numpy", var=["a", "M"], targets=["T"]), "law.py", "exec"), space)
    x = torch.rand(20, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    found = space["predict"]({"a": x[:, 0], "M": x[:, 1]})  # type: ignore[operator]
    assert found == pytest.approx(law(x)[:, 0].detach().numpy(), rel=1e-12)


def test_inputs_and_outputs_have_names_of_their_own_accord(law: KAN) -> None:
    assert "double predict_y1(double x_1, double x_2)" in law.export("c")


def test_what_cannot_be_exported_is_said() -> None:
    with pytest.raises(ValueError, match="edges without a name"):
        KAN([1, 1]).export("rust")
    with pytest.raises(ValueError, match=r"expected one of latex, .*excel, got 'cobol'"):
        KAN([1, 1]).export("cobol")
    assert "phi_1_1_1(x_1)" in KAN([1, 1]).export("sympy")
