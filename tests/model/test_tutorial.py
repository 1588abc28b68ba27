"""pykan's first tutorial, verb for verb, ends at the exact formula."""

from __future__ import annotations

import pytest
import sympy
import torch
from torch import Tensor

from kanscope import KAN, ex_round


@pytest.mark.parametrize("seed", [1, 42])
def test_hello_kan_ends_at_the_exact_formula(hello: dict[str, Tensor], seed: int) -> None:
    model = KAN(width=[2, 5, 1], grid=3, k=3, seed=seed, device="cpu", dtype=torch.float64)
    model(hello["train_input"])
    assert model.plot().startswith("<svg")

    first = model.fit(hello, opt="LM", steps=100, lamb=0.1)
    model = model.prune()
    assert model.width == [[2, 0], [1, 0], [1, 0]]

    model.fit(hello, opt="LBFGS", steps=20)
    model = model.refine(10)
    finer = model.fit(hello, opt="LBFGS", steps=20)
    assert finer["test_loss"][-1] < first["test_loss"][-1] / 10

    model.fix_symbolic(0, 0, 0, "sin")
    model.auto_symbolic(lib=["x", "x^2", "x^3", "exp", "log", "sqrt", "tanh", "sin", "abs"])
    last = model.fit(hello, opt="LBFGS", steps=20)
    assert last["test_loss"][-1] < 1e-12

    [formula], (x1, x2) = model.symbolic_formula()
    assert ex_round(formula, 4) == ex_round(
        sympy.Float(1) * sympy.exp(x2**2 * 1.0 + 1.0 * sympy.sin(3.1416 * x1)), 4
    )
