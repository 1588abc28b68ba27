"""The tutorial as pykan's own page walks it (hello, KAN!)."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from bench.tutorial import Outcome, Problem, test_rmse

LIBRARY = ["x", "x^2", "x^3", "x^4", "exp", "log", "sqrt", "tanh", "sin", "abs"]
STEPS = 50
"""Steps of each fit; one is up to 20 iterations of L-BFGS."""


def walk(given: Problem, seed: int) -> Outcome:
    """From data to formula: fit with a penalty, prune, fit, refine, fit, name every edge, fit."""
    start, data = perf_counter(), _dataset(given)
    try:
        model = trained(given, seed).prune()
        model.fit(data, opt="LBFGS", steps=STEPS)
        model = model.refine(10)
        model.fit(data, opt="LBFGS", steps=STEPS)
        model.auto_symbolic(lib=LIBRARY)
        model.fit(data, opt="LBFGS", steps=STEPS)
        formula = model.symbolic_formula()[0][0]
    except (RuntimeError, ValueError, TypeError, IndexError) as problem:
        return Outcome(perf_counter() - start, float("inf"), f"none: {problem}")
    seconds = perf_counter() - start
    return Outcome(seconds, test_rmse(formula, {"x_1": 0, "x_2": 1}, given), str(formula))


def trained(given: Problem, seed: int) -> Any:
    """The tutorial's network after its first fit."""
    from kan import KAN

    model = KAN(width=[2, 5, 1], grid=3, k=3, seed=seed)
    model.fit(_dataset(given), opt="LBFGS", steps=STEPS, lamb=1e-3)
    return model


def _dataset(given: Problem) -> dict[str, Any]:
    return {
        "train_input": given.x,
        "train_label": given.y,
        "test_input": given.test_x,
        "test_label": given.test_y,
    }
