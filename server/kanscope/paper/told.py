"""What a report tells of a study beside its network: plain facts out of its records."""

from __future__ import annotations

from typing import Literal

from kanscope.study.records import Network
from kanscope.study.value import Value

Role = Literal["input", "target", "not used"]


class ToldColumn(Value):
    """A column and what it is used for; `formula` where it is worked out from others."""

    name: str
    role: Role
    log: bool = False
    unit: str | None = None
    kind: str = "number"
    missing: int = 0
    minimum: float | None = None
    maximum: float | None = None
    formula: str | None = None


class ToldAct(Value):
    """A step on the way to the version: who took it and when; `credit`: who proposed it."""

    number: int
    text: str
    author: str
    at: str
    credit: str | None = None
    name: str | None = None
    note: str | None = None
    test_rmse: float | None = None


class ToldNote(Value):
    """What somebody said, and about what."""

    about: str
    text: str
    author: str
    at: str


class ToldState(Value):
    """A version on the front, with its formula as text where it was asked for."""

    text: str
    complexity: int
    rmse: float
    leads: bool
    now: bool
    formula: str | None = None


class ToldEdge(Value):
    """A named edge: c·f(a·x + b) + d in the user's units; `exact`: which of its numbers are exact."""

    id: str
    name: str
    status: str
    function: str | None
    shown: str | None
    a: float | None
    b: float | None
    c: float | None
    d: float | None
    exact: str
    r2: float | None
    score: float


class Told(Value):
    """All of it. `acts` lead to the version, the last is itself; `table` names the bytes of the table."""

    study: str
    id: str
    version: str
    table: str
    table_rows: int
    columns: tuple[ToldColumn, ...]
    condition: str | None
    test: float
    sealed: float
    sealed_readings: int
    seed: int
    network: Network
    network_seed: int
    edges: tuple[ToldEdge, ...]
    acts: tuple[ToldAct, ...]
    notes: tuple[ToldNote, ...]
    front: tuple[ToldState, ...]
    front_part: Literal["test", "training"]
    methods: str

    @property
    def units(self) -> dict[str, str]:
        """By column, where one is known."""
        return {column.name: column.unit for column in self.columns if column.unit}

    def named(self, role: Role) -> list[str]:
        """Columns of a role, in the order of the table of columns."""
        return [column.name for column in self.columns if column.role == role]
