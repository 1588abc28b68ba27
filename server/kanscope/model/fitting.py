"""Training on a dataset, and finer grids."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from math import inf
from pathlib import Path
from typing import Any, Literal, Self

from kanscope.kan import grid as grids
from kanscope.kan.network import Network
from kanscope.kan.optimisers.choice import suited
from kanscope.kan.progress import Step
from kanscope.kan.schedule import OptimiserName
from kanscope.kan.train import Training
from kanscope.model.dataset import Dataset, read_samples
from kanscope.model.looking import Looking
from kanscope.model.loss import LossFunction, OwnPlan, read_loss

Opt = Literal["LBFGS", "Adam", "AdamW", "LM", "auto"]
Metric = Callable[[], Any]
Results = dict[str, list[float]]

ITERATIONS: dict[str, tuple[OptimiserName, int]] = {
    "LBFGS": ("lbfgs", 20),
    "Adam": ("adam", 1),
    "AdamW": ("adamw", 1),
    "LM": ("lm", 1),
}
"""The optimiser meant, and how many of its iterations are one step: 20 of L-BFGS, as in pykan."""


class Fitting(Looking):
    """Verbs that learn."""

    def fit(
        self,
        dataset: Dataset,
        opt: Opt = "LBFGS",
        steps: int = 100,
        log: int = 1,
        lamb: float = 0.0,
        lamb_l1: float = 1.0,
        lamb_entropy: float = 2.0,
        lamb_coef: float = 0.0,
        lamb_coefdiff: float = 0.0,
        update_grid: bool | Literal["follow"] = True,
        grid_update_num: int = 10,
        loss_fn: str | LossFunction | None = None,
        lr: float | None = None,
        stop_grid_update_step: int = 50,
        batch: int = -1,
        metrics: Sequence[Metric] | None = None,
        save_fig: bool = False,
        in_vars: Sequence[Any] | None = None,
        out_vars: Sequence[Any] | None = None,
        beta: float = 3.0,
        save_fig_freq: int = 1,
        img_folder: str | Path = "./video",
        reg_metric: str | None = None,
        smoothness: float | Literal["auto"] = 0.0,
        patience: int = 0,
        compiled: bool = False,
    ) -> Results:
        """Trains in place on exact hand-written gradients: {train_loss, test_loss, reg, …}, a number a step.

        dataset: a dict with pykan's keys, or (x, y[, test_x, test_y]). opt: 'LBFGS' (a step is up to 20
        iterations), 'LM' (by far the closest where parameters are few), 'Adam', 'AdamW', or 'auto' for LM
        where its steps are quick and single iterations of L-BFGS elsewhere. lamb: strength of
        the sparsity penalty, which acts harder by stages, made up by lamb_l1, lamb_entropy, lamb_coef,
        lamb_coefdiff and reg_metric (pykan's names; None for the deviation of each edge). update_grid: ranges
        are laid over the samples and follow them, looked at every stop_grid_update_step/grid_update_num
        iterations; 'follow': only the latter. loss_fn: 'mse',
        'huber', 'mae', 'cross_entropy' (labels may be class numbers), or a function of (predictions, labels).
        lr None: the optimiser's own. batch: rows drawn for each iteration, -1 for all. metrics: functions
        without arguments, called after each step. save_fig: an SVG of every save_fig_freq-th step goes to
        img_folder. smoothness: third differences of the curves, 'auto' as flat as the data ask for, while
        splines are left and with LM; patience: steps without a better test loss, after which the best state
        is taken. compiled: by compiled loops, equal to rounding; a warning says so where they cannot be had.
        log is pykan's: nothing is ever printed.

        Losses are RMSE in the labels' units; of other losses than mse the loss itself, not pykan's root of
        it. Fewer numbers than steps mean that it has converged. With patience there is `best_step` too, one
        number: the step (from 0) whose state the model was left in.

        ValueError naming the argument for unusable data or settings; Diverged when the loss leaves the finite
        numbers, the model then being the last finite one.
        """
        samples = read_samples(dataset, self.flat)
        self.rows(samples.x, "train_input")
        name, iterations = _optimiser(opt, self.network, len(samples.x))
        flat = 0.0 if smoothness == "auto" else smoothness
        _check(steps=steps, lamb=lamb, lr=lr, patience=patience, stop_grid_update_step=stop_grid_update_step)
        _check(lamb_l1=lamb_l1, lamb_entropy=lamb_entropy, lamb_coef=lamb_coef, lamb_coefdiff=lamb_coefdiff)
        loss, own = read_loss(loss_fn)
        plan = OwnPlan(
            steps=steps * iterations,
            optimiser=name,
            sparsity=lamb,
            learning_rate=lr,
            adapt_every=max(1, stop_grid_update_step // max(grid_update_num, 1)) if update_grid else 0,
            loss=loss,  # type: ignore[arg-type]  # the plan checks it
            metric=reg_metric or "edge_spread",  # type: ignore[arg-type]  # likewise
            l1=lamb_l1,
            entropy=lamb_entropy,
            coefficients=lamb_coef,
            differences=lamb_coefdiff,
            smoothness=flat,
            evidence=smoothness == "auto" and name == "lm" and _has_splines(self.network),
            batch=None if batch == -1 else batch,
            seed=self.seed,
            patience=patience * iterations,
            own=own,
            compiled=compiled,
        )
        network = self.network
        if update_grid is True:
            network = grids.adapt(network, samples.x, inputs_shrink=True)
        results: Results = {"train_loss": [], "test_loss": [], "reg": []}
        training = Training(network, samples, plan)
        if compiled and training.not_compiled:
            warnings.warn(training.not_compiled, stacklevel=2)
        for number, step in enumerate(self._steps(training, iterations)):
            _record(results, step, metrics or (), squared=plan.loss == "mse" and own is None)
            if save_fig and number % max(save_fig_freq, 1) == 0:
                picture = self.plot(beta=beta, in_vars=in_vars, out_vars=out_vars)
                _write(Path(img_folder) / f"{number:05d}.svg", picture)
        if patience and training.best is not None:
            results["best_step"] = [max(training.best.step - 1, 0) // iterations]
        return results

    def refine(self, new_grid: int | Sequence[int]) -> Self:
        """A model of the same curves on `new_grid` intervals; exact for a multiple of the old number."""
        network, _ = grids.refine(self.network, new_grid, self.samples)
        return self._with_network(network)

    def update_grid_from_samples(self, x: Any) -> None:
        """The same curves on ranges fitted to where the samples x (N, n0) flow, in place."""
        self.adopt(grids.adapt(self.network, self.rows(x), inputs_shrink=True))

    def _steps(self, training: Training, iterations: int) -> Iterator[Step]:
        """The last of every so many iterations, the model being where the training is."""
        self.cache_data = training.samples.x
        try:
            while done := list(islice(training, iterations)):
                self.adopt(training.network)
                yield done[-1]
        finally:
            self.adopt(training.network)


def _check(**settings: object) -> None:
    """ValueError under the name it was given by, for a setting that is no number or below 0."""
    for name, value in settings.items():
        if value is not None and (not isinstance(value, int | float) or not 0 <= value < inf):
            raise ValueError(f"{name} must be a finite number and not negative, got {value!r}")


def _has_splines(network: Network) -> bool:
    return any(bool(layer.spline_edges.any()) for layer in network.layers)


def _optimiser(opt: str, network: Network, rows: int) -> tuple[OptimiserName, int]:
    if opt == "auto":
        return suited(network, rows), 1
    if opt not in ITERATIONS:
        raise ValueError(f"opt must be one of {', '.join(ITERATIONS)}, auto, got {opt!r}")
    return ITERATIONS[opt]


def _record(results: Results, step: Step, metrics: Sequence[Metric], *, squared: bool) -> None:
    results["train_loss"].append(step.train_rmse if squared else step.train_loss)
    results["test_loss"].append(step.check_rmse if squared else step.check_loss)
    results["reg"].append(step.penalty)
    for metric in metrics:
        results.setdefault(metric.__name__, []).append(float(metric()))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
