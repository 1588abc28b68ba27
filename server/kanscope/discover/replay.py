"""A study without a server: the same document, the same worker, in this process and at once."""

from __future__ import annotations

from hashlib import sha256

from kanscope.engine.pipe import Message
from kanscope.engine.worker.carrying import Carrying
from kanscope.engine.worker.queries.table_reply import table_reply
from kanscope.engine.worker.session.checkpoint import Saved, unpack
from kanscope.study.document import Stamp, apply
from kanscope.study.effects import StartRun
from kanscope.study.operations import Operation
from kanscope.study.records import Column, Data, Edge, Head, Records, Version
from kanscope.study.reports import Entry, NetworkChanged, StudyCreated
from kanscope.tables.table import Table

NAME = "discovery"


class RunRefused(Exception):
    """A worker could not carry an operation out; the message says why."""


class Replay:
    """A study on a table, to which operations are done one after the other.

    Every operation goes through `study.document.apply`, every run through the code that workers run, and what
    they leave through `apply` again. Refused: the document does not take an operation. RunRefused: a worker
    does not.
    """

    def __init__(self, table: Table, data: Data) -> None:
        reply = table_reply(table)
        self.records: Records = {}
        self._number = 0
        self._blobs: dict[str, bytes] = {}
        self._told: list[Message] = []
        self._worker = Carrying(self._blobs, self._told.append, lambda: False)
        self._apply(
            StudyCreated(
                name=NAME,
                dataset=NAME,
                blob=self._keep(reply["table"]),
                rows=table.rows,
                columns=tuple(Column.model_validate(column) for column in reply["columns"]),
                data=data,
            )
        )

    def do(self, operation: Operation) -> None:
        """Carry an operation out, to its end."""
        self._apply(operation)

    @property
    def saved(self) -> Saved:
        """The network as the study has it now, on standardised numbers, with its scaling."""
        head = self.records["head"]
        assert isinstance(head, Head)
        version = self.records[head.version]
        assert isinstance(version, Version)
        return unpack(self._blobs[version.checkpoint])

    @property
    def edges(self) -> list[Edge]:
        """All edges, as everybody would see them."""
        return [record for record in self.records.values() if isinstance(record, Edge)]

    def _apply(self, entry: Entry) -> None:
        self._number += 1
        applied = apply(self.records, entry, Stamp(number=self._number))
        self.records = applied.records
        for effect in applied.effects:
            assert isinstance(effect, StartRun)  # nothing is paused or stopped here
            self._apply(self._carried_out(effect))

    def _carried_out(self, effect: StartRun) -> NetworkChanged:
        self._told.clear()
        self._worker.start({"study": NAME, **effect.model_dump(mode="json", exclude={"kind"})})
        while self._worker.busy:
            self._worker.turn()
        last = self._told[-1]
        if last["tell"] == "failed":
            raise RunRefused(last["detail"])
        kept = {part: self._keep(last[part]) for part in ("checkpoint", "picture")}
        said = {
            part: last[part] for part in ("run", "attempt", "step", "network", "edges", "derived", "notice")
        }
        return NetworkChanged.model_validate(said | kept)

    def _keep(self, data: bytes) -> str:
        name = f"sha:{sha256(data).hexdigest()}"
        self._blobs[name] = data
        return name
