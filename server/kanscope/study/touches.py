"""What an operation is about: the records whose change in the meantime makes a request out of date."""

from __future__ import annotations

from kanscope.study.drawing import DrawCurve, Wish
from kanscope.study.operations import (
    Accept,
    AddFunction,
    Annotate,
    Comment,
    FixSymbolic,
    LockEdges,
    NameVersion,
    Propose,
    PruneEdges,
    ReadSealed,
    Reject,
    RestoreEdges,
    SetLibrary,
    UnfixSymbolic,
    UnlockEdges,
)
from kanscope.study.reports import Entry


def touches(operation: Entry) -> frozenset[str]:
    """Ids of records: the edges, version or proposal it names, or else the head (the version looked at)."""
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
        case Comment():
            return frozenset({operation.on})
        case Propose():
            return touches(operation.operation)
        case Accept() | Reject():
            return frozenset({operation.proposal})
        case _:
            return frozenset({"head"})
