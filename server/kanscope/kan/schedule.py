"""What a run is to do, as plain data."""

from dataclasses import dataclass
from typing import Any, Literal

from kanscope.kan.losses.catalogue import LossName, loss_named
from kanscope.kan.objective import Aim
from kanscope.kan.penalties.catalogue import MetricName, further_terms, sparsity_penalty
from kanscope.kan.penalties.prior import Prior
from kanscope.kan.stages import SPARSIFY, Stage, check_stages

OptimiserName = Literal["lm", "lbfgs", "adam", "adamw"]
LEARNING_RATES: dict[str, float] = {"lm": 1.0, "lbfgs": 1.0, "adam": 1e-2, "adamw": 1e-2}
YOUNG = 0.75  # ranges are adapted during this share of the steps


@dataclass(frozen=True)
class Plan:
    """What a run is to do. learning_rate None: the optimiser's own (a first step length for lbfgs,
    what lm's damping is divided by).

    adapt_every: steps between looks at the ranges, 0 for never. metric, l1, entropy, coefficients and
    differences make up the penalty that sparsity multiplies; smoothness and priors act by themselves (see
    `penalties.catalogue`). batch: rows a step looks at, drawn by `seed`; None: all. patience: steps without a
    better loss on the check rows, after which the run ends; whenever it ends, the best state is taken; 0: not
    watched. compiled: by compiled loops where they can be had, equal to rounding. evidence: curves are kept
    as flat as the data ask for, looked at every few steps (see `evidence`; for loss mse and whole batches,
    and up to 2,000 parameters). ValueError names the argument out of range.
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
    batch: int | None = None
    seed: int = 0
    patience: int = 0
    evidence: bool = False
    stages: tuple[Stage, ...] = SPARSIFY
    priors: tuple[Prior, ...] = ()
    compiled: bool = False

    def __post_init__(self) -> None:
        if self.optimiser not in LEARNING_RATES:
            raise ValueError(f"optimiser must be one of {', '.join(LEARNING_RATES)}, got {self.optimiser!r}")
        if self.steps < 1:
            raise ValueError(f"steps must be at least 1, got {self.steps}")
        if not 0 <= self.sparsity < float("inf"):
            raise ValueError(f"sparsity must be finite and not negative, got {self.sparsity}")
        if self.learning_rate is not None and not 0 < self.learning_rate < float("inf"):
            raise ValueError(f"learning_rate must be finite and positive, got {self.learning_rate}")
        for name, least in (("adapt_every", 0), ("patience", 0), ("seed", 0), ("batch", 1)):
            value = getattr(self, name)
            if value is not None and value < least:
                raise ValueError(f"{name} must be at least {least}, got {value}")
        if self.evidence and (self.loss != "mse" or self.batch is not None):
            raise ValueError("evidence needs loss mse and all rows in each step (batch None)")
        check_stages(self.stages)
        self.aim()

    @classmethod
    def read(cls, saved: dict[str, Any]) -> "Plan":
        """The plan that `dataclasses.asdict` made plain."""
        stages = tuple(Stage(**stage) for stage in saved["stages"])
        return cls(**saved | {"stages": stages, "priors": tuple(Prior.read(one) for one in saved["priors"])})

    def aim(self) -> Aim:
        """What the run is to make small."""
        penalty = sparsity_penalty(self.metric, self.l1, self.entropy, self.coefficients, self.differences)
        return Aim(loss_named(self.loss), penalty, further_terms(self.smoothness, self.priors))

    def rate(self) -> float:
        """The learning rate in force."""
        return LEARNING_RATES[self.optimiser] if self.learning_rate is None else self.learning_rate

    def strength(self, step: int) -> float:
        """Sparsity in force while making step number `step` (from 0)."""
        return self.sparsity * self.stages[self.stage(step)].strength

    def stage(self, step: int) -> int:
        """Number of the stage in force while making step number `step` (from 0)."""
        share = (step + 0.5) / self.steps
        return next((n for n, stage in enumerate(self.stages) if share < stage.until), len(self.stages) - 1)

    def later(self, step: int) -> tuple[Stage, ...]:
        """Stages that are still to come after step number `step`."""
        return self.stages[self.stage(step) + 1 :]

    def is_young(self, step: int) -> bool:
        """Whether ranges may still be adapted after step number `step`."""
        return step < YOUNG * self.steps
