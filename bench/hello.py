"""From rows of numbers to the exact law by itself: train, prune, name every edge, make every number exact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import sympy

from bench import tutorial, tutorial_ours
from bench.row import Row
from bench.tutorial import Problem
from kanscope.engine.worker.problem import EditRefused
from kanscope.engine.worker.queries.formula import formulas_of
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.auto import auto_symbolic
from kanscope.engine.worker.tasks.prune import prune
from kanscope.engine.worker.tasks.snap import snap
from kanscope.study.operations import AutoSymbolic, Prune, Snap

SEEDS = 20


@dataclass(frozen=True)
class Walk:
    """How long it took, and what came out."""

    seconds: float
    formula: sympy.Expr

    @property
    def exact(self) -> bool:
        """Whether it is the law itself, every number in it exact."""
        x1, x2 = (sympy.Symbol(name, real=True) for name in ("x1", "x2"))
        left = self.formula - sympy.exp(sympy.sin(sympy.pi * x1) + x2**2)
        return not self.formula.atoms(sympy.Float) and sympy.simplify(left) == 0


def rows() -> Iterator[Row]:
    """Median seconds from data to formula over the seeds, and how often it is the law to the last digit."""
    given = tutorial.problem()
    walks = [walk(given, seed) for seed in range(SEEDS)]
    for seed, one in enumerate(walks):
        print(f"  seed {seed}: {one.seconds:.2f} s, {one.formula}{'' if one.exact else ' (not the law)'}")
    name = "symbolic: hello-KAN by itself, from data to the law"
    yield Row(f"{name}, median", median(one.seconds for one in walks), None, "s", None)
    yield Row(f"{name}, exact", sum(one.exact for one in walks), None, f"of {SEEDS} seeds", None)


def walk(given: Problem, seed: int) -> Walk:
    """The four operations, every setting left alone."""
    start = perf_counter()
    session = prune(Prune(), tutorial_ours.trained(given, seed)).session
    session = auto_symbolic(AutoSymbolic(), session).session
    (found,) = formulas_of(_snapped(session))
    return Walk(perf_counter() - start, found.expression)


def _snapped(session: Session) -> Session:
    try:
        return snap(Snap(all=True), session).session
    except EditRefused:
        return session
