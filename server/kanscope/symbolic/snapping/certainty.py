"""How well the rows know each constant, and which constants say nothing of their own."""

from __future__ import annotations

import math
from collections.abc import Collection

import numpy as np

from kanscope.symbolic.snapping.fitted import Fitted, Vector
from kanscope.symbolic.snapping.joint_refit import joint_refit, scaled_jacobian

ROUNDING = 1e-15  # relative to a constant: nothing is known better
REDUNDANT = 1e-7  # smallest over largest singular value of the scaled Jacobian


def standard_errors(model: Fitted, values: Vector, loss: float, held: Collection[int] = ()) -> Vector:
    """√diag((JᵀJ)⁺)·RMSE per constant, (p,), unbiased by the number of constants; 0 for those held."""
    free = np.array([k for k in range(len(values)) if k not in held], dtype=int)
    errors = np.zeros(len(values))
    if len(free):
        jacobian, length = scaled_jacobian(model, values, free)
        rows = len(jacobian)
        spread = loss * rows / max(rows - len(free), 1)
        variance = np.diag(np.linalg.pinv(jacobian.T @ jacobian, rcond=1e-12, hermitian=True))
        errors[free] = np.sqrt(np.maximum(variance, 0) * max(spread, 1e-30)) / length
    return np.maximum(errors, ROUNDING * np.abs(values)) * [k not in held for k in range(len(values))]


def without_redundant(
    model: Fitted, values: Vector, held: Collection[int] = ()
) -> tuple[Vector, dict[int, float]]:
    """The constants once those that others could take over are held at 0 or ±1, and these with their numbers.

    While σ_min < 1e-7·σ_max, the constant with the largest entry of that null vector is set to the first of
    the three that loses nothing, and the others are fitted again.
    """
    fixed: dict[int, float] = {}
    _, loss = joint_refit(model, values, held, steps=0)
    for _ in range(len(values)):
        free = np.array([k for k in range(len(values)) if k not in held and k not in fixed], dtype=int)
        if len(free) < 2:
            break
        jacobian, _ = scaled_jacobian(model, values, free)
        _, sizes, directions = np.linalg.svd(jacobian, full_matrices=False)
        if sizes[-1] >= REDUNDANT * sizes[0]:
            break
        found = _settled(
            model, values, loss, (set(held) | set(fixed)), free[np.argsort(-np.abs(directions[-1]))]
        )
        if found is None:
            break
        k, values, loss = found
        fixed[k] = float(values[k])
    return values, fixed


def _settled(
    model: Fitted, values: Vector, loss: float, held: set[int], order: Vector
) -> tuple[int, Vector, float] | None:
    """The first constant that can be set to ±1 or 0 at no loss, the values then, and the loss."""
    for k in order[:3]:
        for goal in (0.0, math.copysign(1.0, values[k]), -math.copysign(1.0, values[k])):
            start = values.copy()
            start[k] = goal
            there, after = joint_refit(model, start, {*held, int(k)})
            if after <= loss * 1.001 + 1e-24:
                return int(k), there, after
    return None
