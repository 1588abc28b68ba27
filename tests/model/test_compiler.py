from __future__ import annotations

import pytest
import sympy
import torch

from kanscope import kanpiler


def test_a_compiled_model_is_the_expression() -> None:
    x, y = sympy.symbols("x y")
    model = kanpiler([x, y], sympy.exp(sympy.sin(3 * x) + y**2), dtype=torch.float64)
    at = torch.tensor([[0.1, 0.2], [-0.5, 0.9]], dtype=torch.float64)
    assert torch.allclose(model(at)[:, 0], torch.exp(torch.sin(3 * at[:, 0]) + at[:, 1] ** 2))
    [formula], _ = model.symbolic_formula(var=[x, y])
    assert formula == sympy.exp(sympy.sin(3.0 * x) + y**2)


def test_it_learns_on_from_there() -> None:
    model = kanpiler(["x"], "sin(x)", dtype=torch.float64)
    x = model.samples
    results = model.fit((x, torch.sin(1.2 * x)), opt="LM", steps=20)
    assert results["train_loss"][-1] < 1e-8


def test_a_variable_that_is_no_column_is_named() -> None:
    with pytest.raises(ValueError, match="z"):
        kanpiler(["x"], "x + z")
