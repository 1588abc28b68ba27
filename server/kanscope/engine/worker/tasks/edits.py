"""Which task carries out which operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.auto import auto_symbolic
from kanscope.engine.worker.tasks.draw import draw
from kanscope.engine.worker.tasks.edited import Edited
from kanscope.engine.worker.tasks.fix import fix, unfix
from kanscope.engine.worker.tasks.keep import keep
from kanscope.engine.worker.tasks.lock import lock
from kanscope.engine.worker.tasks.prune import prune, prune_edges, prune_inputs, prune_nodes
from kanscope.engine.worker.tasks.refine import refine
from kanscope.engine.worker.tasks.refit import refit
from kanscope.engine.worker.tasks.restore import restore
from kanscope.engine.worker.tasks.snap import snap
from kanscope.engine.worker.tasks.structure import deepen, grow, swap
from kanscope.engine.worker.tasks.wish import wish
from kanscope.study.drawing import DrawCurve, Wish
from kanscope.study.operations import (
    AddLayer,
    AutoSymbolic,
    DeriveColumn,
    FixSymbolic,
    Grow,
    LockEdges,
    Prune,
    PruneEdges,
    PruneInputs,
    PruneNodes,
    RefineGrid,
    Refit,
    RestoreEdges,
    SetUnits,
    Snap,
    SwapNodes,
    UnfixSymbolic,
    UnlockEdges,
)

EDITS: dict[type[Any], Callable[[Any, Session], Edited]] = {
    Prune: prune,
    PruneEdges: prune_edges,
    PruneNodes: prune_nodes,
    PruneInputs: prune_inputs,
    Grow: grow,
    AddLayer: deepen,
    SwapNodes: swap,
    RestoreEdges: restore,
    LockEdges: lock,
    UnlockEdges: lock,
    FixSymbolic: fix,
    UnfixSymbolic: unfix,
    AutoSymbolic: auto_symbolic,
    Refit: refit,
    Snap: snap,
    RefineGrid: refine,
    DrawCurve: draw,
    Wish: wish,
    SetUnits: keep,
    DeriveColumn: keep,
}
"""Every operation that is done at one stroke on the network at hand."""
