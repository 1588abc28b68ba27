"""Levenberg-Marquardt on (t₁, t₂) of every start at once, with c and d eliminated.

y ≈ c·f(z) + d is linear in c, d, so for any t they have a closed form and only two numbers are left to search
(variable projection; Jacobian after Kaufman, BIT 15, 1975). z = α·u + β is linear in u, so every inner
product a step needs is among f, y, f' and u·f': one small Gram matrix per start and step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from kanscope.kan.functions.catalogue import function
from kanscope.symbolic.families.family import Placement
from kanscope.symbolic.families.members import family_of

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


@dataclass(frozen=True)
class State:
    """Starts under way: `t` (F, E, K, 3), `loss` (F, E, K) = Σw·(y - c·f - d)², and the step each would
    take next.
    """

    t: Tensor
    loss: Tensor
    hessian: tuple[Tensor, Tensor, Tensor]
    gradient: tuple[Tensor, Tensor]
    damping: Tensor


def polish(names: Sequence[str], t: Tensor, target: Target, steps: int) -> tuple[Tensor, Tensor]:
    """Improve t (F, E, K, 3) by `steps` steps, none of which makes a start worse; returns t and its loss
    (F, E, K).
    """
    state = _measure(names, t, target, torch.full(t.shape[:-1], 1e-2, dtype=t.dtype))
    for _ in range(steps):
        tried = _measure(names, state.t + _step(state), target, state.damping)
        state = _better(state, tried)
    return state.t, state.loss


def placements(names: Sequence[str], t: Tensor) -> Placement:
    """Where every start lies, each field (F, E, K); neighbours of one family are placed together."""
    parts: list[Placement] = []
    first = 0
    for last in range(1, len(names) + 1):
        if last == len(names) or family_of(names[last]) is not family_of(names[first]):
            parts.append(family_of(names[first]).place(t[first:last]))
            first = last
    return (
        parts[0] if len(parts) == 1 else Placement(*(torch.cat(field) for field in zip(*parts, strict=True)))
    )


def values(names: Sequence[str], z: Tensor) -> Tensor:
    """f(z) with the function of every row of z (F, …)."""
    return torch.stack([function(name).value(row) for name, row in zip(names, z, strict=True)])


def _slopes(names: Sequence[str], z: Tensor) -> Tensor:
    return torch.stack([function(name).slope(row) for name, row in zip(names, z, strict=True)])


def _measure(names: Sequence[str], t: Tensor, target: Target, damping: Tensor) -> State:
    """Loss, gradient and Gauss-Newton matrix of every start."""
    placed = placements(names, t)
    z = placed.alpha[..., None] * target.u + placed.beta[..., None]
    weight, y = target.weight[:, None], target.y[:, None]
    f, slope = values(names, z), _slopes(names, z)
    f = f - (weight * f).sum(-1, keepdim=True)
    rise = slope * target.u
    wf, ws, wr, wy = weight * f, weight * slope, weight * rise, weight * y
    ff, fy = (wf * f).sum(-1), (wf * y).sum(-1)
    ff = ff.clamp(min=1e-290)
    c = fy / ff
    loss = (wy * y).sum(-1) - c * fy

    def against(left: Tensor, right: Tensor, mean_left: Tensor, mean_right: Tensor) -> Tensor:
        """Inner product of two columns after centring and projecting off f."""
        return (left * right).sum(-1) - mean_left * mean_right

    sm, rm, sf, rf = ws.sum(-1), wr.sum(-1), (wf * slope).sum(-1), (wf * rise).sum(-1)
    ss = against(ws, slope, sm, sm) - sf * sf / ff
    sr = against(ws, rise, sm, rm) - sf * rf / ff
    rr = against(wr, rise, rm, rm) - rf * rf / ff
    sy, ry = (ws * y).sum(-1) - c * sf, (wr * y).sum(-1) - c * rf
    return _chain(placed, t, loss, damping, (c, ss, sr, rr, sy, ry))


def _chain(placed: Placement, t: Tensor, loss: Tensor, damping: Tensor, inner: tuple[Tensor, ...]) -> State:
    """From derivatives by (β, α) to derivatives by (t₁, t₂)."""
    c, ss, sr, rr, sy, ry = inner
    a1, b1, a2, b2 = placed.alpha_t1, placed.beta_t1, placed.alpha_t2, placed.beta_t2
    square = c * c
    h11 = square * (a1 * a1 * rr + 2 * a1 * b1 * sr + b1 * b1 * ss)
    h22 = square * (a2 * a2 * rr + 2 * a2 * b2 * sr + b2 * b2 * ss)
    h12 = square * (a1 * a2 * rr + (a1 * b2 + a2 * b1) * sr + b1 * b2 * ss)
    g1, g2 = c * (a1 * ry + b1 * sy), c * (a2 * ry + b2 * sy)
    whole = torch.nan_to_num(loss, nan=HOPELESS, posinf=HOPELESS, neginf=HOPELESS)
    return State(t, whole, (h11, h12, h22), (g1, g2), damping)


def _step(state: State) -> Tensor:
    """The damped Gauss-Newton step, (F, E, K, 3); its last entry, the sign, stays."""
    (h11, h12, h22), (g1, g2) = state.hessian, state.gradient
    h11, h22 = h11 * (1 + state.damping) + 1e-25, h22 * (1 + state.damping) + 1e-25
    determinant = h11 * h22 - h12 * h12
    step = torch.stack([g1 * h22 - g2 * h12, g2 * h11 - g1 * h12], -1) / determinant[..., None]
    step = torch.nan_to_num(step, nan=0.0, posinf=0.0, neginf=0.0).clamp(-LONGEST_STEP, LONGEST_STEP)
    return torch.nn.functional.pad(step, (0, 1))


def _better(state: State, tried: State) -> State:
    """Start by start the better of the two, with the damping that success or failure asks for."""
    won = tried.loss < state.loss

    def pick(new: Tensor, old: Tensor) -> Tensor:
        return torch.where(won, new, old)

    damping = pick(state.damping * EASIER, state.damping * HARDER).clamp(1e-12, 1e8)
    h = tuple(pick(a, b) for a, b in zip(tried.hessian, state.hessian, strict=True))
    g = tuple(pick(a, b) for a, b in zip(tried.gradient, state.gradient, strict=True))
    t = torch.where(won[..., None], tried.t, state.t)
    return replace(
        state,
        t=t,
        loss=pick(tried.loss, state.loss),
        hessian=(h[0], h[1], h[2]),
        gradient=(g[0], g[1]),
        damping=damping,
    )
