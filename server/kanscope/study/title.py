"""A proposal in words: what would be done, as an imperative, in the scientist's names."""

from __future__ import annotations

from kanscope.study.draft import Draft
from kanscope.study.drawing import DrawCurve, Wish
from kanscope.study.operations import (
    AddFunction,
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
    Snap,
    Train,
    UnfixSymbolic,
    UnlockEdges,
)
from kanscope.study.saying import Sentence, ToDo, Word, say
from kanscope.study.text import short_name, some, which

PLAIN: dict[str, tuple[str, ToDo]] = {
    "set_roles": ("Use other columns", "do_set_roles"),
    "set_split": ("Divide the rows anew", "do_set_split"),
    "set_units": ("Set the units of columns", "do_set_units"),
    "adjust_training": ("Change the training", "do_adjust_training"),
    "pause": ("Pause the training", "do_pause"),
    "resume": ("Go on with the training", "do_resume"),
    "stop": ("Stop the training", "do_stop"),
    "prune_nodes": ("Cut nodes", "do_prune_nodes"),
    "swap_nodes": ("Swap two nodes", "do_swap_nodes"),
    "auto_symbolic": ("Name every edge", "do_auto_symbolic"),
    "refit": ("Fit all numbers together", "do_refit"),
    "undo": ("Undo the last step", "do_undo"),
    "redo": ("Redo the last step", "do_redo"),
    "name_version": ("Name a version", "do_name_version"),
    "read_sealed": ("Read the sealed rows", "do_read_sealed"),
    "annotate": ("Write a note on a version", "do_annotate"),
    "set_library": ("Change the library", "do_set_library"),
    "build_network": ("Build a fresh network", "do_build_network"),
    "add_layer": ("Add a layer", "do_add_layer"),
}
"""Operations that are said in the same words whatever they are about."""

VERBS: dict[str, tuple[str, ToDo]] = {
    "prune_edges": ("Cut", "do_prune_edges"),
    "restore_edges": ("Restore", "do_restore_edges"),
    "lock_edges": ("Lock", "do_lock_edges"),
    "unlock_edges": ("Unlock", "do_unlock_edges"),
}


def title(operation: Proposable, draft: Draft) -> Sentence:
    """ "Fix h1.3 → f as exp"."""
    match operation:
        case FixSymbolic():
            edge, function = draft.name_of(operation.edge), short_name(operation.function)
            return say(f"Fix {edge} as {function}", "do_fix_symbolic", edge=edge, function=function)
        case UnfixSymbolic():
            edge = draft.name_of(operation.edge)
            return say(f"Take the name off {edge}", "do_unfix_symbolic", edge=edge)
        case PruneEdges() | RestoreEdges() | LockEdges() | UnlockEdges():
            verb, word = VERBS[operation.op]
            edges = operation.edges
            return say(f"{verb} {which(edges, draft)}", word, edges=some(edges, draft))
        case SetFilter() | DeriveColumn():
            return _rows_and_columns(operation)
        case DrawCurve() | Wish():
            return _expected(operation, draft)
        case Snap():
            return _exact(operation, draft)
        case Train() | Prune() | PruneInputs() | RefineGrid() | Grow():
            return _network(operation)
        case AddFunction():
            name = operation.name
            return say(f"Add the function {name}", "do_add_function", name=name)
        case Checkout():
            version = draft.version_record(operation.version)
            name = version.name or version.text
            return say(f"Go to “{name}”", "do_checkout", name=name)
        case _:
            return say(*PLAIN[operation.op])


def _rows_and_columns(operation: SetFilter | DeriveColumn) -> Sentence:
    if isinstance(operation, SetFilter):
        condition = operation.condition
        if not condition:
            return say("Use all rows", "do_all_rows")
        return say(f"Use only rows with {condition}", "do_set_filter", condition=condition)
    name, formula = operation.name, operation.formula
    if not formula:
        return say(f"Take the column {name} away", "do_take_column", name=name)
    return say(f"Work out {name} = {formula}", "do_derive_column", name=name, formula=formula)


def _expected(operation: DrawCurve | Wish, draft: Draft) -> Sentence:
    edge = draft.name_of(operation.edge)
    if isinstance(operation, Wish):
        if operation.shape == "none":
            return say(f"Let {edge} have any shape", "do_let_go", edge=edge)
        return say(f"Hold {edge} to be {operation.shape}", "do_wish", edge=edge, shape=operation.shape)
    if operation.use == "start":
        return say(f"Start {edge} from a drawing", "do_draw_start", edge=edge)
    return say(f"Draw {edge} towards a drawing", "do_draw_prior", edge=edge)


def _exact(operation: Snap, draft: Draft) -> Sentence:
    if operation.edge is None:
        return say("Make numbers exact", "do_snap")
    edge, letter, value = draft.name_of(operation.edge), operation.constant, operation.value
    if letter is None:
        return say(f"Snap the numbers of {edge} to exact ones", "do_snap_edge", edge=edge)
    if value is None:
        return say(f"Snap {letter} on {edge} to exact ones", "do_snap_number", edge=edge, letter=letter)
    text = f"Snap {letter} on {edge} to {value}"
    return say(text, "do_snap_to", edge=edge, letter=letter, value=value)


def _network(operation: Train | Prune | PruneInputs | RefineGrid | Grow) -> Sentence:
    match operation:
        case Train():
            return say(f"Train {operation.steps} steps", "do_train", steps=operation.steps)
        case Prune():
            threshold = operation.edge_threshold
            return say(f"Prune at {threshold:g}", "do_prune", threshold=threshold)
        case PruneInputs():
            inputs = ", ".join(operation.inputs)
            return say(f"Stop listening to {inputs}", "do_prune_inputs", inputs=inputs)
        case RefineGrid():
            return say(f"Refine the grid to {operation.grid}", "do_refine_grid", grid=operation.grid)
        case Grow():
            kind = "product" if operation.product else "sum"
            word: Word = "do_grow_products" if operation.product else "do_grow"
            nodes = operation.nodes
            text = f"Add a {kind}" if nodes == 1 else f"Add {nodes} {kind}s"
            return say(text, word, nodes=nodes)
