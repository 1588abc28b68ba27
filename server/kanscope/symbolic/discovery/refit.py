"""All constants of a formula at once, on the target itself: Levenberg-Marquardt with exact derivatives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sympy import Symbol

from kanscope.symbolic.discovery.problem import Problem
from kanscope.symbolic.discovery.proposal import Proposal
from kanscope.symbolic.discovery.tape import Column, Tape

STEPS = 40
CALM = 1e-9  # relative gain of two steps in a row below which nothing more comes
HOPELESS = 1e12


@dataclass(frozen=True)
class Refitted:
    """Where a proposal's constants end; `loss`: mean squared residual over the target's variance."""

    proposal: Proposal
    values: dict[Symbol, float]
    loss: float


def refit(proposal: Proposal, problem: Problem, steps: int = STEPS) -> Refitted | None:
    """The proposal with its constants at their best; None where it has no value on some training row."""
    constants = list(proposal.start)
    tape = Tape(proposal.expression, problem.columns, constants)
    start = np.array([proposal.start[c] for c in constants])
    found = minimise(tape, start, problem, steps)
    if found is None:
        return None
    values, loss = found
    return Refitted(proposal, dict(zip(constants, values.tolist(), strict=True)), loss)


def minimise(tape: Tape, start: Column, problem: Problem, steps: int) -> tuple[Column, float] | None:
    """The constants (p,) of least loss found from `start`, and that loss."""
    here = start
    value, jacobian = tape.with_slopes(here)
    loss = problem.loss(value)
    if not np.isfinite(loss) or loss > HOPELESS:
        return None
    damping, calm = 1e-3, 0
    for _ in range(steps if len(start) else 0):
        move, damping, after = _descend(tape, here, (value, jacobian, loss), problem, damping)
        if move is None:
            break
        here = here + move
        calm = calm + 1 if loss - after <= CALM * loss else 0
        value, jacobian = tape.with_slopes(here)
        loss = after
        if calm >= 2 or loss < 1e-28:
            break
    return here, loss


def _descend(
    tape: Tape, here: Column, point: tuple[Column, Column, float], problem: Problem, damping: float
) -> tuple[Column | None, float, float]:
    value, jacobian, loss = point
    weight = problem.pull(value)[:, None]
    jacobian = np.where(np.isfinite(jacobian), jacobian, 0.0)
    scale = np.sqrt((weight * jacobian**2).sum(0)) + 1e-300
    leaning = jacobian / scale
    curvature = leaning.T @ (weight * leaning)
    gradient = leaning.T @ (weight[:, 0] * (problem.y - value))
    for _ in range(12):
        held = curvature + damping * np.eye(len(here)) + 1e-15 * np.eye(len(here))
        try:
            move = np.linalg.solve(held, gradient) / scale
        except np.linalg.LinAlgError:
            damping *= 10
            continue
        after = problem.loss(tape.value(here + move))
        if after < loss:
            return move, max(damping * 0.1, 1e-15), after
        damping = max(damping, 1e-12) * 5
    return None, damping, loss
