"""pykan as a peer: in a folder of its own, in silence, in its fastest mode.

`kan` is imported late: it brings matplotlib, pandas and scikit-learn, and it seeds what is global.
"""

from __future__ import annotations

import io
import random
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from typing import Any

import numpy as np
import torch
from torch import Tensor

from bench import torch_steps
from bench.case import Case
from bench.timing import Work

PEER = "pykan 0.2.8"


@contextmanager
def at_home(dtype: torch.dtype = torch.float64) -> Iterator[None]:
    """Where pykan can be used: it writes into the working folder, prints, seeds all there is to seed, and
    follows the default dtype.
    """
    before, dice = torch.get_default_dtype(), _dice()
    with ExitStack() as stack:
        stack.enter_context(chdir(stack.enter_context(tempfile.TemporaryDirectory())))
        stack.enter_context(redirect_stdout(io.StringIO()))
        stack.enter_context(redirect_stderr(io.StringIO()))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        torch.set_default_dtype(dtype)
        try:
            yield
        finally:
            torch.set_default_dtype(before)
            _throw_again(*dice)


def _dice() -> tuple[Tensor, dict[str, Any], tuple[Any, ...]]:
    return torch.get_rng_state(), np.random.get_state(legacy=False), random.getstate()


def _throw_again(torchs: Tensor, numpys: dict[str, Any], pythons: tuple[Any, ...]) -> None:
    torch.set_rng_state(torchs)
    np.random.set_state(numpys)
    random.setstate(pythons)


def adam(case: Case) -> Work:
    """One step as pykan's `fit` makes it, with torch's fastest Adam in place of its default one."""
    model = _model(case)
    return torch_steps.adam(model.get_params(), _loss(model, case))


def lbfgs(case: Case) -> Work:
    """pykan's own L-BFGS, set as in its `fit`."""
    from kan.LBFGS import LBFGS

    model = _model(case)

    def solver(weights: list[Tensor]) -> torch.optim.Optimizer:
        optimiser: torch.optim.Optimizer = LBFGS(
            weights,
            lr=1,
            history_size=10,
            line_search_fn="strong_wolfe",
            tolerance_grad=1e-32,
            tolerance_change=1e-32,
            tolerance_ys=1e-32,
        )
        return optimiser

    return torch_steps.lbfgs(model.get_params(), _loss(model, case), solver)


def _model(case: Case) -> Any:
    """Without its symbolic branch; activations are kept only where its penalty needs them, as in `fit`."""
    from kan import KAN

    model = KAN(width=list(case.width), grid=case.grid, k=3, seed=0, auto_save=False).speed()
    model.save_act = case.sparsity > 0
    return model


def _loss(model: Any, case: Case) -> torch_steps.Loss:
    x, y = case.rows_of()

    def loss() -> Tensor:
        error: Tensor = (model(x) - y).square().mean()
        if case.sparsity:
            error = error + case.sparsity * model.get_reg("edge_forward_spline_n", 1.0, 2.0, 0.0, 0.0)
        return error

    return loss
