"""What an act was done to, and what it left: all that its lines are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kanscope.study.ids import place_of
from kanscope.study.records import Edge, Run, State


@dataclass(frozen=True)
class Step:
    """A run and the states before and after it; `before` is None for a network made anew."""

    run: Run
    before: State | None
    after: State

    def edges(self, status: str) -> list[Edge]:
        """The edges of that status the act left."""
        return [edge for edge in self.after.edges if edge.status == status]

    @property
    def had_splines(self) -> bool:
        """Whether any edge was still without a name before."""
        return self.before is not None and any(edge.status == "spline" for edge in self.before.edges)

    def locked_and_let_go(self) -> tuple[list[str], list[str]]:
        """Edges the act locked, and those it let go."""
        before = {edge.id: edge.locked for edge in (self.before.edges if self.before else ())}
        turned = [edge for edge in self.after.edges if edge.locked != before.get(edge.id, False)]
        return [edge.id for edge in turned if edge.locked], [edge.id for edge in turned if not edge.locked]


def place(edge: str) -> str:
    """ "0, 0, 1" of "edge:0:0:1"."""
    return ", ".join(str(part) for part in place_of(edge))


def places(edges: Iterable[str]) -> str:
    """ "[(0, 0, 1), (1, 0, 0)]"."""
    return f"[{', '.join(f'({place(edge)})' for edge in edges)}]"
