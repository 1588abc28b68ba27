"""A function looked at on rows, and on rows put together from two: what all hypotheses are tested with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.differentiable import differentiable
from kanscope.kan.network import Network

Field = Callable[[Tensor], Tensor]
LEAST_ROWS = 10
TINY = 1e-300


class Probe:
    """One output of f on the rows x (N, n), and partners: the same rows in another order.

    f: any differentiable torch function of (N, n) that treats rows alone, such as a Network; its values may
    be (N,) or (N, outputs). Putting together columns of a row and of its partner asks about f on the box that
    the rows span, whatever the columns have to do with each other.
    ValueError: too few rows, or f is not finite on them. The same seed gives the same partners.
    """

    def __init__(self, f: Field, x: Float[Tensor, "N n"], output: int = 0, seed: int = 0) -> None:
        if x.dim() != 2 or len(x) < LEAST_ROWS or not bool(torch.isfinite(x).all()):
            raise ValueError(f"x must be finite with at least {LEAST_ROWS} rows, got {tuple(x.shape)}")
        self._f = differentiable(f) if isinstance(f, Network) else f
        self._output, self.x = output, x.detach()
        self._order = _derangement(len(x), seed).to(x.device)
        self.partners = self.x[self._order]
        self.values = self.at(self.x)
        undefined = int((~torch.isfinite(self.values)).sum())
        if undefined:
            raise ValueError(f"f must be finite on x, but is not on {undefined} of {len(x)} rows")
        self.inputs = x.shape[1]
        self.scales = self.x.std(0, unbiased=False)
        self.spread = float(self.values.std(unbiased=False))

    @cached_property
    def gradient(self) -> Float[Tensor, "N n"]:
        """∂f/∂x_i on the rows, (N, n)."""
        return self.gradient_at(self.x)

    @cached_property
    def hessian(self) -> Float[Tensor, "N n n"]:
        """∂²f/∂x_i∂x_j on the rows, (N, n, n)."""
        x = self.x.clone().requires_grad_()
        slopes = _slopes(self.at(x), x, keep=True)
        return torch.stack([_slopes(slopes[:, i], x, keep=True).detach() for i in range(self.inputs)], 1)

    def at(self, points: Float[Tensor, "N n"]) -> Float[Tensor, " N"]:
        """f at points (N, n), as (N,)."""
        found = self._f(points)
        if found.dim() == 1:
            return found
        if not 0 <= self._output < found.shape[1]:
            raise ValueError(f"output must be below {found.shape[1]}, got {self._output}")
        return found[:, self._output]

    def gradient_at(self, points: Float[Tensor, "N n"]) -> Float[Tensor, "N n"]:
        """∂f/∂x_i at points (N, n)."""
        x = points.detach().clone().requires_grad_()
        return _slopes(self.at(x), x, keep=False)

    def exchanged(self, group: Sequence[int]) -> Float[Tensor, "N n"]:
        """The rows with the columns of the group taken from their partners."""
        mixed = self.x.clone()
        mixed[:, list(group)] = self.partners[:, list(group)]
        return mixed

    def rest(self, group: Sequence[int]) -> tuple[int, ...]:
        """The inputs that are not in the group."""
        return tuple(i for i in range(self.inputs) if i not in set(group))

    def share(self, deviation: Float[Tensor, " N"], scale: float) -> float:
        """Root mean square of (N,) where it is finite, by a scale; 0 where both vanish."""
        kept = deviation[torch.isfinite(deviation)]
        if len(kept) < max(LEAST_ROWS, len(deviation) // 2):
            raise ValueError("x: most rows put together from two lie where f is not defined")
        return float(kept.square().mean().sqrt()) / max(scale, TINY) if bool(kept.any()) else 0.0


def _derangement(rows: int, seed: int) -> Tensor:
    """An order in which no row is its own partner: one step along a random ring of all rows."""
    ring = torch.randperm(rows, generator=torch.Generator().manual_seed(seed))
    order = torch.empty_like(ring)
    order[ring] = ring.roll(1)
    return order


def _slopes(values: Tensor, x: Tensor, keep: bool) -> Tensor:
    """Gradient of each row's value by that row; zeros where values do not depend on x."""
    if not values.requires_grad:
        return torch.zeros_like(x)
    [slopes] = torch.autograd.grad(values.sum(), x, create_graph=keep, allow_unused=True)
    return torch.zeros_like(x) if slopes is None else slopes
