"""What a study is made of: flat records, each with an id, none with a tensor.

Records marked *versioned* describe the network as it is at one version and are put back by undo, redo and
checkout; the others belong to the study as a whole and only grow.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from kanscope.study.affine import Affine
from kanscope.study.drawing import Sketch, Wished
from kanscope.study.ids import EdgeId, ProposalId, RunId, VersionId
from kanscope.study.operations import Effectful, Proposable, Subject
from kanscope.study.saying import Said
from kanscope.study.value import Value
from kanscope.symbolic.presets.catalogue import DEFAULT

Blob = Annotated[str, Field(pattern=r"^sha:[0-9a-f]{64}$")]
EdgeStatus = Literal["spline", "symbolic", "cut"]
RunStatus = Literal["queued", "running", "paused", "done", "stopped", "failed"]
ProposalState = Literal["open", "accepted", "rejected", "withdrawn", "outdated"]
ColumnKind = Literal["number", "text", "time"]


class Column(Value):
    """One column of the table, with what a person wants to see of it at a glance."""

    name: str
    kind: ColumnKind
    unit: str | None = None
    missing: int = 0
    minimum: float | None = None
    maximum: float | None = None
    histogram: tuple[int, ...] = ()


class Derived(Column):
    """A column worked out from others by a formula; `first` are its values on the rows of the preview."""

    formula: str
    first: tuple[float | None, ...] = ()


class Study(Value):
    """The study as a whole: its name, the table it looks at, and how often its sealed rows were read."""

    kind: Literal["study"] = "study"
    id: Literal["study"] = "study"
    name: str
    dataset: str
    blob: Blob
    rows: int
    columns: tuple[Column, ...]
    sealed_readings: int = 0


class Data(Value):
    """*Versioned.* Which columns are used, in which role, and how the rows are divided.

    `logs` names the columns used as their natural logarithm. `test` and `sealed` are shares of the complete
    rows; the rest trains. `filter` is the condition that rows in use fulfil, `units` are those somebody set,
    `derived` the columns worked out from others, in their order.
    """

    kind: Literal["data"] = "data"
    id: Literal["data"] = "data"
    inputs: tuple[str, ...]
    targets: tuple[str, ...]
    logs: tuple[str, ...] = ()
    test: float = 0.2
    sealed: float = 0.1
    seed: int = 0
    filter: str | None = None
    units: dict[str, str] = Field(default_factory=dict)
    derived: tuple[Derived, ...] = ()


class Network(Value):
    """*Versioned.* The shape of the network and how well it does, in the target's unit.

    `width` counts sum nodes or [sum nodes, product nodes] a layer, `grid` the intervals and `k` the order of
    every spline. `train_rows` and `test_rows` are the rows the two errors were measured on.
    """

    kind: Literal["network"] = "network"
    id: Literal["network"] = "network"
    width: tuple[int | tuple[int, int], ...]
    grid: int
    k: int
    train_rmse: float | None = None
    test_rmse: float | None = None
    test_r2: float | None = None
    target_spread: float | None = None
    train_rows: int = 0
    test_rows: int = 0

    @property
    def layers(self) -> int:
        """How many layers of edges there are."""
        return len(self.width) - 1


class Library(Value):
    """Which functions the study is offered, and their prices. Of the study as a whole: undo leaves it alone.

    `costs`: prices set by hand. `banned`: true where a function is left out, false where it is offered though
    the preset leaves it out. `custom`: functions somebody wrote, as their whole text.
    """

    kind: Literal["library"] = "library"
    id: Literal["library"] = "library"
    preset: str = DEFAULT
    costs: dict[str, float] = Field(default_factory=dict)
    banned: dict[str, bool] = Field(default_factory=dict)
    custom: tuple[str, ...] = ()


class Edge(Value):
    """*Versioned.* One learnable function. `score` is its attribution, 1 for all of the output's signal.

    `exact`: which of its numbers are exact, as texts such as "pi/2". `prior`: the curve training is drawn
    towards; `wish`: the shape it is held to.
    """

    kind: Literal["edge"] = "edge"
    id: EdgeId
    status: EdgeStatus = "spline"
    locked: bool = False
    function: str | None = None
    params: Affine | None = None
    exact: dict[str, str] = Field(default_factory=dict)
    r2: float | None = None
    score: float = 0.0
    prior: Sketch | None = None
    wish: Wished | None = None


class Problem(Value):
    """Why a run failed: a word for programs and a sentence for people."""

    code: str
    detail: str
    said: tuple[Said, ...] = ()


class Adjustment(Value):
    """What was changed of a training after its step `step`."""

    step: int
    learning_rate: float | None = None
    sparsity: float | None = None


class Run(Value):
    """One job on a worker, from the asking to the end.

    `handed` says that the engine has it; until then it waits for the runs before it. `checkpoint` is what a
    worker last gave to be kept, reached at `step`; `attempt` counts the times it was handed out, so that a
    dead worker's late words are recognised, and `losses` the workers that died in it. `credit`: who proposed
    it, where its author accepted a proposal. `within`: the training an edit is made in the middle of, after
    its step `step`. `adjustments`: what was changed of a training, and when; `film`: how it looked.
    """

    kind: Literal["run"] = "run"
    id: RunId
    operation: Effectful
    status: RunStatus = "queued"
    author: str
    credit: str | None = None
    base: VersionId | None
    handed: bool = False
    attempt: int = 1
    losses: int = 0
    step: int = 0
    steps: int = 1
    checkpoint: Blob | None = None
    within: RunId | None = None
    adjustments: tuple[Adjustment, ...] = ()
    film: Blob | None = None
    notice: str | None = None
    notice_said: tuple[Said, ...] = ()
    error: Problem | None = None

    @property
    def out(self) -> bool:
        """Whether the run is not over yet."""
        return self.status in ("queued", "running", "paused")


class Version(Value):
    """An immutable state of the network. Versions form a DAG.

    `run` is the job that left it, `followed_by` the child visited last, `sealed_reading` which reading of the
    sealed rows it was measured by, if it was. `credit`: who proposed it, if somebody did. `said`: `text` in
    clauses, for other languages.
    """

    kind: Literal["version"] = "version"
    id: VersionId
    parents: tuple[VersionId, ...]
    run: RunId
    number: int
    author: str
    credit: str | None = None
    at: str
    text: str
    said: tuple[Said, ...] = ()
    name: str | None = None
    note: str | None = None
    complexity: int
    train_rmse: float | None
    test_rmse: float | None
    checkpoint: Blob
    picture: Blob
    followed_by: VersionId | None = None
    sealed_reading: int | None = None


class State(Value):
    """The versioned records as they were at one version. Stays on the server: browsers never need it."""

    kind: Literal["state"] = "state"
    id: Annotated[str, Field(pattern=r"^state:\d{1,9}$")]
    data: Data
    network: Network
    edges: tuple[Edge, ...]


class Head(Value):
    """Which version everyone in the room is looking at."""

    kind: Literal["head"] = "head"
    id: Literal["head"] = "head"
    version: VersionId


class Note(Value):
    """Something said about an edge, a node, a version or the study; `about` is what it was called then."""

    kind: Literal["note"] = "note"
    id: Annotated[str, Field(pattern=r"^note:\d{1,9}$")]
    on: Subject
    about: str
    text: str
    author: str
    at: str


class Proposal(Value):
    """An operation somebody proposes. `title` says it in words, `on` which edges it is about.

    `decided_by` and `answer`: who ended it, and why where a reason was given; an outdated one ends by itself.
    `edited`: what was done in its place.
    """

    kind: Literal["proposal"] = "proposal"
    id: ProposalId
    operation: Proposable
    title: str
    said: tuple[Said, ...] = ()
    reason: str
    on: tuple[EdgeId, ...]
    author: str
    at: str
    state: ProposalState = "open"
    decided_by: str | None = None
    answer: str | None = None
    answer_said: tuple[Said, ...] = ()
    edited: Proposable | None = None


Record = Annotated[
    Study | Library | Data | Network | Edge | Run | Version | State | Head | Note | Proposal,
    Field(discriminator="kind"),
]
Records = dict[str, Record]
