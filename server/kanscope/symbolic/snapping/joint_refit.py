"""All constants that are not held, at once, by Levenberg-Marquardt in float64."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from kanscope.symbolic.snapping.fitted import Fitted, Matrix, Vector, mean_square

STEPS, TRIES = 40, 12
CALM = 1e-10  # relative gain of two steps in a row below which nothing more comes
NOTHING = 1e-29  # a loss of rounding alone


def joint_refit(
    model: Fitted, start: Vector, held: Collection[int] = (), steps: int = STEPS
) -> tuple[Vector, float]:
    """The constants (p,) of least mean squared residual near `start`, and that loss; those `held` stay."""
    free = np.array([k for k in range(len(start)) if k not in held], dtype=int)
    here, loss = np.array(start, dtype=np.float64), mean_square(model, start)
    damping, calm = 1e-4, 0
    for _ in range(steps if len(free) and np.isfinite(loss) else 0):
        there, after, damping = _descend(model, here, free, loss, damping)
        if not after < loss:
            break
        calm = calm + 1 if loss - after < CALM * loss else 0
        here, loss = there, after
        if calm == 2 or loss < NOTHING:
            break
    return here, loss


def scaled_jacobian(model: Fitted, values: Vector, free: Vector) -> tuple[Matrix, Vector]:
    """J's free columns at unit length, and the lengths; rows that are not numbers count as 0."""
    with np.errstate(all="ignore"):
        jacobian = model.jacobian(values)[:, free]
    jacobian = np.where(np.isfinite(jacobian), jacobian, 0.0)
    length = np.linalg.norm(jacobian, axis=0)
    length = np.where(length > 0, length, 1.0)
    return jacobian / length, length


def _descend(
    model: Fitted, here: Vector, free: Vector, loss: float, damping: float
) -> tuple[Vector, float, float]:
    """One accepted step, its loss and the damping after it; the same loss where no step helps."""
    jacobian, length = scaled_jacobian(model, here, free)
    curvature, gradient = jacobian.T @ jacobian, jacobian.T @ model.residuals(here)
    for _ in range(TRIES):
        move = np.linalg.lstsq(curvature + damping * np.eye(len(free)), -gradient, rcond=None)[0] / length
        there = here.copy()
        there[free] += move
        after = mean_square(model, there)
        if after < loss:
            return there, after, max(0.1 * damping, 1e-16)
        damping = max(damping, 1e-13) * 5
    return here, loss, damping
