"""A document being changed by one operation: typed access to its records, and a note of what was altered.

A draft never touches the records it was made from; `apply` turns it into new records, changes and effects.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from kanscope.study.changes import Changes
from kanscope.study.effects import Effect
from kanscope.study.ids import RunId, VersionId, edge_name, node_name, place_of
from kanscope.study.library import library_in
from kanscope.study.operations import Train
from kanscope.study.records import (
    Data,
    Edge,
    Head,
    Library,
    Network,
    Record,
    Records,
    Run,
    State,
    Study,
    Version,
)
from kanscope.study.saying import Said, Sentence, say

Known = TypeVar("Known", Study, Data, Network, Version, State)


class Refused(Exception):
    """The operation cannot apply to the document as it is now. `code` is 'refused' or 'busy'.

    `said`: the reason in clauses, with its remedy, for other languages; empty where there is English only.
    """

    def __init__(
        self,
        reason: str | Sentence,
        *,
        code: str = "refused",
        field: str | None = None,
        hint: str | None = None,
    ):
        sentence = Sentence(reason, ()) if isinstance(reason, str) else reason
        super().__init__(sentence.text)
        self.reason: str = sentence.text
        self.said: tuple[Said, ...] = sentence.said
        self.code, self.field, self.hint = code, field, hint


@dataclass(frozen=True)
class Stamp:
    """Which entry of the log this is, whose it is, and when it was made (ISO 8601, UTC)."""

    number: int = 0
    author: str = "you"
    at: str = "1970-01-01T00:00:00Z"


@dataclass
class Draft:
    """The records as they will be, and what is to be done outside."""

    records: Records
    stamp: Stamp
    effects: list[Effect] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    text: str = ""
    version: VersionId | None = None
    run: RunId | None = None
    credit: str | None = None

    def put(self, *records: Record) -> None:
        """Add records or replace those of the same id."""
        for record in records:
            self.records[record.id] = record
            self.touched.add(record.id)

    def remove(self, *ids: str) -> None:
        """Take records out."""
        for id in ids:
            self.records.pop(id)
            self.touched.add(id)

    def changes(self, before: Records) -> Changes:
        """What was altered, leaving out what ended as it began."""
        put = {id: self.records[id] for id in sorted(self.touched) if id in self.records}
        return Changes(
            put={id: record for id, record in put.items() if before.get(id) != record},
            removed=tuple(id for id in sorted(self.touched) if id not in self.records and id in before),
        )

    @property
    def study(self) -> Study:
        """The study's own record."""
        return self._known("study", Study)

    @property
    def data(self) -> Data:
        """Roles and split in force."""
        return self._known("data", Data)

    @property
    def library(self) -> Library:
        """Which functions are offered; the default one where nobody has chosen."""
        return library_in(self.records)

    @property
    def network(self) -> Network:
        """The network everyone looks at."""
        return self._known("network", Network)

    @property
    def head(self) -> Version | None:
        """The version everyone looks at; None until the first network is there."""
        head = self.records.get("head")
        return self._known(head.version, Version) if isinstance(head, Head) else None

    @property
    def edges(self) -> list[Edge]:
        """All edges of the network, in the order of their places."""
        edges = [record for record in self.records.values() if isinstance(record, Edge)]
        return sorted(edges, key=lambda edge: place_of(edge.id))

    def edge(self, id: str) -> Edge:
        """One edge, or a refusal that says so."""
        record = self.records.get(id)
        if not isinstance(record, Edge):
            raise Refused(say(f"There is no edge {id} in this network.", "no_edge", edge=id), field="edge")
        return record

    def run_record(self, id: str) -> Run:
        """One run, or a refusal that says so."""
        record = self.records.get(id)
        if not isinstance(record, Run):
            raise Refused(f"There is no run {id}.", field="run")
        return record

    def version_record(self, id: str) -> Version:
        """One version, or a refusal that says so."""
        record = self.records.get(id)
        if not isinstance(record, Version):
            raise Refused(f"There is no version {id}.", field="version", hint="GET versions lists them.")
        return record

    def state(self, version: str) -> State:
        """The records as they were at a version."""
        return self._known(version.replace("version:", "state:"), State)

    def runs_out(self) -> list[Run]:
        """The runs that are not over, oldest first."""
        out = [record for record in self.records.values() if isinstance(record, Run) and record.out]
        return sorted(out, key=lambda run: int(run.id.split(":")[1]))

    @property
    def training(self) -> Run | None:
        """The training that is out, if there is one."""
        return next((run for run in self.runs_out() if isinstance(run.operation, Train)), None)

    def name_of(self, edge: str) -> str:
        """The edge as people call it."""
        return edge_name(edge, self.data.inputs, self.data.targets, self.network.layers)

    def name_of_node(self, node: str) -> str:
        """The node as people call it."""
        layer, index = (int(part) for part in node.split(":")[1:])
        return node_name(layer, index, self.data.inputs, self.data.targets, self.network.layers)

    def next_id(self, kind: str) -> str:
        """An id never used before in this study: entry numbers only grow."""
        return f"{kind}:{self.stamp.number}"

    def _known(self, id: str, kind: type[Known]) -> Known:
        record = self.records.get(id)
        if not isinstance(record, kind):
            reason = f"This study has no {id} yet: its first network is still being built."
            raise Refused(say(reason, "building"), code="busy")
        return record
