"""How long a step of training takes, and what it takes in memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from statistics import geometric_mean

import torch

from bench import memory, ours, perceptron, pykan
from bench.case import PENALTY, Case
from bench.row import Row
from bench.timing import Work, in_turns

SMALL = Case((2, 5, 1), grid=5, rows=1000)
LARGE = Case((4, 20, 20, 1), grid=10, rows=2000)
WIDE = Case((64, 64, 10), grid=5, rows=1024, dtype=torch.float32)
TALL = Case((784, 64, 10), grid=5, rows=256, dtype=torch.float32)
FOUR = (replace(SMALL, dtype=torch.float32), replace(LARGE, dtype=torch.float32), WIDE, TALL)
ROUNDS, FEW = 9, 3
OPTIMISERS = {"Adam": "ms a step", "L-BFGS": "ms an evaluation"}
MEAN = "geometric mean of the four"

PYKAN: dict[str, Callable[[Case], Work]] = {"Adam": pykan.adam, "L-BFGS": pykan.lbfgs}
MLP: dict[str, Callable[[Case, int], Work]] = {"Adam": perceptron.adam, "L-BFGS": perceptron.lbfgs}
Seconds = Mapping[str, float]


def rows() -> Iterator[Row]:
    """Adam against an MLP of as many parameters, on one thread and on two; sparsity against pykan; L-BFGS;
    memory; a GPU where there is one.
    """
    for threads in (1, 2):
        yield from _against_perceptrons(threads)
    yield from _sparsity_against_pykan()
    for case in (SMALL, replace(SMALL, dtype=torch.float32), LARGE):
        yield from _against_pykan("Adam", case, ROUNDS)
    yield from _against_pykan("L-BFGS", SMALL, ROUNDS)
    yield from _against_pykan("L-BFGS", replace(SMALL, sparsity=PENALTY), ROUNDS)
    yield from _lbfgs_against_perceptron()
    yield from memory.rows(WIDE)
    yield from _on_a_gpu()


def _against_perceptrons(threads: int) -> Iterator[Row]:
    if threads > (os.cpu_count() or 1):
        print(f"No {threads} cores here: nothing was measured on {threads} threads.")
        return
    with _threads(threads):
        measured = {case: in_turns(_beside_perceptron(case), ROUNDS) for case in FOUR}
        for way in ("ours", "compiled"):
            if all(way in seconds for seconds in measured.values()):
                yield from _table(measured, way, threads)


def _beside_perceptron(case: Case) -> dict[str, Work]:
    works = {"ours": ours.adam(case), "MLP": perceptron.adam(case, ours.parameters(case))}
    if ours.why_not_compiled(case) is None:
        works["compiled"] = ours.adam(case, compiled=True)
    return works


def _table(measured: Mapping[Case, Seconds], way: str, threads: int) -> Iterator[Row]:
    manner = f"Adam{', compiled' * (way == 'compiled')}, {threads} thread{'s' * (threads > 1)}"
    for case, seconds in measured.items():
        peer = f"MLP of hidden width {perceptron.hidden_width(case, ours.parameters(case))}"
        name = f"engine: {manner}, {case}, against MLP"
        yield Row(name, 1e3 * seconds[way], 1e3 * seconds["MLP"], OPTIMISERS["Adam"], peer)
    yield _mean(f"engine: {manner}, {MEAN}, against MLP", measured.values(), (way, "MLP"), "MLP")


def _sparsity_against_pykan() -> Iterator[Row]:
    """On one thread; few rounds, as pykan takes up to a second a step."""
    measured = []
    for case in (replace(one, sparsity=PENALTY) for one in FOUR):
        with pykan.at_home(case.dtype):
            works = {"ours": ours.adam(case), pykan.PEER: pykan.adam(case)}
            measured.append(in_turns(works, FEW))
        yield from _rows("Adam", case, measured[-1])
    name = f"engine: Adam, sparsity, {MEAN}, against pykan"
    yield _mean(name, measured, ("ours", pykan.PEER), pykan.PEER)


def _against_pykan(optimiser: str, case: Case, rounds: int) -> Iterator[Row]:
    mine = ours.adam(case) if optimiser == "Adam" else ours.lbfgs(case)
    with pykan.at_home(case.dtype):
        seconds = in_turns({"ours": mine, pykan.PEER: PYKAN[optimiser](case)}, rounds)
    yield from _rows(optimiser, case, seconds)


def _lbfgs_against_perceptron() -> Iterator[Row]:
    parameters = ours.parameters(SMALL)
    peer = f"MLP of hidden width {perceptron.hidden_width(SMALL, parameters)}"
    works = {"ours": ours.lbfgs(SMALL), peer: perceptron.lbfgs(SMALL, parameters)}
    yield from _rows("L-BFGS", SMALL, in_turns(works, ROUNDS))


def _on_a_gpu() -> Iterator[Row]:
    """The whole step recorded once and replayed, against the same steps on the CPU."""
    if not torch.cuda.is_available():
        print("No GPU here: nothing was measured on one.")
        return
    for case in FOUR:
        seconds = in_turns({"ours": ours.recorded(case, "cuda"), "cpu": ours.adam(case)}, ROUNDS)
        name = f"engine: Adam, recorded on {torch.cuda.get_device_name()}, {case}, against our own on the CPU"
        yield Row(name, 1e3 * seconds["ours"], 1e3 * seconds["cpu"], OPTIMISERS["Adam"], "ours on the CPU")


def _rows(optimiser: str, case: Case, seconds: Seconds) -> Iterator[Row]:
    for peer, theirs in seconds.items():
        if peer != "ours":
            name = f"engine: {optimiser}, {case}, against {peer.split(' ')[0]}"
            yield Row(name, 1e3 * seconds["ours"], 1e3 * theirs, OPTIMISERS[optimiser], peer)


def _mean(name: str, measured: Iterable[Seconds], ways: tuple[str, str], peer: str) -> Row:
    one, other = (1e3 * geometric_mean(seconds[way] for seconds in measured) for way in ways)
    return Row(name, one, other, OPTIMISERS["Adam"], peer)


@contextmanager
def _threads(number: int) -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(number)
    try:
        yield
    finally:
        torch.set_num_threads(before)
