"""How near a network comes to a law: one it can hold exactly, and the special functions of the KAN paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

import torch

from bench import accuracy_ours, accuracy_pykan, pykan
from bench.accuracy_ours import Search
from bench.learning import Outcome, Rows
from bench.row import Row
from bench.special import SPECIAL, TEST, TRAIN, Special

SEEDS = 10
EXACT = 5e-9
"""A test RMSE that only rounding and the splines' own error leave."""
FINE = (20, 70, 200)
PYKAN_FINE = (5, 20, 70, 200)
SEARCH = Search(([2, 5, 1], [2, (0, 4), 1]), k=5, grids=(10, 20, 40), seeds=3)
PYKAN_WIDTH, PYKAN_MEDIUM = (2, 5, 1), (5, 10, 20)


def rows() -> Iterator[Row]:
    """The toy law with ten seeds, then fifteen functions against pykan here and the best KAN of the paper."""
    yield from _toy()
    outcomes = []
    for special in SPECIAL:
        outcomes.append(_ours(special))
        yield from _contest(special, outcomes[-1])
    reached = sum(one.test_rmse <= special.paper for one, special in zip(outcomes, SPECIAL, strict=True))
    name = "accuracy: special functions at or below the paper's best KAN"
    yield Row(name, reached, None, f"of {len(SPECIAL)}", None)
    yield Row("accuracy: special functions, time a function", _seconds(outcomes), None, "s", None)


def _toy() -> Iterator[Row]:
    ours = [accuracy_ours.refined(_toy_rows(seed), [2, 1, 1], FINE, seed) for seed in range(SEEDS)]
    theirs = accuracy_pykan.refined(_toy_rows(0), [2, 1, 1], PYKAN_FINE, accuracy_ours.RESTARTS)
    name, peer = "accuracy: exp(sin πx + y²), [2, 1, 1], grid 200", _peer()
    yield Row(f"{name}, error on unseen rows", _error(ours), theirs.test_rmse, "RMSE", peer)
    yield Row(f"{name}, time", _seconds(ours), theirs.seconds, "s", peer)
    exact = sum(one.test_rmse <= EXACT for one in ours)
    yield Row(f"{name}, error below {EXACT:.0e}", exact, None, f"of {SEEDS} seeds", None)


def _toy_rows(seed: int) -> Rows:
    dice = torch.Generator().manual_seed(seed)
    x = torch.rand(TRAIN + TEST, 2, generator=dice, dtype=torch.float64) * 2 - 1
    y = torch.exp(torch.sin(torch.pi * x[:, :1]) + x[:, 1:].square())
    return Rows(x[:TRAIN], y[:TRAIN], x[TRAIN:], y[TRAIN:])


def _ours(special: Special) -> Outcome:
    return accuracy_ours.chosen(special.rows(), SEARCH)


def _contest(special: Special, ours: Outcome) -> Iterator[Row]:
    theirs = accuracy_pykan.refined(special.rows(), PYKAN_WIDTH, PYKAN_MEDIUM)
    name = f"accuracy: {special.name}"
    yield Row(f"{name}, against pykan", ours.test_rmse, theirs.test_rmse, "RMSE", _peer())
    yield Row(f"{name}, against the paper", ours.test_rmse, special.paper, "RMSE", "the KAN paper's best KAN")


def _peer() -> str:
    return f"{pykan.PEER}, {accuracy_pykan.SETTINGS}"


def _error(outcomes: Sequence[Outcome]) -> float:
    return median(one.test_rmse for one in outcomes)


def _seconds(outcomes: Sequence[Outcome]) -> float:
    return median(one.seconds for one in outcomes)
