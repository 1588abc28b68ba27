"""Training as an iterator: one step at a time, so that a person can look, adjust and stop in between."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from torch import Tensor

from kanscope.kan.batches import Batches
from kanscope.kan.best import Best, Watch
from kanscope.kan.divergence import Diverged, guilty_edge
from kanscope.kan.edit import check_edit, untouched
from kanscope.kan.evidence import EVERY, FIRST, evident_weight, flattened
from kanscope.kan.footprint import check_training
from kanscope.kan.grid import adapt
from kanscope.kan.network import Network
from kanscope.kan.objective import Objective, Point
from kanscope.kan.optimisers.catalogue import optimiser_named
from kanscope.kan.optimisers.optimiser import Optimiser
from kanscope.kan.progress import Check, Step
from kanscope.kan.prune import prune_safely
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import Plan
from kanscope.kan.state import network_from_state, network_state

STRIDES = 50  # hidden ranges stay this many learning rates wide where steps are as long as the rate
WINDOW = 10  # steps without …
PROGRESS = 1e-4  # … this relative progress mean that training has converged
HERE = ("error", "penalty", "sparsity", "rest", "rmse")  # numbers of a point
OUTLINE = 4096  # rows that stand for all where ranges are fitted and scores taken, if steps look at batches
EXACT = 1e-28  # mean squared error of nothing but rounding


class Training:
    """Iterates over `Step`s until the plan is done, training has converged or patience is at its end.

    `network` is the current one (the caller's is left alone); it is replaced when ranges are adapted, at an
    edit, and at the end by the best one if the plan has patience.
    """

    network: Network
    plan: Plan
    samples: Samples
    step: int
    converged: bool
    _here: Point
    _optimiser: Optimiser
    _objective: Objective
    _check: Check

    def __init__(self, network: Network, samples: Samples, plan: Plan) -> None:
        self._prepare(network.copy(), samples, plan)
        self._optimiser = optimiser_named(plan.optimiser, plan.rate(), self.network)
        self._look_again()

    def __iter__(self) -> Iterator[Step]:
        return self

    def __next__(self) -> Step:
        """Makes one step. Raises Diverged when the objective is no longer finite."""
        if self.step >= self.plan.steps or self.converged:
            raise StopIteration
        self._take_batch()
        self._enter_stage()
        if self._optimiser.compares and not self._batches.whole:
            self._evaluate()
        there = self._move()
        self.step += 1
        self._recent.append(there.value)
        self.converged = self._has_converged(there is self._here)
        self._here = there
        report = self._report()
        if self._may_adapt():
            self._adapt()
        if self._flatness and self.step % EVERY == 0:
            self._flatten()
        return self._watched(report)

    @property
    def best(self) -> Best | None:
        """The state with the lowest loss on the check rows since the objective last changed, if watched."""
        return self._watch.best

    @property
    def not_compiled(self) -> str | None:
        """Why compiled loops do not carry this training; None while they do."""
        return self._objective.passes.not_compiled

    def adjust(self, learning_rate: float | None = None, sparsity: float | None = None) -> None:
        """Changes the plan from the next step on. ValueError as in `Plan`."""
        rate = self.plan.learning_rate if learning_rate is None else learning_rate
        self.plan = replace(
            self.plan, learning_rate=rate, sparsity=self.plan.sparsity if sparsity is None else sparsity
        )
        self._optimiser.learning_rate = self.plan.rate()
        self._go_on()

    def edit(self, network: Network) -> None:
        """Goes on from an edited copy of `network`: cut, named, locked, or with other curves.

        The optimiser keeps what it knows of the parameters that were not touched. ValueError when the network
        has another shape or grid; Diverged, and nothing is changed, when it is not finite on the samples.
        """
        check_edit(self.network, network)
        before = self.network, self._objective, self._check, self._here
        kept = untouched(self.network, network)
        self._attach(network.copy(), self._strength_of(network))
        try:
            self._evaluate()
        except Diverged:
            self.network, self._objective, self._check, self._here = before
            raise
        self._optimiser.keep(kept, self.network)
        self._go_on()

    def state(self) -> tuple[dict[str, Any], dict[str, Tensor]]:
        """Everything the next step depends on: (JSON-able description, tensors)."""
        spec, tensors = network_state(self.network)
        best, of_best = self._watch.state()
        meta = {
            "network": spec,
            "plan": asdict(self.plan),
            "step": self.step,
            "stage": self._stage,
            "sparsity": self._objective.sparsity,
            "flatness": self._flatness,
            "recent": list(self._recent),
            "converged": self.converged,
            "here": {name: getattr(self._here, name) for name in HERE},
            "best": best,
        }
        named = {f"network.{name}": tensor for name, tensor in tensors.items()}
        named |= {f"optimiser.{name}": tensor for name, tensor in self._optimiser.state().items()}
        named |= {f"best.{name}": tensor for name, tensor in of_best.items()}
        return meta, named | {
            "here.parameters": self._here.parameters.clone(),
            "here.gradient": self._here.gradient.clone(),
        }

    @classmethod
    def resume(cls, samples: Samples, meta: dict[str, Any], tensors: dict[str, Tensor]) -> Training:
        """Continues a `state` as if it had never stopped: the same bits on the same kind of CPU."""
        self = cls.__new__(cls)
        network = network_from_state(meta["network"], _under("network.", tensors))
        self._prepare(network, samples, Plan.read(meta["plan"]))
        self._flatness = float(meta["flatness"])
        self._attach(network, float(meta["sparsity"]))
        self.step, self.converged, self._stage = (
            int(meta["step"]),
            bool(meta["converged"]),
            int(meta["stage"]),
        )
        self._optimiser = optimiser_named(self.plan.optimiser, self.plan.rate(), network)
        self._optimiser.load(_under("optimiser.", tensors), network)
        self._watch.load(meta["best"], _under("best.", tensors))
        self._recent.extend(meta["recent"])
        here, numbers = _under("here.", tensors), meta["here"]
        self._here = Point(here["parameters"].clone(), gradient=here["gradient"].clone(), **numbers)
        return self

    def _prepare(self, network: Network, samples: Samples, plan: Plan) -> None:
        for prior in plan.priors:
            prior.check(network)
        rows = min(plan.batch or len(samples.x), len(samples.x)) + len(samples.check_x)
        check_training(network.shape, network.grid, rows, network.parameters.dtype)
        self.samples, self.plan, self.step, self.converged, self._stage = samples, plan, 0, False, -1
        self._recent: deque[float] = deque(maxlen=WINDOW + 1)
        self._watch = Watch(plan.patience)
        self._flatness = FIRST if plan.evidence else 0.0
        self._batches = Batches(len(samples.x), plan.batch, plan.seed)
        self._outline = samples.x if self._batches.whole else samples.x[:: -(-len(samples.x) // OUTLINE)]
        self._attach(network, self._strength_of(network))

    def _attach(self, network: Network, sparsity: float) -> None:
        self.network = network
        samples, plan, aim = self.samples, self.plan, flattened(self.plan.aim(), self._flatness)
        self._objective = Objective(
            network,
            samples.x,
            samples.y,
            sparsity,
            aim=aim,
            weights=samples.weights,
            rows=self._batches.rows_of(self.step),
            compiled=plan.compiled,
        )
        self._check = Check(network, samples, aim.loss)

    def _go_on(self) -> None:
        """What was gained so far says nothing of what comes now."""
        self.converged = False
        self._recent.clear()
        self._watch.begin_anew()

    def _look_again(self) -> None:
        """Evaluates where the network stands, and forgets what is no longer true of the objective."""
        self._optimiser.forget()
        self._recent.clear()
        self._evaluate()

    def _evaluate(self) -> None:
        """Leaves the network standing where it is: numbers that keep wishes may lie a hair beside it."""
        stands = self.network.parameters.clone()
        here = self._objective(self._objective.start())
        self.network.parameters.copy_(stands)
        if not here.is_finite():
            raise self._diverged(self.step)
        self._here = here

    def _enter_stage(self) -> None:
        number = self.plan.stage(self.step)
        if number != self._stage:
            self._stage = number
            self._cut(self.plan.stages[number].prune)
        strength = self._strength_of(self.network)
        if strength != self._objective.sparsity:
            self._objective.sparsity = strength
            self._watch.begin_anew()
            self._look_again()

    def _cut(self, threshold: float | None) -> None:
        if threshold is not None:
            self.edit(prune_safely(self.network, threshold, self._outline))

    def _take_batch(self) -> None:
        """Before a stage is entered, whose first look is to be at this step's rows, wherever it began."""
        if not self._batches.whole:
            self._objective.take(self._batches.rows_of(self.step))

    def _strength_of(self, network: Network) -> float:
        """The sparsity in force; none once every living edge has a name."""
        return self.plan.strength(self.step) if _has_splines(network) else 0.0

    def _move(self) -> Point:
        there = self._optimiser.step(self._here, self._objective)
        self._objective.stand(there.parameters)
        if not there.is_finite():
            diverged = self._diverged(self.step + 1)
            self._objective.stand(self._here.parameters)
            raise diverged
        return there

    def _diverged(self, step: int) -> Diverged:
        return Diverged(step, guilty_edge(self.network, self._outline), self.network.shape.depth)

    def _has_converged(self, stuck: bool) -> bool:
        if not (self._optimiser.compares and self._batches.whole and self._is_settled()):
            return False
        gained = self._recent[0] - self._recent[-1]
        slow = len(self._recent) > WINDOW and gained <= PROGRESS * abs(self._recent[0])
        return stuck or slow or self._recent[-1] < EXACT

    def _is_settled(self) -> bool:
        """Whether nothing but steps is still to come: no other strength, and no cutting."""
        later = self.plan.later(self.step - 1)
        same = {self.plan.sparsity * stage.strength for stage in later} <= {self._objective.sparsity}
        return (same or not _has_splines(self.network)) and all(stage.prune is None for stage in later)

    def _report(self) -> Step:
        here, (check_loss, check) = self._here, self._check()
        return Step(
            self.step, here.rmse, check, here.penalty, here.sparsity, self.converged, here.error, check_loss
        )

    def _watched(self, report: Step) -> Step:
        """The report, with the end of patience in it; at the end the best state is taken."""
        impatient = self._watch.look(self.step, report.check_loss, self.network) and self._is_settled()
        self.converged = self.converged or impatient
        if (self.converged or self.step == self.plan.steps) and self.best is not None:
            self._attach(self.best.network.copy(), self._objective.sparsity)
            self._look_again()
        return replace(report, converged=self.converged)

    def _may_adapt(self) -> bool:
        every = self.plan.adapt_every
        return bool(every) and self.step % every == 0 and self.plan.is_young(self.step)

    def _adapt(self) -> None:
        least = 0.0 if self._optimiser.compares else STRIDES * self.plan.rate()
        fitted = adapt(self.network, self._outline, least=least)
        if fitted is not self.network:
            self._attach(fitted, self._objective.sparsity)
            self._look_again()

    def _flatten(self) -> None:
        """As flat as the data ask for here."""
        wanted = evident_weight(self._objective, self._here, self._flatness)
        if wanted != self._flatness:
            self._flatness = wanted
            self._attach(self.network, self._objective.sparsity)
            self._look_again()


def _has_splines(network: Network) -> bool:
    return any(bool(layer.spline_edges.any()) for layer in network.layers)


def _under(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): value for name, value in tensors.items() if name.startswith(prefix)}
