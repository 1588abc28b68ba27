"""A file somebody takes away, and what it is made from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

from kanscope.study.records import Records, Study, Version


@dataclass(frozen=True)
class Taken:
    """The file's content, the ending of its name, and its media type."""

    content: str | bytes
    ending: str
    media: str


class CannotTake(Exception):
    """There is no such file of this version; the message says why, `hint` what to do."""

    def __init__(self, reason: str, hint: str | None = None):
        super().__init__(reason)
        self.reason, self.hint = reason, hint


class Source(Protocol):
    """A version of a study, wherever it is kept. `columns`: how many of a journal's a figure is to fill."""

    @property
    def records(self) -> Records:
        """All of the study's."""

    @property
    def version(self) -> Version:
        """The one that is taken."""

    @property
    def columns(self) -> int | None:
        """1 or 2; None: as suits the network."""

    async def ask(self, query: str, /, *, of: Version | None = None, **arguments: Any) -> Any:
        """A question about the version, or another one, answered by a reader."""

    async def parcel(self) -> bytes:
        """The study as a whole."""


Writer = Callable[[Source], Awaitable[Taken]]


def study_of(source: Source) -> Study:
    """The study as a whole."""
    study = source.records["study"]
    assert isinstance(study, Study)
    return study
