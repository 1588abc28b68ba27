"""Training as an iterator: one step at a time, so that a person can look, adjust and stop in between."""

from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from math import sqrt
from typing import Any

import torch
from torch import Tensor

from kanscope.kan.gradient import Gradient
from kanscope.kan.grid import adapt
from kanscope.kan.network import Network
from kanscope.kan.objective import Objective, Point
from kanscope.kan.optimisers.adam import Adam
from kanscope.kan.optimisers.lbfgs import LBFGS
from kanscope.kan.optimisers.levenberg import Levenberg, check_memory
from kanscope.kan.optimisers.optimiser import Optimiser
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import Plan
from kanscope.kan.state import network_from_state, network_state

Edge = tuple[int, int, int]
WINDOW = 10  # steps without …
PROGRESS = 1e-4  # … this relative progress mean that training has converged
EXACT = 1e-28  # mean squared error of nothing but rounding


@dataclass(frozen=True)
class Step:
    """After a step: its number from 1, RMSE in the samples' units, penalty unweighted."""

    step: int
    train_rmse: float
    check_rmse: float
    penalty: float
    sparsity: float
    converged: bool


class Diverged(ArithmeticError):
    """The objective left the finite numbers; the training's network is the last finite one."""

    def __init__(self, step: int, edge: Edge | None, layers: int) -> None:
        where = "" if edge is None else f" at edge {edge}"
        super().__init__(f"training diverged in step {step}{where}")
        self.step, self.edge, self.layers = step, edge, layers


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
            "here": {"error": self._here.error, "penalty": self._here.penalty},
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
        here = meta["here"]
        parameters, gradient = network.parameters.clone(), tensors["gradient"].clone()
        self._here = Point(parameters, here["error"], here["penalty"], self._objective.sparsity, gradient)
        return self

    def _prepare(self, network: Network, samples: Samples, plan: Plan) -> None:
        self.samples, self.plan, self.step, self.converged = samples, plan, 0, False
        self._recent: deque[float] = deque(maxlen=WINDOW + 1)
        self._attach(network, 0.0)
        self._objective.sparsity = self._strength(0)

    def _attach(self, network: Network, sparsity: float) -> None:
        self.network = network
        self._objective = Objective(network, self.samples.x, self.samples.y, sparsity)
        self._check = Gradient(network, self.samples.check_x)

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
        return Diverged(step, _guilty_edge(self.network, self.samples.x), self.network.shape.depth)

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
        residual = self._check.forward() - self.samples.check_y
        check = sqrt(float((residual * residual).mean()))
        here = self._here
        return Step(self.step, sqrt(here.error), check, here.penalty, here.sparsity, self.converged)

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


def _guilty_edge(network: Network, x: Tensor) -> Edge | None:
    """The first edge whose activation at x (N, n0) is not finite; None when only their sum overflows."""
    for l, layer in enumerate(network.layers):
        values = layer.edge_values(x)
        bad = torch.nonzero(~torch.isfinite(values).all(0)).tolist()
        if bad:
            return l, bad[0][0], bad[0][1]
        x = network.combine(l, values.sum(1))
    return None
