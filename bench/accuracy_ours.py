"""How near our networks come: started coarse, refined, chosen by rows set aside from those to learn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from bench.learning import Outcome, Rows, rmse
from kanscope.kan.network import Network
from kanscope.kan.samples import Samples
from kanscope.kan.shape import Width
from kanscope.kan.staircase import Landing, climb, next_landing

RESTARTS = 4
ASIDE = 0.2
"""Share of the rows to learn from that only choose."""


@dataclass(frozen=True)
class Search:
    """What is tried: every shape with so many seeds, splines of order k, from grid 5 through these."""

    widths: Sequence[Width]
    k: int
    grids: Sequence[int]
    seeds: int


def refined(rows: Rows, width: Width, grids: Sequence[int], seed: int) -> Outcome:
    """One network of cubic splines from grid 5 through these, with up to four starts."""
    start, given = perf_counter(), rows.standard()
    networks = (
        Network.create(width, inputs=given.x, base="zero", seed=RESTARTS * seed + k) for k in range(RESTARTS)
    )
    *_, last = climb(networks, _set_aside(given, ASIDE / 2), grids)
    return _outcome(rows, given, last, start)


def chosen(rows: Rows, search: Search) -> Outcome:
    """The best of all tried, by the rows set aside, then trained once more on all."""
    start, given = perf_counter(), rows.standard()
    samples = _set_aside(given, ASIDE)
    best = min(_ends(given, samples, search), key=lambda landing: landing.check_rmse)
    everything = Samples(given.x, given.y, given.x, given.y)
    return _outcome(rows, given, next_landing(best, everything, best.grid), start)


def _ends(given: Rows, samples: Samples, search: Search) -> Iterator[Landing]:
    for width in search.widths:
        for seed in range(search.seeds):
            network = Network.create(width, inputs=given.x, k=search.k, base="zero", seed=seed)
            *_, last = climb([network], samples, search.grids)
            yield last


def _set_aside(given: Rows, share: float) -> Samples:
    kept = len(given.x) - round(share * len(given.x))
    return Samples(given.x[:kept], given.y[:kept], given.x[kept:], given.y[kept:])


def _outcome(rows: Rows, given: Rows, landing: Landing, start: float) -> Outcome:
    seconds = perf_counter() - start
    return Outcome(seconds, rows.unit * rmse(landing.network(given.test_x), given.test_y))
