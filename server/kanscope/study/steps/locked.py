"""Edges that stay as they are: nobody changes one that is locked, nor one that is cut until it is back."""

from __future__ import annotations

from kanscope.study.draft import Draft, Refused
from kanscope.study.records import Edge
from kanscope.study.saying import Sentence, say


def refuse_locked(edge: Edge, draft: Draft, field: str) -> None:
    """Refuse to change an edge somebody has locked."""
    if edge.locked:
        name = draft.name_of(edge.id)
        raise Refused(say(f"{name} is locked; unlock it first.", "edge_locked", edge=name), field=field)


def is_cut(edge: Edge, draft: Draft) -> Sentence:
    """Why nothing can be done to an edge that is cut."""
    name = draft.name_of(edge.id)
    return say(f"{name} is cut; restore it first.", "edge_cut", edge=name)
