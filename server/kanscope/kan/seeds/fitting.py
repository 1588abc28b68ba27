"""Levenberg-Marquardt for a batch: every network with a damping of its own, all by the same few operations.

The curvature only steers, so it is summed up in single precision, at twice the speed; errors and gradients,
which decide, are exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.seeds.batch import Batch

DAMPING, LEAST_DAMPING, MOST_DAMPING = 1e-2, 1e-8, 1e12
LEAST_SCALE = 1e-8
TRIES = 4
ADAPT_EVERY, YOUNG = 5, 0.75
WINDOW, PROGRESS = 10, 1e-3
BLOCK = 1 << 17  # numbers of all Jacobians at a time: rows are taken in parts that stay in the cache


def fit(
    networks: Sequence[Network],
    x: Float[Tensor, "N n0"],
    y: Float[Tensor, "N n_out"],
    steps: int,
    weights: Float[Tensor, " N"] | None = None,
    *,
    each_step: Callable[[], object] = lambda: None,
) -> list[Network]:
    """Networks of one shape, each trained on x (N, n0), y (N, outputs) by mean squared error alone.

    All living edges are splines after it. Marquardt's scaling and Nielsen's damping as in `Levenberg`, but a
    network that finds no way down in 4 tries waits for the next step. One that gains less than 0.1 % in 10
    steps is done and leaves the batch. weights (N,): how much each row counts. each_step is called before
    every step; what it raises ends the fit.
    """
    fitted, left = list(networks), list(range(len(networks)))
    share = _share_of_rows(y, weights)
    work = _Fitting(Batch(networks, x), y, share)
    work.adapt()
    for step in range(1, steps + 1):
        each_step()
        work.step()
        if step % ADAPT_EVERY == 0 and step < YOUNG * steps:
            work.adapt()
        going = work.gaining() if step < steps else torch.zeros_like(work.gaining())
        if not bool(going.all()):
            for place in torch.nonzero(~going).flatten().tolist():
                fitted[left[place]] = work.batch.network(place, networks[left[place]])
            left = [seed for seed, still in zip(left, going.tolist(), strict=True) if still]
            if not left:
                break
            work.keep(going)
    return fitted


def _share_of_rows(y: Tensor, weights: Tensor | None) -> Tensor:
    """(N, 1), adding up to 1 over all entries of y."""
    own = torch.ones_like(y[:, :1]) if weights is None else weights.to(y).reshape(-1, 1)
    return own / (own.sum() * y.shape[1])


@dataclass
class _Fitting:
    batch: Batch
    y: Tensor
    share: Tensor

    def __post_init__(self) -> None:
        self.damping = self.y.new_full((self.batch.seeds,), DAMPING)
        self.growth = torch.full_like(self.damping, 2.0)
        self.error = self._errors(self.batch.weights)
        self.recent = [self.error]
        self._squares = dict[str, Tensor]()

    def adapt(self) -> None:
        """Hidden ranges follow the rows; progress is counted anew where they did."""
        if self.batch.adapt():
            self.error = self._errors(self.batch.weights)
            self.recent = [self.error]

    def gaining(self) -> Tensor:
        """(K,) bool: networks that may still get better."""
        if len(self.recent) <= WINDOW:
            return torch.ones_like(self.error, dtype=torch.bool)
        return self.recent[-1 - WINDOW] - self.error > PROGRESS * self.recent[-1 - WINDOW]

    def keep(self, going: Tensor) -> None:
        """Goes on with these networks alone."""
        self.batch = self.batch.among(going)
        self.damping, self.growth, self.error = self.damping[going], self.growth[going], self.error[going]
        self.recent = [error[going] for error in self.recent[-1 - WINDOW :]]

    def step(self) -> None:
        """One move of every network that finds a lower place."""
        curvature, gradient = self._quadratic()
        diagonal = curvature.diagonal(dim1=1, dim2=2)
        scale = torch.maximum(diagonal, LEAST_SCALE * diagonal.amax(1, keepdim=True)).clamp(min=1e-300)
        waiting = torch.ones_like(self.error, dtype=torch.bool)
        for _ in range(TRIES):
            waiting &= ~self._try(curvature, gradient, scale, waiting)
            if not bool(waiting.any()):
                break
        self.recent.append(self.error)

    def _try(self, curvature: Tensor, gradient: Tensor, scale: Tensor, waiting: Tensor) -> Tensor:
        """(K,) bool: which of the waiting networks moved."""
        held = self._square("held", self.y.dtype).copy_(curvature)
        held.diagonal(dim1=1, dim2=2).add_(self.damping[:, None] * scale)
        factor, failed = torch.linalg.cholesky_ex(held)
        move = -torch.cholesky_solve(gradient[..., None], factor)[..., 0]
        move = torch.where((waiting & (failed == 0))[:, None], move, 0)
        moved = [own + part for own, part in zip(self.batch.weights, self._split(move), strict=True)]
        error = self._errors(moved)
        lower: Tensor = waiting & (failed == 0) & (error < self.error)
        promise = 0.5 * (move * (self.damping[:, None] * scale * move - gradient)).sum(1)
        self._learn(waiting, lower, (self.error - error) / promise.clamp(min=1e-300))
        self.error = torch.where(lower, error, self.error)
        pairs = zip(moved, self.batch.weights, strict=True)
        self.batch.weights = [torch.where(lower[:, None, None, None], new, old) for new, old in pairs]
        return lower

    def _learn(self, waiting: Tensor, lower: Tensor, kept: Tensor) -> None:
        """Nielsen: damping falls with the share of the promise that was kept, and grows ever faster else."""
        eased = (self.damping * (1 - (2 * kept - 1) ** 3).clamp(min=0.2)).clamp(min=LEAST_DAMPING)
        braced = waiting & ~lower
        raised = (self.damping * self.growth).clamp(max=MOST_DAMPING)
        self.damping = torch.where(lower, eased, torch.where(braced, raised, self.damping))
        self.growth = torch.where(lower, 2.0, torch.where(braced, self.growth * 2, self.growth))

    def _errors(self, weights: Sequence[Tensor]) -> Tensor:
        total = torch.zeros_like(self.damping)
        for rows in self._blocks():
            outputs = self.batch.outputs(self.batch.forward(rows, weights, slopes=False))
            total += ((outputs - self.y[rows]).square() * self.share[rows]).sum((1, 2))
        known: Tensor = torch.where(torch.isnan(total), torch.inf, total)
        return known

    def _quadratic(self) -> tuple[Tensor, Tensor]:
        """Gauss-Newton's 2·JᵀJ (K, P, P) and the gradient (K, P), over all weights of each network."""
        batch, size = self.batch, self.batch.size
        gradient = self.y.new_zeros(batch.seeds, size)
        curvature = self._square("single", torch.float32).zero_()
        for rows in self._blocks():
            tapes = batch.forward(rows)
            residual, share = batch.outputs(tapes) - self.y[rows], 2 * self.share[rows]
            gradient += batch.gradient(tapes, batch.pulls(tapes, share * residual))
            for q in range(self.y.shape[1]):
                pull = torch.zeros_like(residual)
                pull[..., q] = share.sqrt()[:, 0]
                jacobian = batch.jacobian(tapes, batch.pulls(tapes, pull))
                curvature.baddbmm_(jacobian.transpose(1, 2), jacobian)
        return self._square("exact", self.y.dtype).copy_(curvature), gradient

    def _square(self, name: str, dtype: torch.dtype) -> Tensor:
        """(K, P, P) to be filled; the same memory every time, for fresh memory costs as much as the sums."""
        shape = (self.batch.seeds, self.batch.size, self.batch.size)
        if name not in self._squares or self._squares[name].shape != shape:
            self._squares[name] = torch.empty(shape, dtype=dtype, device=self.y.device)
        return self._squares[name]

    def _split(self, move: Tensor) -> list[Tensor]:
        sizes = [own[0].numel() for own in self.batch.weights]
        parts = torch.split(move, sizes, 1)
        return [part.view_as(own) for part, own in zip(parts, self.batch.weights, strict=True)]

    def _blocks(self) -> Iterator[slice]:
        rows = max(self.batch.size, BLOCK // (self.batch.seeds * self.batch.size))
        return (slice(start, start + rows) for start in range(0, len(self.y), rows))
