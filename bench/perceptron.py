"""The peer everybody has: a torch MLP with as many parameters and as many layers."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn

from bench import torch_steps
from bench.case import Case
from bench.timing import Work


def adam(case: Case, parameters: int) -> Work:
    """One step of torch's Adam."""
    model = _model(case, parameters)
    return torch_steps.adam(model.parameters(), _loss(model, case))


def lbfgs(case: Case, parameters: int) -> Work:
    """torch's L-BFGS as pykan sets its own."""
    model = _model(case, parameters)

    def solver(weights: list[Tensor]) -> torch.optim.Optimizer:
        return torch.optim.LBFGS(
            weights,
            history_size=10,
            line_search_fn="strong_wolfe",
            tolerance_grad=1e-32,
            tolerance_change=1e-32,
        )

    return torch_steps.lbfgs(model.parameters(), _loss(model, case), solver)


def hidden_width(case: Case, parameters: int) -> int:
    """The hidden width that comes nearest to so many parameters at the case's depth."""
    return min(range(1, 1000), key=lambda h: abs(_count(_widths(case, h)) - parameters))


def _widths(case: Case, hidden: int) -> list[int]:
    return [case.width[0], *[hidden] * (len(case.width) - 2), case.width[-1]]


def _count(widths: list[int]) -> int:
    return sum((i + 1) * o for i, o in pairwise(widths))


def _model(case: Case, parameters: int) -> nn.Module:
    widths = _widths(case, hidden_width(case, parameters))
    layers: list[nn.Module] = []
    for i, o in pairwise(widths):
        layers += [nn.Linear(i, o, dtype=case.dtype), nn.SiLU()]
    return nn.Sequential(*layers[:-1])


def _loss(model: nn.Module, case: Case) -> torch_steps.Loss:
    x, y = case.rows_of()

    def loss() -> Tensor:
        value: Tensor = (model(x) - y).square().mean()
        return value

    return loss
