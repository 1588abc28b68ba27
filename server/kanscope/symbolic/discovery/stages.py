"""Discovery step by step: the simplest ideas on the whole problem first, then on ever simpler views of it."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator

from kanscope.symbolic.discovery.ideas import curve, polynomial, power_law, separable
from kanscope.symbolic.discovery.pool import Pool
from kanscope.symbolic.discovery.problem import Problem
from kanscope.symbolic.discovery.reductions import reductions
from kanscope.symbolic.discovery.surrogate import surrogate
from kanscope.symbolic.discovery.view import View, whole

IDEAS = (power_law.propose, curve.propose, polynomial.propose, separable.propose)
BRANCHES = 5
MOST_VIEWS = 40


def search(problem: Problem, seed: int = 0) -> Iterator[tuple[str, Pool]]:
    """Yields after every step what was tried, and the pool."""
    pool = Pool(problem)
    root = whole(problem)
    queue: list[tuple[float, int, View]] = [(0.0, 0, root)]
    order, seen = itertools.count(1), set[tuple[str, ...]]()
    while queue and len(seen) < MOST_VIEWS:
        off, _, view = heapq.heappop(queue)
        key = (*tuple(sorted(map(str, view.terms))), f"{view.y.std():.6g}")
        if key in seen:
            continue
        seen.add(key)
        for idea in IDEAS:
            exact = pool.add(idea(view))
            yield f"{idea.__module__.rsplit('.', 1)[1]} on {view.terms} {view.path}", pool
            if exact:
                return
        if len(view.terms) == 1:
            continue
        known = surrogate(view, seed)
        found = reductions(view, known)
        yield (
            f"surrogate {known.error:.2g}: "
            + str([(round(r.off, 3), r.view.path[-1]) for r in found[:BRANCHES]]),
            pool,
        )
        for one in found[:BRANCHES]:
            heapq.heappush(queue, (off + one.off + 0.02 * len(one.view.terms), next(order), one.view))
