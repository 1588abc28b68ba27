"""Cutting, restoring, locking, refining: edits of the network's structure, each a short run."""

from __future__ import annotations

from kanscope.study.draft import Draft, Refused
from kanscope.study.operations import (
    LockEdges,
    Prune,
    PruneEdges,
    PruneNodes,
    RefineGrid,
    RestoreEdges,
    UnlockEdges,
)
from kanscope.study.records import Edge
from kanscope.study.saying import say
from kanscope.study.steps.clause import check, step
from kanscope.study.steps.locked import is_cut, refuse_locked
from kanscope.study.steps.queue import ask


@step.register(Prune)
@step.register(PruneEdges)
@step.register(PruneNodes)
@step.register(RestoreEdges)
@step.register(LockEdges)
@step.register(UnlockEdges)
@step.register(RefineGrid)
def _(
    operation: Prune | PruneEdges | PruneNodes | RestoreEdges | LockEdges | UnlockEdges | RefineGrid,
    draft: Draft,
) -> None:
    ask(draft, operation)


@check.register
def _(operation: Prune, draft: Draft) -> None:
    if all(edge.status == "cut" for edge in draft.edges):
        raise Refused(say("Every edge is cut already.", "all_cut"))


@check.register
def _(operation: PruneEdges, draft: Draft) -> None:
    for edge in _known(operation.edges, draft):
        if edge.status == "cut":
            name = draft.name_of(edge.id)
            raise Refused(say(f"{name} is cut already.", "edge_cut_already", edge=name), field="edges")
        refuse_locked(edge, draft, "edges")


@check.register
def _(operation: PruneNodes, draft: Draft) -> None:
    for node in operation.nodes:
        layer, index = (int(part) for part in node.split(":")[1:])
        if not 0 < layer < draft.network.layers or not _feeds(draft, layer, index):
            raise Refused(f"There is no hidden node {node} with living edges.", field="nodes")


@check.register
def _(operation: RestoreEdges, draft: Draft) -> None:
    for edge in _known(operation.edges, draft):
        if edge.status != "cut":
            name = draft.name_of(edge.id)
            raise Refused(say(f"{name} is not cut.", "edge_not_cut", edge=name), field="edges")


@check.register
def _(operation: LockEdges, draft: Draft) -> None:
    for edge in _known(operation.edges, draft):
        if edge.status == "cut":
            raise Refused(is_cut(edge, draft), field="edges")


@check.register
def _(operation: UnlockEdges, draft: Draft) -> None:
    for edge in _known(operation.edges, draft):
        if not edge.locked:
            name = draft.name_of(edge.id)
            raise Refused(say(f"{name} is not locked.", "edge_not_locked", edge=name), field="edges")


@check.register
def _(operation: RefineGrid, draft: Draft) -> None:
    if operation.grid <= draft.network.grid:
        grid, twice = draft.network.grid, 2 * draft.network.grid
        reason = f"The grid has {grid} intervals; a finer one needs more."
        hint = f"Try {twice}: twice as many keep every curve exactly."
        raise Refused(say(reason, "grid_not_finer", grid=grid, twice=twice), field="grid", hint=hint)


def _known(edges: tuple[str, ...], draft: Draft) -> list[Edge]:
    return [draft.edge(id) for id in edges]


def _feeds(draft: Draft, layer: int, index: int) -> bool:
    start = f"edge:{layer}:{index}:"
    return any(edge.id.startswith(start) and edge.status != "cut" for edge in draft.edges)
