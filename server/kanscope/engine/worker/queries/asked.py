"""A question as it reaches a query: its arguments and its bytes, with typed ways to look at them."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from kanscope.engine.worker.order import opened
from kanscope.engine.worker.problem import QuestionWrong
from kanscope.engine.worker.session.checkpoint import unpack
from kanscope.engine.worker.session.context import Contexts
from kanscope.engine.worker.session.session import Session
from kanscope.kan.surgery import Edge
from kanscope.study.ids import place_of
from kanscope.study.records import Data
from kanscope.symbolic.prices import Prices, prices
from kanscope.tables.packing import summary_of

Blob = tuple[str, bytes]


class GivenUp(Exception):
    """Nobody waits for the answer any more."""


class Library:
    """The sessions asked about last: their tables are unpacked and their scores worked out already."""

    def __init__(self, room: int = 8) -> None:
        self._room, self._contexts = room, Contexts()
        self._sessions = OrderedDict[tuple[str, str, str], Session]()

    def session(self, network: Blob, table: Blob, data: Data) -> Session:
        """A kept network on the rows of a table."""
        key = (network[0], table[0], data.model_dump_json())
        if key not in self._sessions:
            self._sessions[key] = opened(unpack(network[1]), self._contexts.get(*table, data))
            while len(self._sessions) > self._room:
                self._sessions.popitem(last=False)
        self._sessions.move_to_end(key)
        return self._sessions[key]


@dataclass(frozen=True)
class Asked:
    """`arguments` hold the study's `data` and `prices` beside the query's own; `blobs` the bytes by what they
    are. `given_up` says whether nobody waits for the answer any more.
    """

    arguments: Mapping[str, Any]
    blobs: Mapping[str, Blob]
    library: Library
    given_up: Callable[[], bool] = lambda: False

    def clock(self) -> float:
        """Seconds since any moment, for queries that take their time. Raises `GivenUp` once nobody waits."""
        if self.given_up():
            raise GivenUp
        return time.monotonic()

    def session(self) -> Session:
        """The network the question is about, on its data."""
        return self.library.session(self.blob("network"), self.blob("table"), self.data())

    def blob(self, name: str) -> Blob:
        """(id, bytes). Raises `QuestionWrong` when they were not sent along."""
        if name not in self.blobs:
            raise QuestionWrong(f"This question needs the bytes of a {name}.", field=name)
        return self.blobs[name]

    def data(self) -> Data:
        """Roles and split."""
        try:
            return Data.model_validate(self.arguments.get("data"))
        except ValidationError as error:
            raise QuestionWrong("This question needs the roles of the columns.", field="data") from error

    def columns(self) -> list[str]:
        """Names of the table's own columns."""
        return [column["name"] for column in summary_of(self.blob("table")[1])["columns"]]

    def prices(self) -> Prices:
        """The functions the study is offered, with their costs."""
        offered: Prices = self.arguments.get("prices") or prices()
        return offered

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number between two bounds."""
        value = self.arguments.get(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise QuestionWrong(f"{name} must be a whole number from {least} to {most}.", field=name)
        return value

    def number(self, name: str, default: float, least: float, most: float) -> float:
        """A number between two bounds."""
        value = self.arguments.get(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise QuestionWrong(f"{name} must be a number from {least:g} to {most:g}.", field=name)
        return float(value)

    def edges(self, session: Session) -> list[Edge] | None:
        """The edges named in `edges`; None when it is left out."""
        named = self.arguments.get("edges")
        if named is None:
            return None
        if not isinstance(named, list | tuple):
            raise QuestionWrong("edges must be a list of edge ids.", field="edges")
        return [known_edge(session, id, "edges") for id in named]

    def edge(self, session: Session) -> Edge:
        """The edge named in `edge`, which must not be cut."""
        return known_edge(session, self.arguments.get("edge"), "edge")


def known_edge(session: Session, id: object, field: str) -> Edge:
    """The place of a living edge. Raises `QuestionWrong` when the network has none of that name."""
    try:
        l, i, j = place_of(str(id))
        there = min(l, i, j) >= 0 and bool(session.network.layers[l].alive[i, j])
    except (ValueError, IndexError) as error:
        raise QuestionWrong(f"There is no edge {id} in this network.", field=field) from error
    if not there:
        raise QuestionWrong(f"{id} is cut.", field=field, hint="Restore it first.")
    return l, i, j
