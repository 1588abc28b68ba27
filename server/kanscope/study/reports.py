"""What is reported to a study by the server and its workers: past tense, through the same one door.

Nobody outside can send these; the API accepts `operations.Operation` only.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from kanscope.study.ids import RunId
from kanscope.study.operations import BuildNetwork, Operation
from kanscope.study.records import Blob, Column, Data, Derived, Edge, Network, Problem
from kanscope.study.value import Value


class StudyCreated(Value):
    """The first entry of every log: a table, the roles guessed for its columns, and the first network if one
    was chosen.
    """

    op: Literal["study_created"] = "study_created"
    name: str
    dataset: str
    blob: Blob
    rows: int
    columns: tuple[Column, ...]
    data: Data
    first: BuildNetwork | None = None


class RunStarted(Value):
    """A worker has taken the run up."""

    op: Literal["run_started"] = "run_started"
    run: RunId
    attempt: int


class CheckpointReached(Value):
    """A worker gave a state to be kept; should the worker die, the run goes on from here."""

    op: Literal["checkpoint_reached"] = "checkpoint_reached"
    run: RunId
    attempt: int
    step: int
    checkpoint: Blob


class TrainingAdjusted(Value):
    """Learning rate or sparsity are others since this step; told anew where a later attempt repeats it."""

    op: Literal["training_adjusted"] = "training_adjusted"
    run: RunId
    attempt: int
    step: int
    learning_rate: float | None = None
    sparsity: float | None = None


class NetworkChanged(Value):
    """A run is over and left a network: the new version's records, its tensors and its picture.

    `derived`: the columns worked out from others, with what there is to see of them. Of an edit within a
    training, `step` is the training's, and `checkpoint` holds the training too: it goes on from there.
    """

    op: Literal["network_changed"] = "network_changed"
    run: RunId
    attempt: int
    step: int
    network: Network
    edges: tuple[Edge, ...]
    derived: tuple[Derived, ...] = ()
    checkpoint: Blob
    picture: Blob
    film: Blob | None = None
    stopped: bool = False
    notice: str | None = None


class RunFailed(Value):
    """A run ended without a new network; the version before it stands."""

    op: Literal["run_failed"] = "run_failed"
    run: RunId
    attempt: int
    problem: Problem


class WorkerLost(Value):
    """The process that carried the run is gone; the run starts again from its last checkpoint.

    `blamed` is false where the run had no part in it: the server itself was restarted.
    """

    op: Literal["worker_lost"] = "worker_lost"
    run: RunId
    attempt: int
    detail: str
    blamed: bool = True


Report = Annotated[
    StudyCreated
    | RunStarted
    | CheckpointReached
    | TrainingAdjusted
    | NetworkChanged
    | RunFailed
    | WorkerLost,
    Field(discriminator="op"),
]
Entry = Annotated[Operation | Report, Field(discriminator="op")]
"""All that a study's log can hold."""

parse_entry: TypeAdapter[Entry] = TypeAdapter(Entry)
