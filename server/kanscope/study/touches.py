"""What an operation is about: the records whose change in the meantime makes a request out of date."""

from __future__ import annotations

from kanscope.study.drawing import DrawCurve, Wish
from kanscope.study.operations import (
    AddFunction,
    Annotate,
    FixSymbolic,
    LockEdges,
    NameVersion,
    PruneEdges,
    ReadSealed,
    RestoreEdges,
    SetLibrary,
    UnfixSymbolic,
    UnlockEdges,
)
from kanscope.study.reports import Entry


def touches(operation: Entry) -> frozenset[str]:
    """Ids of records: the edges or the version it names, otherwise the head (which version is looked at)."""
    match operation:
        case FixSymbolic() | UnfixSymbolic() | DrawCurve() | Wish():
            return frozenset({operation.edge})
        case PruneEdges() | RestoreEdges() | LockEdges() | UnlockEdges():
            return frozenset(operation.edges)
        case SetLibrary() | AddFunction():
            return frozenset({"library"})
        case NameVersion() | Annotate():
            return frozenset({operation.version})
        case ReadSealed():
            return frozenset({operation.version or "head"})
        case _:
            return frozenset({"head"})
