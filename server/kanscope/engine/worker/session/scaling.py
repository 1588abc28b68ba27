"""Inputs and targets at mean 0 and deviation 1 inside, in the scientist's units outside."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Scale:
    """u = (value − shift) / scale for each column; both (columns,) float64, scale > 0."""

    shift: Tensor
    scale: Tensor

    @classmethod
    def of(cls, values: Tensor) -> Scale:
        """Mean and standard deviation of values (N, columns); a constant column keeps its unit.

        Whether it is constant is asked of its values: the deviation of many times 0.3 is dust, but not 0.
        """
        spread = values.std(0, unbiased=False)
        varies = (values.amax(0) > values.amin(0)) & (spread > 0)
        return cls(values.mean(0), torch.where(varies, spread, torch.ones_like(spread)))

    def equals(self, other: Scale) -> bool:
        """Whether the two are the same in every bit."""
        return torch.equal(self.shift, other.shift) and torch.equal(self.scale, other.scale)

    def inside(self, values: Tensor) -> Tensor:
        """Standardised values (N, columns)."""
        return (values - self.shift) / self.scale

    def outside(self, inner: Tensor) -> Tensor:
        """Values in their own unit, from standardised ones (N, columns)."""
        return inner * self.scale + self.shift


@dataclass(frozen=True)
class Scaling:
    """The scales a network was built for; they stay with it for life, whatever the split becomes."""

    inputs: Scale
    targets: Scale

    def equals(self, other: Scaling) -> bool:
        """Whether the two are the same in every bit."""
        return self.inputs.equals(other.inputs) and self.targets.equals(other.targets)
