"""The search: views are simplified by moves, simple ones are handed to the ideas, the simplest first."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from kanscope.symbolic.discovery.constants import Constants, Draft
from kanscope.symbolic.discovery.ideas.curve import curve
from kanscope.symbolic.discovery.ideas.dictionary import dictionary
from kanscope.symbolic.discovery.ideas.linear import linear
from kanscope.symbolic.discovery.ideas.power_law import power_law
from kanscope.symbolic.discovery.ideas.separable import separable
from kanscope.symbolic.discovery.ideas.wave_law import wave_law
from kanscope.symbolic.discovery.moves.drop import drop
from kanscope.symbolic.discovery.moves.merge import merge
from kanscope.symbolic.discovery.moves.move import Move, Moves
from kanscope.symbolic.discovery.moves.peel import peel
from kanscope.symbolic.discovery.moves.slices import slices
from kanscope.symbolic.discovery.moves.transform import transform
from kanscope.symbolic.discovery.pool import Pool
from kanscope.symbolic.discovery.surrogate import Surrogate, surrogate
from kanscope.symbolic.discovery.view import View

Idea = Callable[[View, Constants], Iterator[Draft]]
IDEAS: Mapping[str, Idea] = {
    "power law": power_law,
    "linear": linear,
    "wave law": wave_law,
    "curve": curve,
    "dictionary": dictionary,
    "separable": separable,
}
MOVES: tuple[Moves, ...] = (drop, peel, merge)
TRIED, KEPT = 8, 3
WORSE, NOTHING, MUCH_BETTER = 1.25, 1e-7, 0.3


@dataclass(order=True)
class Task:
    """Something to do, the least priority first."""

    priority: tuple[float, ...]
    serial: int
    work: Callable[[], str] = field(compare=False)


class Search:
    """What is still to be looked at; `step` does the next thing and says what it was."""

    def __init__(self, view: View, pool: Pool) -> None:
        self._pool, self._constants = pool, Constants()
        self._tasks: list[Task] = []
        self._serial, self._seen = count(), set[tuple[str, ...]]()
        self.least = float("inf")
        self._push((-2.0,), lambda: self.apply("power law", view))
        self._push((-1.5,), lambda: self.apply("linear", view))
        self._push((-1.4,), lambda: self.apply("wave law", view))
        self._push((-1.5,), lambda: self.apply("separable", view))
        self._push((-1.0,), lambda: self.open(view, surrogate(view), 0.0))

    def __bool__(self) -> bool:
        return bool(self._tasks)

    def step(self) -> str:
        """Do the next thing. IndexError: there is none."""
        return heapq.heappop(self._tasks).work()

    def _push(self, priority: tuple[float, ...], work: Callable[[], str]) -> None:
        heapq.heappush(self._tasks, Task(priority, next(self._serial), work))

    def open(self, view: View, smooth: Surrogate, late: float) -> str:
        """Follow the moves from a view; what no move simplifies goes to the ideas at once, others later."""
        self.least = min(self.least, smooth.error)
        moves = sorted(
            (move for kind in MOVES for move in kind(view, smooth, self._constants)),
            key=lambda move: move.misfit,
        )
        accepted = self._accepted(moves, smooth)
        if len(view.axes) > 1 and (not accepted or accepted[0][1].error > MUCH_BETTER * smooth.error):
            self._push((late + 0.6,), lambda: self._sliced(view, smooth, late + 0.6))
        for place, (move, after) in enumerate(accepted[:KEPT]):
            self._push(
                (late + place + len(move.view.axes) * 0.01, after.error),
                _opening(self, move.view, after, late + place),
            )
        wait = 0.0 if not accepted else 1.5
        self._to_ideas(view, late + wait)
        if not accepted or len(view.said) == 0:
            for place, move in enumerate(transform(view, smooth, self._constants)):
                if self._is_new(move.view):
                    self._push(
                        (late + 2.0 + 0.2 * place, 0.0), _later(self, move.view, late + 2.0 + 0.2 * place)
                    )
        return f"{_told(view)}: {len(accepted)} ways to simplify"

    def _sliced(self, view: View, smooth: Surrogate, late: float) -> str:
        """Take curves of single axes off, and go on from what is left."""
        found = 0
        for place, move in enumerate(slices(view, smooth, self._constants)):
            if self._is_new(move.view):
                after, found = surrogate(move.view), found + 1
                if after.error <= 3 * smooth.error + 0.01:
                    then = late + 0.3 * place
                    self._push((then, after.error), _opening(self, move.view, after, then))
        return f"{_told(view)}: {found} curves taken off"

    def _accepted(self, moves: list[Move], smooth: Surrogate) -> list[tuple[Move, Surrogate]]:
        """The moves after which the columns explain the target as well as before."""
        accepted: list[tuple[Move, Surrogate]] = []
        for move in [move for move in moves if self._is_new(move.view)][:TRIED]:
            after = surrogate(move.view)
            if after.error <= WORSE * smooth.error + NOTHING:
                accepted.append((move, after))
            if len(accepted) >= KEPT:
                break
        return sorted(accepted, key=lambda one: (one[1].error > 0.7 * smooth.error, one[0].misfit))

    def _is_new(self, view: View) -> bool:
        key = view.key()
        known = key in self._seen
        self._seen.add(key)
        return not known

    def _to_ideas(self, view: View, late: float) -> None:
        names = ("curve", "dictionary") if len(view.axes) == 1 else ("separable", "dictionary")
        for place, name in enumerate(names):
            self._push((late + 0.1 * place + 0.02 * len(view.axes), 0.0), _applying(self, name, view))

    def apply(self, name: str, view: View) -> str:
        """Refit all that an idea proposes for a view."""
        for draft in IDEAS[name](view, self._constants.beside(view.numbers)):
            self._pool.propose(view, draft.expression, draft.numbers, name)
            if self._pool.is_exact():
                break
        return f"{_told(view)}: {name}"


def _opening(search: Search, view: View, smooth: Surrogate, late: float) -> Callable[[], str]:
    return lambda: search.open(view, smooth, late)


def _applying(search: Search, name: str, view: View) -> Callable[[], str]:
    return lambda: search.apply(name, view)


def _later(search: Search, view: View, late: float) -> Callable[[], str]:
    return lambda: search.open(view, surrogate(view), late)


def _told(view: View) -> str:
    return view.said[-1] if view.said else "the table as it is"
