"""When sparsity acts during a run: first learn, then punish, harder by stages."""

from dataclasses import dataclass
from typing import Literal

from kanscope.kan.losses.catalogue import LossName, loss_named
from kanscope.kan.objective import Aim
from kanscope.kan.penalties.catalogue import MetricName, further_terms, sparsity_penalty

OptimiserName = Literal["lm", "lbfgs", "adam", "adamw"]
LEARNING_RATES: dict[str, float] = {"lm": 1.0, "lbfgs": 1.0, "adam": 1e-2, "adamw": 1e-2}
STAGES = ((0.1, 0.0), (0.4, 0.1), (0.6, 0.3), (0.8, 1.0), (1.0, 0.3))
"""(until this share of the steps, this share of the sparsity acts): learn first, then punish harder and
harder, then let the edges that are left recover their true size."""
YOUNG = 0.75  # ranges are adapted during this share of the steps


@dataclass(frozen=True)
class Plan:
    """What a run is to do. learning_rate None: the optimiser's own (a first step length for lbfgs,
    what lm's damping is divided by).

    adapt_every: steps between looks at the ranges, 0 for never. ValueError names the argument out of range.
    """

    steps: int = 200
    optimiser: OptimiserName = "lbfgs"
    sparsity: float = 0.0
    learning_rate: float | None = None
    adapt_every: int = 5
    loss: LossName = "mse"
    metric: MetricName = "edge_spread"
    l1: float = 1.0
    entropy: float = 2.0
    coefficients: float = 0.0
    differences: float = 0.0
    smoothness: float = 0.0

    def __post_init__(self) -> None:
        if self.optimiser not in LEARNING_RATES:
            raise ValueError(f"optimiser must be one of {', '.join(LEARNING_RATES)}, got {self.optimiser!r}")
        if self.steps < 1:
            raise ValueError(f"steps must be at least 1, got {self.steps}")
        if not 0 <= self.sparsity < float("inf"):
            raise ValueError(f"sparsity must be finite and not negative, got {self.sparsity}")
        if self.learning_rate is not None and not 0 < self.learning_rate < float("inf"):
            raise ValueError(f"learning_rate must be finite and positive, got {self.learning_rate}")
        if self.adapt_every < 0:
            raise ValueError(f"adapt_every must not be negative, got {self.adapt_every}")
        self.aim()

    def aim(self) -> Aim:
        """What the run is to make small."""
        penalty = sparsity_penalty(self.metric, self.l1, self.entropy, self.coefficients, self.differences)
        return Aim(loss_named(self.loss), penalty, further_terms(self.smoothness))

    def rate(self) -> float:
        """The learning rate in force."""
        return LEARNING_RATES[self.optimiser] if self.learning_rate is None else self.learning_rate

    def strength(self, step: int) -> float:
        """Sparsity in force while making step number `step` (from 0)."""
        share = (step + 0.5) / self.steps
        return self.sparsity * next((part for until, part in STAGES if share < until), STAGES[-1][1])

    def is_young(self, step: int) -> bool:
        """Whether ranges may still be adapted after step number `step`."""
        return step < YOUNG * self.steps
