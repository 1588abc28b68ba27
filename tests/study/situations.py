"""Studies in the states tests begin with, made as they are made in life: by entries through the one door."""

from __future__ import annotations

from kanscope.study.affine import Affine
from kanscope.study.document import Applied, Stamp, apply
from kanscope.study.draft import Draft
from kanscope.study.drawing import DrawCurve, Sketch, Wish, Wished
from kanscope.study.ids import edge_id
from kanscope.study.operations import (
    BuildNetwork,
    FixSymbolic,
    LockEdges,
    Prune,
    PruneEdges,
    PruneInputs,
    PruneNodes,
    RefineGrid,
    RestoreEdges,
    Train,
    UnfixSymbolic,
    UnlockEdges,
)
from kanscope.study.records import Column, Data, Edge, Network, Records, Run
from kanscope.study.reports import Entry, NetworkChanged, RunStarted, StudyCreated
from kanscope.study.steps.queue import data_for
from kanscope.study.widths import width_after

FACTS = {"minimum": 0.5, "maximum": 4.0, "histogram": (1, 2)}
"""What a worker would say of a derived column."""

BLOB = "sha:" + "0" * 64


def blob(number: int) -> str:
    """A blob id that looks like one."""
    return f"sha:{number:064x}"


LOWEST = {"x1": -1.0, "x2": -1.0, "p": 0.001, "y": 0.1}
COLUMNS = (
    *(Column(name=name, kind="number", minimum=low, maximum=1.0) for name, low in LOWEST.items()),
    Column(name="label", kind="text"),
    Column(name="same", kind="number", minimum=2.0, maximum=2.0),
)

CREATED = StudyCreated(
    name="Toy",
    dataset="data-1",
    blob=BLOB,
    rows=1000,
    columns=COLUMNS,
    data=Data(inputs=("x1", "x2"), targets=("y",)),
)


class Log:
    """A study and the number of its last entry; every entry goes through `apply`."""

    def __init__(self) -> None:
        self.records: Records = {}
        self.number = 0
        self.applied: list[Applied] = []

    def do(self, entry: Entry, author: str = "you") -> Applied:
        """Apply an entry, keeping nothing when it is refused."""
        stamp = Stamp(self.number + 1, author, f"2026-01-01T00:00:{(self.number + 1) % 60:02d}Z")
        applied = apply(self.records, entry, stamp)
        self.records, self.number = applied.records, stamp.number
        self.applied.append(applied)
        return applied

    def ask(self, entry: Entry, author: str = "you") -> Applied:
        """Ask for something and let a worker do it at once."""
        self.do(entry, author)
        return self.finish()

    def finish(self) -> Applied:
        """Play the worker for the run that was handed out: start it, end it."""
        run = next(run for run in runs(self.records) if run.out and run.handed)
        self.do(RunStarted(run=run.id, attempt=run.attempt))
        return self.do(outcome(self.records, run, self.number))


def runs(records: Records) -> list[Run]:
    """All runs, oldest first."""
    found = [record for record in records.values() if isinstance(record, Run)]
    return sorted(found, key=lambda run: int(run.id.split(":")[1]))


def edges(records: Records) -> dict[str, Edge]:
    """All edges by id."""
    return {id: record for id, record in records.items() if isinstance(record, Edge)}


def opened() -> Log:
    """A study whose [2,5,1] network is there."""
    log = Log()
    log.ask(CREATED, author="you")
    return log


def outcome(records: Records, run: Run, number: int) -> NetworkChanged:
    """What a worker would report of a run, with invented tensors and plausible records."""
    operation = run.operation
    data = data_for(Draft(dict(records), Stamp()), operation)
    network, known = records.get("network"), list(edges(records).values())
    if isinstance(operation, BuildNetwork) or not isinstance(network, Network):
        width = operation.width if isinstance(operation, BuildNetwork) else (2, 5, 1)
        network = Network(width=width, grid=5, k=3, train_rows=70, test_rows=20)
        known = fresh_edges(width)
    elif (grown := width_after(operation, network.width)) != network.width:
        network = network.model_copy(update={"width": grown})
        known = [records.get(edge.id, edge) for edge in fresh_edges(grown)]  # type: ignore[misc]
    if isinstance(operation, RefineGrid):
        network = network.model_copy(update={"grid": operation.grid})
    if isinstance(operation, Train):
        network = network.model_copy(update={"train_rmse": 1 / number, "test_rmse": 2 / number})
    after = tuple(altered(edge, operation) for edge in known)
    return NetworkChanged(
        run=run.id,
        attempt=run.attempt,
        step=run.steps,
        network=network,
        edges=after,
        derived=tuple(one.model_copy(update=FACTS) for one in data.derived),
        checkpoint=blob(number),
        picture=blob(number),
    )


def fresh_edges(width: tuple[int | tuple[int, int], ...]) -> list[Edge]:
    """Splines everywhere."""
    sizes = [n if isinstance(n, int) else n[0] + n[1] for n in width]
    places = [
        (layer, i, j)
        for layer in range(len(sizes) - 1)
        for i in range(sizes[layer])
        for j in range(sizes[layer + 1])
    ]
    return [Edge(id=edge_id(*place), score=0.01 * (k + 1)) for k, place in enumerate(places)]


def altered(edge: Edge, operation: object) -> Edge:
    """One edge after an operation."""
    match operation:
        case PruneEdges() if edge.id in operation.edges:
            return edge.model_copy(update={"status": "cut", "function": None, "params": None})
        case Prune() if edge.score < operation.edge_threshold:
            return edge.model_copy(update={"status": "cut"})
        case PruneNodes() if any(
            edge.id.startswith(n.replace("node", "edge") + ":") for n in operation.nodes
        ):
            return edge.model_copy(update={"status": "cut"})
        case PruneInputs() if any(
            edge.id.startswith(f"edge:0:{('x1', 'x2').index(name)}:") for name in operation.inputs
        ):
            return edge.model_copy(update={"status": "cut"})
        case RestoreEdges() if edge.id in operation.edges:
            return edge.model_copy(update={"status": "spline"})
        case LockEdges() if edge.id in operation.edges:
            return edge.model_copy(update={"locked": True})
        case UnlockEdges() if edge.id in operation.edges:
            return edge.model_copy(update={"locked": False})
        case FixSymbolic() if edge.id == operation.edge:
            params = Affine(a=1, b=0, c=1, d=0)
            named = {"status": "symbolic", "function": operation.function, "params": params, "r2": 0.9998}
            return edge.model_copy(update=named)
        case UnfixSymbolic() if edge.id == operation.edge:
            return edge.model_copy(update={"status": "spline", "function": None, "params": None, "r2": None})
        case DrawCurve(use="prior") if edge.id == operation.edge:
            sketch = Sketch(points=operation.points, weight=operation.weight) if operation.weight else None
            return edge.model_copy(update={"prior": sketch})
        case Wish() if edge.id == operation.edge:
            shape = operation.shape
            wished = None if shape == "none" else Wished(shape=shape, values=operation.values)
            return edge.model_copy(update={"wish": wished})
    return edge
