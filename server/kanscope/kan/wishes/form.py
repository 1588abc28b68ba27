"""How a spline keeps a wish: its coefficients are a matrix times numbers that may be anything, or anything
but negative.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float
from torch import Tensor


@dataclass(frozen=True)
class Form:
    """Coefficients c = matrix · g, (M,); g is free, but where `positive` (M,) bool not below 0."""

    matrix: Float[Tensor, "M M"]
    positive: Bool[Tensor, " M"]


def nearest(form: Form, coefficients: Float[Tensor, " M"]) -> Float[Tensor, " M"]:
    """g (M,) for which matrix · g comes nearest the coefficients (M,) of any curve.

    Source: Lawson & Hanson, Solving Least Squares Problems, ch. 23, with the free numbers always in.
    """
    inside, g = ~form.positive, torch.zeros_like(coefficients)
    wanted = _solved(form.matrix, coefficients, torch.ones_like(inside))
    if not bool((wanted < 0)[form.positive].any()):
        return wanted
    g = _solved(form.matrix, coefficients, inside)
    for _ in range(3 * len(g)):
        pull = form.matrix.T @ (coefficients - form.matrix @ g)
        pull[inside] = 0
        if float(pull.max()) <= 1e-12 * float(coefficients.abs().max()):
            break
        inside[pull.argmax()] = True
        g, inside = _stepped(form, coefficients, g, inside)
    return torch.where(form.positive, g.clamp(min=0), g)


def _stepped(form: Form, coefficients: Tensor, g: Tensor, inside: Tensor) -> tuple[Tensor, Tensor]:
    """The best g of those inside; what would fall below 0 on the way is put outside, at 0."""
    inside = inside.clone()
    while True:
        wanted = _solved(form.matrix, coefficients, inside)
        low = inside & form.positive & (wanted <= 0)
        if not bool(low.any()):
            return wanted, inside
        way = g[low] / (g[low] - wanted[low]).clamp(min=1e-300)
        g = g + float(way.min().clamp(0, 1)) * (wanted - g)
        at_zero = low & (g <= 1e-14 * g.abs().max())
        at_zero[torch.nonzero(low)[way.argmin()]] = True
        inside &= ~at_zero
        g = g * inside


def _solved(matrix: Tensor, coefficients: Tensor, inside: Tensor) -> Tensor:
    """Least squares over the columns inside, 0 elsewhere; of least norm, as some matrices are projections."""
    g, columns = torch.zeros_like(coefficients), matrix[:, inside]
    if matrix.device.type == "cuda":  # which has no rank-revealing solver
        g[inside] = torch.linalg.pinv(columns) @ coefficients
    else:
        g[inside] = torch.linalg.lstsq(columns, coefficients[:, None], driver="gelsd").solution[:, 0]
    return g
