"""How long one step of training takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import torch

from bench import ours, perceptron, pykan
from bench.case import PENALTY, Case
from bench.row import Row
from bench.timing import Work, in_turns

SMALL = Case((2, 5, 1), grid=5, rows=1000)
LARGE = Case((4, 20, 20, 1), grid=10, rows=2000)
ROUNDS = 9
OPTIMISERS = {"Adam": "ms a step", "L-BFGS": "ms an evaluation"}

OURS: dict[str, Callable[[Case], Work]] = {"Adam": ours.adam, "L-BFGS": ours.lbfgs}
PYKAN: dict[str, Callable[[Case], Work]] = {"Adam": pykan.adam, "L-BFGS": pykan.lbfgs}
MLP: dict[str, Callable[[Case, int], Work]] = {"Adam": perceptron.adam, "L-BFGS": perceptron.lbfgs}


def rows() -> Iterator[Row]:
    """Adam on both networks in both precisions, L-BFGS on the small one, each also with sparsity."""
    for case in (SMALL, LARGE):
        yield from _contest("Adam", case)
        yield from _contest("Adam", replace(case, dtype=torch.float32))
        yield from _contest("Adam", replace(case, sparsity=PENALTY))
    yield from _contest("L-BFGS", SMALL)
    yield from _contest("L-BFGS", replace(SMALL, sparsity=PENALTY))


def _contest(optimiser: str, case: Case) -> Iterator[Row]:
    with pykan.at_home(case.dtype):
        seconds = in_turns(_rivals(optimiser, case), ROUNDS)
    mine = seconds.pop("ours")
    for peer, theirs in seconds.items():
        name = f"engine: {optimiser}, {case}, against {peer.split(' ')[0]}"
        yield Row(name, 1e3 * mine, 1e3 * theirs, OPTIMISERS[optimiser], peer)


def _rivals(optimiser: str, case: Case) -> dict[str, Work]:
    """An MLP has no edges to make sparse: it is left out where sparsity is asked for."""
    rivals = {"ours": OURS[optimiser](case), pykan.PEER: PYKAN[optimiser](case)}
    if case.sparsity:
        return rivals
    parameters = ours.parameters(case)
    hidden = perceptron.hidden_width(case, parameters)
    return rivals | {f"MLP of hidden width {hidden}": MLP[optimiser](case, parameters)}
