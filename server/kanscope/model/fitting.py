"""Training on a dataset, and finer grids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, Literal, Self

from kanscope.kan import grid as grids
from kanscope.kan.progress import Step
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import OptimiserName, Plan
from kanscope.kan.train import Training
from kanscope.model.dataset import Dataset, read_samples
from kanscope.model.model import Model

Opt = Literal["LBFGS", "Adam", "AdamW", "LM"]
ITERATIONS: dict[str, tuple[OptimiserName, int]] = {
    "LBFGS": ("lbfgs", 20),
    "Adam": ("adam", 1),
    "AdamW": ("adamw", 1),
    "LM": ("lm", 1),
}
"""The optimiser meant, and how many of its iterations are one step: 20 of L-BFGS, as in pykan."""


class Fitting(Model):
    """Verbs that learn."""

    def fit(
        self,
        dataset: Dataset,
        opt: Opt = "LBFGS",
        steps: int = 100,
        lamb: float = 0.0,
        update_grid: bool = True,
        grid_update_num: int = 10,
        stop_grid_update_step: int = 50,
        lr: float | None = None,
        metrics: Sequence[Callable[[], float]] | None = None,
    ) -> dict[str, list[float]]:
        """Trains in place on exact hand-written gradients: {train_loss, test_loss, reg, …}, a number a step.

        dataset: a dict with pykan's keys, or (x, y[, test_x, test_y]). opt: 'LBFGS' (a step is up to 20
        iterations), 'LM', 'Adam' or 'AdamW'. lamb: strength of the sparsity penalty, which acts harder by
        stages. update_grid: ranges follow the samples, looked at every stop_grid_update_step/grid_update_num
        iterations. lr None: the optimiser's own. metrics: functions without arguments, called after each
        step. Losses are RMSE in the labels' units. Fewer numbers than steps mean that it has converged.

        ValueError naming the argument for unusable data or settings; Diverged when the loss leaves the finite
        numbers, the model then being the last finite one.
        """
        samples = read_samples(dataset, self.flat)
        self.rows(samples.x, "train_input")
        every = max(1, stop_grid_update_step // max(grid_update_num, 1)) if update_grid else 0
        name, iterations = _optimiser(opt)
        network = grids.adapt(self.network, samples.x, inputs_shrink=True) if update_grid else self.network
        plan = Plan(steps * iterations, name, lamb, lr, every)
        return self._train(Training(network, samples, plan), samples, iterations, metrics or ())

    def refine(self, new_grid: int | Sequence[int]) -> Self:
        """A model of the same curves on `new_grid` intervals; exact for a multiple of the old number."""
        network, _ = grids.refine(self.network, new_grid, self.samples)
        return self._with_network(network)

    def update_grid_from_samples(self, x: Any) -> None:
        """The same curves on ranges fitted to where the samples x (N, n0) flow, in place."""
        self.adopt(grids.adapt(self.network, self.rows(x), inputs_shrink=True))

    def _train(
        self,
        training: Training,
        samples: Samples,
        iterations: int,
        metrics: Sequence[Callable[[], float]],
    ) -> dict[str, list[float]]:
        results: dict[str, list[float]] = {"train_loss": [], "test_loss": [], "reg": []}
        self.cache_data = samples.x
        try:
            while done := list(islice(training, iterations)):
                self.adopt(training.network)
                _record(results, done[-1], metrics)
        finally:
            self.adopt(training.network)
        return results


def _optimiser(opt: str) -> tuple[OptimiserName, int]:
    if opt not in ITERATIONS:
        raise ValueError(f"opt must be one of {', '.join(ITERATIONS)}, got {opt!r}")
    return ITERATIONS[opt]


def _record(results: dict[str, list[float]], step: Step, metrics: Sequence[Callable[[], float]]) -> None:
    results["train_loss"].append(step.train_rmse)
    results["test_loss"].append(step.check_rmse)
    results["reg"].append(step.penalty)
    for metric in metrics:
        results.setdefault(metric.__name__, []).append(float(metric()))
