"""What a lock is for: nobody, person or training, changes the edge until it is taken off."""

from __future__ import annotations

from kanscope.study.draft import Draft, Refused
from kanscope.study.records import Edge


def refuse_locked(edge: Edge, draft: Draft, field: str) -> None:
    """Refuse to change an edge somebody has locked."""
    if edge.locked:
        raise Refused(f"{draft.name_of(edge.id)} is locked; unlock it first.", field=field)
