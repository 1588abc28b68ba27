"""Steps of anything torch differentiates, as its own optimisers make them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import torch
from torch import Tensor
from torch.optim import Optimizer

from bench.timing import Work

Loss = Callable[[], Tensor]


def adam(weights: Iterable[Tensor], loss: Loss) -> Work:
    """One step of Adam, by torch's fastest implementation of it."""
    optimiser = torch.optim.Adam(weights, lr=1e-3, fused=True)

    def work() -> int:
        value = loss()
        optimiser.zero_grad()
        torch.autograd.backward(value)
        optimiser.step()
        return 1

    return work


def lbfgs(weights: Iterable[Tensor], loss: Loss, optimiser: Callable[[list[Tensor]], Optimizer]) -> Work:
    """One step of a torch-like L-BFGS from the start (up to 20 iterations), counted in evaluations."""
    weights = list(weights)
    start = [one.detach().clone() for one in weights]

    def work() -> int:
        _put_back(weights, start)
        evaluations, solver = 0, optimiser(weights)

        def closure() -> float:
            nonlocal evaluations
            evaluations += 1
            solver.zero_grad()
            value = loss()
            torch.autograd.backward(value)
            return value  # type: ignore[return-value]  # torch's own examples return the tensor

        solver.step(closure)
        return evaluations

    return work


@torch.no_grad()
def _put_back(weights: list[Tensor], start: list[Tensor]) -> None:
    for one, value in zip(weights, start, strict=True):
        one.copy_(value)
