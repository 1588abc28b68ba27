"""A proposal in words: what would be done, as an imperative, in the scientist's names."""

from __future__ import annotations

from kanscope.study.draft import Draft
from kanscope.study.drawing import DrawCurve, Wish
from kanscope.study.operations import (
    AddFunction,
    AddLayer,
    BuildNetwork,
    Checkout,
    DeriveColumn,
    FixSymbolic,
    Grow,
    LockEdges,
    Proposable,
    Prune,
    PruneEdges,
    PruneInputs,
    RefineGrid,
    RestoreEdges,
    SetFilter,
    SetLibrary,
    Snap,
    Train,
    UnfixSymbolic,
    UnlockEdges,
)
from kanscope.study.text import short_name, which

PLAIN: dict[str, str] = {
    "set_roles": "Use other columns",
    "set_split": "Divide the rows anew",
    "set_units": "Set the units of columns",
    "adjust_training": "Change the training",
    "pause": "Pause the training",
    "resume": "Go on with the training",
    "stop": "Stop the training",
    "prune_nodes": "Cut nodes",
    "swap_nodes": "Swap two nodes",
    "auto_symbolic": "Name every edge",
    "refit": "Fit all numbers together",
    "undo": "Undo the last step",
    "redo": "Redo the last step",
    "name_version": "Name a version",
    "read_sealed": "Read the sealed rows",
    "annotate": "Write a note on a version",
}
"""Operations that are said in the same words whatever they are about."""


def title(operation: Proposable, draft: Draft) -> str:
    """ "Fix h1.3 → f as exp"."""
    match operation:
        case FixSymbolic():
            return f"Fix {draft.name_of(operation.edge)} as {short_name(operation.function)}"
        case UnfixSymbolic():
            return f"Take the name off {draft.name_of(operation.edge)}"
        case PruneEdges() | RestoreEdges() | LockEdges() | UnlockEdges():
            verbs = {"prune_edges": "Cut", "restore_edges": "Restore", "lock_edges": "Lock"}
            return f"{verbs.get(operation.op, 'Unlock')} {which(operation.edges, draft)}"
        case SetFilter():
            return f"Use only rows with {operation.condition}" if operation.condition else "Use all rows"
        case DeriveColumn():
            return (
                f"Work out {operation.name} = {operation.formula}"
                if operation.formula
                else f"Take the column {operation.name} away"
            )
        case DrawCurve() | Wish():
            return _expected(operation, draft)
        case Snap():
            return _exact(operation, draft)
        case Train() | Prune() | PruneInputs() | RefineGrid() | BuildNetwork() | Grow() | AddLayer():
            return _network(operation)
        case SetLibrary() | AddFunction():
            return (
                f"Add the function {operation.name}"
                if operation.op == "add_function"
                else "Change the library"
            )
        case Checkout():
            version = draft.version_record(operation.version)
            return f"Go to “{version.name or version.text}”"
        case _:
            return PLAIN[operation.op]


def _expected(operation: DrawCurve | Wish, draft: Draft) -> str:
    name = draft.name_of(operation.edge)
    if isinstance(operation, Wish):
        return (
            f"Let {name} have any shape"
            if operation.shape == "none"
            else f"Hold {name} to be {operation.shape}"
        )
    return f"Start {name} from a drawing" if operation.use == "start" else f"Draw {name} towards a drawing"


def _exact(operation: Snap, draft: Draft) -> str:
    if operation.edge is None:
        return "Make numbers exact"
    number = f"{operation.constant} on " if operation.constant else "the numbers of "
    value = f" to {operation.value}" if operation.value else " to exact ones"
    return f"Snap {number}{draft.name_of(operation.edge)}{value}"


def _network(
    operation: Train | Prune | PruneInputs | RefineGrid | BuildNetwork | Grow | AddLayer,
) -> str:
    match operation:
        case Train():
            return f"Train {operation.steps} steps"
        case Prune():
            return f"Prune at {operation.edge_threshold:g}"
        case PruneInputs():
            return f"Stop listening to {', '.join(operation.inputs)}"
        case RefineGrid():
            return f"Refine the grid to {operation.grid}"
        case BuildNetwork():
            return "Build a fresh network"
        case Grow():
            kind = "product" if operation.product else "sum"
            return f"Add a {kind}" if operation.nodes == 1 else f"Add {operation.nodes} {kind}s"
        case AddLayer():
            return "Add a layer"
