"""All proposals seen so far, refitted and ranked."""

from __future__ import annotations

import math
from collections.abc import Iterable

import sympy
from sympy import Expr

from kanscope.symbolic.discovery.problem import Problem
from kanscope.symbolic.discovery.proposal import Proposal
from kanscope.symbolic.discovery.refit import Refitted, refit

EXACT = 1e-18  # of the target's variance: nothing more is to be gained below
OPERATION = 0.6  # of log n, what an operation or a constant costs


def complexity(expression: Expr) -> int:
    """Operations plus constants: the measure the front is drawn against."""
    numbers = sum(1 for part in sympy.preorder_traversal(expression) if part.is_Float or _is_constant(part))
    return int(sympy.count_ops(expression)) + numbers


def _is_constant(part: Expr) -> bool:
    return bool(part.is_Symbol) and part.name.startswith("c_")


class Pool:
    """Refits what is proposed, once a form, and knows the best: n·log(e² + floor) + 0.6·log n·complexity."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.found: dict[str, Refitted] = {}
        self._seen: set[str] = set()

    def add(self, proposals: Iterable[Proposal]) -> bool:
        """Take proposals in; True once one of them is exact."""
        for proposal in proposals:
            self._take(proposal)
            if self.exact():
                return True
        return False

    def _take(self, proposal: Proposal) -> None:
        key = str(proposal.expression)
        if key in self._seen:
            return
        self._seen.add(key)
        try:
            found = refit(proposal, self.problem)
        except ValueError:
            return
        if found is not None:
            self.found[key] = found

    def score(self, one: Refitted) -> float:
        """Lower is better."""
        n = len(self.problem.y)
        return n * math.log(one.loss + EXACT) + OPERATION * math.log(n) * complexity(one.proposal.expression)

    def ranked(self) -> list[Refitted]:
        """Best first."""
        return sorted(self.found.values(), key=self.score)

    def best(self) -> Refitted | None:
        """The one of lowest score."""
        return min(self.found.values(), key=self.score, default=None)

    def exact(self) -> bool:
        """Whether one leaves nothing but rounding."""
        return any(one.loss < 1e-20 for one in self.found.values())
