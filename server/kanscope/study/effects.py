"""What must then be done outside for the new document to hold true. Data, not deeds: the room does them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kanscope.study.ids import RunId
from kanscope.study.operations import Effectful
from kanscope.study.records import Blob, Data
from kanscope.study.value import Value


class StartRun(Value):
    """Hand a run to the engine: the operation, the table, the network it starts from (None: a fresh one).

    `resume` is the checkpoint of an earlier attempt at the same run; `prices` are the functions it may choose
    among, with their costs. `within`: the training it is an edit of, made between two of its steps on the
    network as it is then.
    """

    kind: Literal["start_run"] = "start_run"
    run: RunId
    attempt: int
    operation: Effectful
    data: Data
    table: Blob
    network: Blob | None
    resume: Blob | None = None
    prices: dict[str, float] = Field(default_factory=dict)
    within: RunId | None = None


class ControlRun(Value):
    """Say a word to a run that is out."""

    kind: Literal["control_run"] = "control_run"
    run: RunId
    action: Literal["pause", "resume", "stop", "adjust"]
    learning_rate: float | None = None
    sparsity: float | None = None


Effect = StartRun | ControlRun
