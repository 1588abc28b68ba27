"""Steps of our own engine, as a training makes them, without looks at the test rows."""

from __future__ import annotations

from torch import Tensor

from bench.case import Case
from bench.timing import Work
from kanscope.kan.compiled.rows import why_not_compiled as reason
from kanscope.kan.network import Network
from kanscope.kan.objective import Objective, Point
from kanscope.kan.optimisers.adam import Adam
from kanscope.kan.optimisers.lbfgs import LBFGS
from kanscope.kan.recorded import RecordedAdam

ITERATIONS = 20
"""Iterations of L-BFGS from the start; then it starts again, so that it never runs out of work."""


class _Counting(Objective):
    """An objective that knows how often it was evaluated."""

    evaluations = 0

    def __call__(self, parameters: Tensor) -> Point:
        self.evaluations += 1
        return super().__call__(parameters)


def parameters(case: Case) -> int:
    """How many numbers the case's network learns."""
    return int(_network(case).trainable().sum())


def why_not_compiled(case: Case) -> str | None:
    """Why compiled loops cannot carry the case here; None where they can."""
    return reason(_network(case).parameters)


def adam(case: Case, *, compiled: bool = False) -> Work:
    """One step of Adam."""
    network, optimiser = _network(case), Adam(1e-3)
    objective = Objective(network, *case.rows_of(), case.sparsity, compiled=compiled)
    here = objective(network.parameters.clone())

    def work() -> int:
        nonlocal here
        here = optimiser.step(here, objective)
        return 1

    return work


def recorded(case: Case, device: str) -> Work:
    """One step of Adam on a device, recorded once and replayed; waits for it, as nobody does in training."""
    x, y = (part.to(device) for part in case.rows_of())
    training = RecordedAdam(_network(case).to(device), x, y, learning_rate=1e-3)

    def work() -> int:
        training.step()
        training.error()
        return 1

    return work


def lbfgs(case: Case) -> Work:
    """Some iterations of L-BFGS, counted in evaluations of value and gradient."""
    network, optimiser = _network(case), LBFGS()
    objective = _Counting(network, *case.rows_of(), case.sparsity)
    start = network.parameters.clone()

    def work() -> int:
        before, here = objective.evaluations, objective(start)
        optimiser.forget()
        for _ in range(ITERATIONS):
            here = optimiser.step(here, objective)
        return objective.evaluations - before

    return work


def _network(case: Case) -> Network:
    return Network.create(case.width, inputs=case.rows_of()[0], grid=case.grid, dtype=case.dtype)
