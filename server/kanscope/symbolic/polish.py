"""Levenberg-Marquardt on (t₁, t₂, number) of every row at once, with c and d eliminated.

y ≈ c·f(z; p) + d is linear in c, d, so for any t they have a closed form and three numbers at most are left
to search (variable projection; Jacobian after Kaufman, BIT 15, 1975). z = α·u + β is linear in u, so every
inner product a step needs is among f, y, ∂f/∂z, u·∂f/∂z and ∂f/∂p: one small Gram matrix per row and step.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.symbolic.families.family import Placement
from kanscope.symbolic.rows import Rows, bends, placements, slopes, values

LONGEST_STEP = 3.0
EASIER, HARDER = 0.15, 6.0
HOPELESS = 1e300


@dataclass(frozen=True)
class Target:
    """What is fitted: `u` (n,), `y` and `weight` (E, n), y of mean 0 and variance 1, weights summing to 1."""

    u: Tensor
    y: Tensor
    weight: Tensor

    def thinned(self, points: int) -> Target:
        """About `points` equally spaced points of it, brought to mean 0 again; the variance stays about 1."""
        if points >= len(self.u):
            return self
        few = torch.linspace(0, len(self.u) - 1, points).round().long()
        weight = self.weight[:, few]
        weight = weight / weight.sum(1, keepdim=True).clamp(min=1e-30)
        y = self.y[:, few]
        return Target(self.u[few], y - (weight * y).sum(1, keepdim=True), weight)

    def of(self, curve: Tensor) -> Target:
        """One curve a row."""
        return Target(self.u, self.y[curve], self.weight[curve])


@dataclass(frozen=True)
class State:
    """Rows under way: `t` (M, 4), `loss` (M,) = Σw·(y - c·f - d)², and what the next step is made of:
    `hessian` (M, 3, 3), `gradient` (M, 3) – 2 in place of 3 where no row has a number –, `damping` (M,).
    """

    t: Tensor
    loss: Tensor
    hessian: Tensor
    gradient: Tensor
    damping: Tensor


@dataclass(frozen=True)
class Polished:
    """`t`, `loss`, and `promise`: the share of the loss that the next step would take off."""

    t: Float[Tensor, "m 4"]
    loss: Float[Tensor, " m"]
    promise: Float[Tensor, " m"]


def polish(rows: Rows, target: Target, steps: int) -> Polished:
    """Improve rows by `steps` steps, none of which makes one worse."""
    own = target.of(rows.curve)
    state = _measure(rows, rows.t, own, torch.full_like(rows.t[:, 0], 1e-2))
    for _ in range(steps):
        tried = _measure(rows, state.t + _step(state), own, state.damping)
        state = _better(state, tried)
    gain = (_solved(state) * state.gradient).sum(1)
    return Polished(state.t, state.loss, torch.nan_to_num(gain / state.loss.clamp(min=1e-300)))


def _measure(rows: Rows, t: Tensor, target: Target, damping: Tensor) -> State:
    """Loss, gradient and Gauss-Newton matrix of every row; `target` has one curve a row."""
    placed = placements(rows, t)
    z = placed.alpha[:, None] * target.u + placed.beta[:, None]
    f, slope, bend = values(rows, t, z), slopes(rows, t, z), bends(rows, t, z)
    f = f - (target.weight * f).sum(1, keepdim=True)
    moved = [slope, slope * target.u] if bend is None else [slope, slope * target.u, bend]
    columns = torch.stack([f, target.y, *moved, torch.ones_like(f)], 1)
    gram = (columns * target.weight[:, None]) @ columns.mT
    return _reduced(placed, t, gram, damping)


def _reduced(placed: Placement, t: Tensor, gram: Tensor, damping: Tensor) -> State:
    """From the Gram matrix of f, y, ∂f/∂β, ∂f/∂α (, ∂f/∂p) and 1 to a step's system in t."""
    ff = gram[:, 0, 0].clamp(min=1e-290)
    c = gram[:, 0, 1] / ff
    loss = gram[:, 1, 1] - c * gram[:, 0, 1]
    by_f, means = gram[:, 1:-1, 0], gram[:, 1:-1, -1]
    rest = gram[:, 1:-1, 1:-1] - means[:, :, None] * means[:, None]
    rest = rest - by_f[:, :, None] * (by_f / ff[:, None])[:, None]
    chain = _chain(placed, rest.shape[1] - 1) * c[:, None, None]
    hessian = chain @ rest[:, 1:, 1:] @ chain.mT
    gradient = (chain @ rest[:, 1:, :1])[:, :, 0]
    whole = torch.nan_to_num(loss, nan=HOPELESS, posinf=HOPELESS, neginf=HOPELESS)
    return State(t, whole, hessian, gradient, damping)


def _chain(placed: Placement, count: int) -> Tensor:
    """(M, count, count): rows ∂/∂t₁, ∂/∂t₂ (, ∂/∂p) by columns ∂/∂β, ∂/∂α (, ∂/∂p)."""
    chain = placed.alpha.new_zeros(len(placed.alpha), count, count)
    chain[:, 0, 0], chain[:, 0, 1] = placed.beta_t1, placed.alpha_t1
    chain[:, 1, 0], chain[:, 1, 1] = placed.beta_t2, placed.alpha_t2
    if count > 2:
        chain[:, 2, 2] = 1
    return chain


def _step(state: State) -> Tensor:
    """The damped Gauss-Newton step, (M, 4); the sign stays."""
    step = _solved(state)
    step = torch.nan_to_num(step, nan=0.0, posinf=0.0, neginf=0.0).clamp(-LONGEST_STEP, LONGEST_STEP)
    still = torch.zeros_like(step[:, :1])
    return torch.cat([step[:, :2], still, step[:, 2:] if step.shape[1] > 2 else still], 1)


def _solved(state: State) -> Tensor:
    h, damping = state.hessian, state.damping[:, None]
    damped = h + torch.diag_embed(h.diagonal(dim1=1, dim2=2) * damping + 1e-25)
    step: Tensor = torch.linalg.solve_ex(damped, state.gradient)[0]
    return step


def _better(state: State, tried: State) -> State:
    """Row by row the better of the two, with the damping that success or failure asks for."""
    won = tried.loss < state.loss
    damping = torch.where(won, state.damping * EASIER, state.damping * HARDER).clamp(1e-12, 1e8)
    return replace(
        state,
        t=torch.where(won[:, None], tried.t, state.t),
        loss=torch.where(won, tried.loss, state.loss),
        hessian=torch.where(won[:, None, None], tried.hessian, state.hessian),
        gradient=torch.where(won[:, None], tried.gradient, state.gradient),
        damping=damping,
    )
