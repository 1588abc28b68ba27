"""Training as an iterator: one step at a time, so that a person can look, adjust and stop in between."""

from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from torch import Tensor

from kanscope.kan.divergence import Diverged, guilty_edge
from kanscope.kan.grid import adapt
from kanscope.kan.network import Network
from kanscope.kan.objective import Objective, Point
from kanscope.kan.optimisers.adam import Adam
from kanscope.kan.optimisers.lbfgs import LBFGS
from kanscope.kan.optimisers.levenberg import Levenberg, check_memory
from kanscope.kan.optimisers.optimiser import Optimiser
from kanscope.kan.progress import Check, Step
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import Plan
from kanscope.kan.state import network_from_state, network_state

WINDOW = 10  # steps without …
PROGRESS = 1e-4  # … this relative progress mean that training has converged
HERE = ("error", "penalty", "sparsity", "rest", "rmse")  # numbers of a point
EXACT = 1e-28  # mean squared error of nothing but rounding


class Training:
    """Iterates over `Step`s until the plan is done or training has converged.

    `network` is the current one (the caller's is left alone); it is replaced when ranges are adapted.
    """

    network: Network
    plan: Plan
    samples: Samples
    step: int
    converged: bool
    _here: Point
    _optimiser: Optimiser
    _objective: Objective

    def __init__(self, network: Network, samples: Samples, plan: Plan) -> None:
        self._prepare(network.copy(), samples, plan)
        self._optimiser = _optimiser(plan, self.network)
        self._look_again()

    def __iter__(self) -> Iterator[Step]:
        return self

    def __next__(self) -> Step:
        """Makes one step. Raises Diverged when the objective is no longer finite."""
        if self.step >= self.plan.steps or self.converged:
            raise StopIteration
        self._enter_stage()
        there = self._move()
        self.step += 1
        self._recent.append(there.value)
        self.converged = self._has_converged(there is self._here)
        self._here = there
        report = self._report()
        if self._may_adapt():
            self._adapt()
        return report

    def adjust(self, learning_rate: float | None = None, sparsity: float | None = None) -> None:
        """Changes the plan from the next step on. ValueError as in `Plan`."""
        rate = self.plan.learning_rate if learning_rate is None else learning_rate
        self.plan = replace(
            self.plan, learning_rate=rate, sparsity=self.plan.sparsity if sparsity is None else sparsity
        )
        self._optimiser.learning_rate = self.plan.rate()
        self.converged = False
        self._recent.clear()

    def state(self) -> tuple[dict[str, Any], dict[str, Tensor]]:
        """Everything the next step depends on: (JSON-able description, tensors)."""
        spec, tensors = network_state(self.network)
        meta = {
            "network": spec,
            "plan": asdict(self.plan),
            "step": self.step,
            "sparsity": self._objective.sparsity,
            "recent": list(self._recent),
            "converged": self.converged,
            "here": {name: getattr(self._here, name) for name in HERE},
        }
        named = {f"network.{name}": tensor for name, tensor in tensors.items()}
        named |= {f"optimiser.{name}": tensor for name, tensor in self._optimiser.state().items()}
        return meta, named | {"gradient": self._here.gradient.clone()}

    @classmethod
    def resume(cls, samples: Samples, meta: dict[str, Any], tensors: dict[str, Tensor]) -> "Training":
        """Continues a `state` as if it had never stopped: the same bits on the same kind of CPU."""
        self = cls.__new__(cls)
        network = network_from_state(meta["network"], _under("network.", tensors))
        self._prepare(network, samples, Plan(**meta["plan"]))
        self._optimiser = _optimiser(self.plan, network)
        self._optimiser.load(_under("optimiser.", tensors), network)
        self.step, self.converged = int(meta["step"]), bool(meta["converged"])
        self._recent.extend(meta["recent"])
        self._objective.sparsity = float(meta["sparsity"])
        parameters, gradient = network.parameters.clone(), tensors["gradient"].clone()
        self._here = Point(parameters, gradient=gradient, **meta["here"])
        return self

    def _prepare(self, network: Network, samples: Samples, plan: Plan) -> None:
        self.samples, self.plan, self.step, self.converged = samples, plan, 0, False
        self._recent: deque[float] = deque(maxlen=WINDOW + 1)
        self._attach(network, 0.0)
        self._objective.sparsity = self._strength(0)

    def _attach(self, network: Network, sparsity: float) -> None:
        self.network = network
        samples, aim = self.samples, self.plan.aim()
        self._objective = Objective(network, samples.x, samples.y, sparsity, aim=aim, weights=samples.weights)
        self._check = Check(network, samples, aim.loss)

    def _look_again(self) -> None:
        """Evaluates where the network stands, and forgets what is no longer true of the objective."""
        self._optimiser.forget()
        self._recent.clear()
        self._here = self._objective(self.network.parameters.clone())
        if not self._here.is_finite():
            raise self._diverged(self.step)

    def _enter_stage(self) -> None:
        strength = self._strength(self.step)
        if strength != self._objective.sparsity:
            self._objective.sparsity = strength
            self._look_again()

    def _strength(self, step: int) -> float:
        """The sparsity in force; none once every living edge has a name."""
        splines = any(bool(layer.spline_edges.any()) for layer in self.network.layers)
        return self.plan.strength(step) if splines else 0.0

    def _move(self) -> Point:
        there = self._optimiser.step(self._here, self._objective)
        self.network.parameters.copy_(there.parameters)
        if not there.is_finite():
            diverged = self._diverged(self.step + 1)
            self.network.parameters.copy_(self._here.parameters)
            raise diverged
        return there

    def _diverged(self, step: int) -> Diverged:
        return Diverged(step, guilty_edge(self.network, self.samples.x), self.network.shape.depth)

    def _has_converged(self, stuck: bool) -> bool:
        if (
            self.plan.optimiser in {"adam", "adamw"}
            or self._strength(self.plan.steps) != self._objective.sparsity
        ):
            return False
        gained = self._recent[0] - self._recent[-1]
        slow = len(self._recent) > WINDOW and gained <= PROGRESS * abs(self._recent[0])
        return stuck or slow or self._recent[-1] < EXACT

    def _report(self) -> Step:
        here, (check_loss, check) = self._here, self._check()
        return Step(
            self.step, here.rmse, check, here.penalty, here.sparsity, self.converged, here.error, check_loss
        )

    def _may_adapt(self) -> bool:
        every = self.plan.adapt_every
        return bool(every) and self.step % every == 0 and self.plan.is_young(self.step)

    def _adapt(self) -> None:
        fitted = adapt(self.network, self.samples.x)
        if fitted is not self.network:
            self._attach(fitted, self._objective.sparsity)
            self._look_again()


def _optimiser(plan: Plan, network: Network) -> Optimiser:
    if plan.optimiser == "lm":
        check_memory(network)
        return Levenberg(plan.rate())
    if plan.optimiser == "lbfgs":
        return LBFGS(plan.rate())
    return Adam(plan.rate(), network.trainable() if plan.optimiser == "adamw" else None)


def _under(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): value for name, value in tensors.items() if name.startswith(prefix)}
