"""A paragraph on methods, out of a study's own records: what was done, with the numbers one has to give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kanscope.study.drawing import DrawCurve
from kanscope.study.figures import error_text, r2_text
from kanscope.study.ids import edge_name
from kanscope.study.operations import (
    AutoSymbolic,
    BuildNetwork,
    FixSymbolic,
    Prune,
    PruneEdges,
    PruneInputs,
    PruneNodes,
    RefineGrid,
    Refit,
    Snap,
    Train,
)
from kanscope.study.records import Edge, Run, State, Study
from kanscope.study.text import short_name

OPTIMISERS = {
    "lm": "Levenberg–Marquardt",
    "lbfgs": "L-BFGS",
    "adam": "Adam",
    "adamw": "AdamW",
    None: "the optimiser KANscope chooses by size, Levenberg–Marquardt or L-BFGS",
}
MOST_NAMED = 12


def methods(study: Study, first: State, last: State, runs: Sequence[Run]) -> str:
    """`first` and `last`: the state the network began with and the one told of; `runs` lead from it to it."""
    parts = (
        _rows(study, last),
        _network(first, last),
        _training(runs),
        _pruning(last, runs),
        _naming(last, runs),
        _result(last),
    )
    return " ".join(part for part in parts if part)


def begun_with(runs: Iterable[Run]) -> int:
    """The seed of the network."""
    built = [run.operation.seed for run in runs if isinstance(run.operation, BuildNetwork)]
    return built[-1] if built else BuildNetwork.model_fields["seed"].default


def _rows(study: Study, state: State) -> str:
    data, network = state.data, state.network
    kept = f" with {data.filter}" if data.filter else ""
    said = (
        f"Of the {study.rows} rows of the table, those{kept} that have a number in every column in use were "
        f"divided at random (seed {data.seed}): {network.train_rows} to train on, {network.test_rows} to "
        f"test while working, and {100 * data.sealed:g} % sealed"
    )
    readings = study.sealed_readings
    if not readings:
        return f"{said}, which nobody has read."
    return f"{said}, which were read {times(readings)}."


def _network(first: State, last: State) -> str:
    data = last.data
    width = ", ".join(str(n) if isinstance(n, int) else f"{n[0]}+{n[1]}×" for n in first.network.width)
    logs = f", the logarithm taken of {_listed(data.logs)}" if data.logs else ""
    grid = f"{first.network.grid}"
    if last.network.grid != first.network.grid:
        grid += f", later {last.network.grid},"
    return (
        f"{_listed(data.targets)} {'was' if len(data.targets) == 1 else 'were'} modelled from "
        f"{_listed(data.inputs)}{logs} by a Kolmogorov–Arnold network [1, 2] of {width} nodes, whose edges "
        f"are B-splines of order {first.network.k} on {grid} intervals; all columns were standardised by "
        "their training rows."
    )


def _training(runs: Sequence[Run]) -> str:
    trained = [(run, run.operation) for run in runs if isinstance(run.operation, Train)]
    if not trained:
        return "It was not trained."
    steps = [str(run.step if run.status == "stopped" else operation.steps) for run, operation in trained]
    by = _listed(dict.fromkeys(OPTIMISERS[operation.optimiser] for _, operation in trained))
    weights = _listed(dict.fromkeys(f"{operation.sparsity:g}" for _, operation in trained))
    drawn = any(isinstance(run.operation, DrawCurve) for run in runs)
    expected = ", some edges drawn towards curves sketched by hand" if drawn else ""
    return (
        f"It was trained on the squared error with a penalty for edges that are not needed (weight {weights}"
        f"{expected}) by {by}, {_listed(steps)} steps."
    )


def _pruning(state: State, runs: Sequence[Run]) -> str:
    cuts = (Prune, PruneEdges, PruneNodes, PruneInputs)
    if not any(isinstance(run.operation, cuts) for run in runs):
        return ""
    bounds = dict.fromkeys(
        f"{run.operation.edge_threshold:g}" for run in runs if isinstance(run.operation, Prune)
    )
    how = f"Edges with an attribution score below {_listed(bounds)} were cut" if bounds else "Edges were cut"
    by_hand = any(isinstance(run.operation, cuts[1:]) for run in runs)
    more = " and others chosen by hand" if bounds and by_hand else " by hand" if by_hand else ""
    return f"{how}{more}; {len(_living(state))} of {len(state.edges)} remain."


def _naming(state: State, runs: Sequence[Run]) -> str:
    named = [edge for edge in _living(state) if edge.status == "symbolic"]
    refined = any(isinstance(run.operation, RefineGrid) for run in runs)
    if not named:
        return "The grids were refined on the way." if refined else ""
    told = [f"{short_name(edge.function or '')} ({_called(edge, state)})" for edge in named[:MOST_NAMED]]
    others = f" and {len(named) - MOST_NAMED} others" if len(named) > MOST_NAMED else ""
    by = {type(run.operation) for run in runs}
    who = "the best of the library" if AutoSymbolic in by else "chosen by hand" if FixSymbolic in by else ""
    both = f"{who} or chosen by hand" if {AutoSymbolic, FixSymbolic} <= by else who
    said = (
        f"{len(named)} {'was' if len(named) == 1 else 'were'} replaced by c·f(a·x + b) + d with f {both}: "
        f"{', '.join(told)}{others}."
    )
    fitted = " The constants were then fitted together." if {AutoSymbolic, Refit} & by else ""
    exact = sorted({text for edge in named for text in edge.exact.values()})
    return f"{said}{fitted}" + (f" Set to exact values: {_listed(exact)}." if exact and Snap in by else "")


def _result(state: State) -> str:
    network = state.network
    if network.test_rmse is None:
        return ""
    r2 = "" if network.test_r2 is None else f", R² {r2_text(network.test_r2)}"
    return f"On the test rows the network's root mean square error is {error_text(network.test_rmse)}{r2}."


def _living(state: State) -> list[Edge]:
    return [edge for edge in state.edges if edge.status != "cut"]


def _called(edge: Edge, state: State) -> str:
    return edge_name(edge.id, state.data.inputs, state.data.targets, state.network.layers)


def _listed(words: Iterable[str]) -> str:
    *some, last = list(words) or [""]
    return f"{', '.join(some)} and {last}" if some else last


def times(count: int) -> str:
    """How often."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
