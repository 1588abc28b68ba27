"""The sentences of the history: what was done, with the numbers that matter, in the scientist's words."""

from __future__ import annotations

from kanscope.study.draft import Draft
from kanscope.study.drawing import DrawCurve, Wish
from kanscope.study.figures import error_text, r2_text
from kanscope.study.operations import (
    AddLayer,
    AutoSymbolic,
    BuildNetwork,
    DeriveColumn,
    Effectful,
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
    SetFilter,
    SetRoles,
    SetSplit,
    SetUnits,
    Snap,
    SwapNodes,
    Train,
    UnfixSymbolic,
    UnlockEdges,
)
from kanscope.study.records import Edge
from kanscope.study.reports import NetworkChanged
from kanscope.symbolic.names import known, shown


def of_run(operation: Effectful, report: NetworkChanged, draft: Draft) -> str:
    """What a run has done, said before its records replace the old ones."""
    match operation:
        case Train():
            return _trained(operation, report)
        case Prune() | PruneEdges() | PruneNodes() | PruneInputs():
            return _pruned(operation, report, draft)
        case FixSymbolic():
            return _fixed(operation, report, draft)
        case AutoSymbolic() | Refit() | Snap():
            return _numbers(operation, report, draft)
        case _:
            return of_request(operation, draft)


def of_request(operation: Effectful, draft: Draft) -> str:
    """What an operation asks for, without its outcome."""
    match operation:
        case SetRoles():
            return (
                f"Set {_columns(operation.targets, operation)} from {_columns(operation.inputs, operation)}"
            )
        case SetSplit():
            return f"Kept {100 * operation.test:g}% for testing, {100 * operation.sealed:g}% sealed"
        case SetFilter():
            return f"Used only rows with {operation.condition}" if operation.condition else "Used all rows"
        case SetUnits():
            return _units(operation)
        case DeriveColumn():
            if operation.formula is None:
                return f"Took the column {operation.name} away"
            return f"Worked out {operation.name} = {operation.formula}"
        case BuildNetwork():
            return f"Built [{', '.join(_nodes(n) for n in operation.width)}], grid {operation.grid}"
        case RefineGrid():
            return f"Refined grid {draft.network.grid} → {operation.grid}"
        case FixSymbolic():
            return f"Naming {draft.name_of(operation.edge)} {short_name(operation.function)}"
        case AutoSymbolic():
            return "Naming every edge"
        case Refit():
            return "Fitting all numbers together"
        case Snap():
            return "Making numbers exact"
        case UnfixSymbolic():
            return f"Took the name off {draft.name_of(operation.edge)}"
        case LockEdges() | UnlockEdges() | RestoreEdges():
            verb = {"lock_edges": "Locked", "unlock_edges": "Unlocked", "restore_edges": "Restored"}[
                operation.op
            ]
            return f"{verb} {which(operation.edges, draft)}"
        case Train():
            return f"Training {operation.steps} steps"
        case PruneEdges():
            return f"Cutting {which(operation.edges, draft)}"
        case PruneNodes():
            return "Cutting a node" if len(operation.nodes) == 1 else f"Cutting {len(operation.nodes)} nodes"
        case PruneInputs():
            return f"Cutting {', '.join(operation.inputs)}"
        case Prune():
            return "Pruning"
        case Grow() | AddLayer() | SwapNodes():
            return _structure(operation, draft)
        case DrawCurve() | Wish():
            return _expected(operation, draft)


def _expected(operation: DrawCurve | Wish, draft: Draft) -> str:
    name = draft.name_of(operation.edge)
    if isinstance(operation, Wish):
        let_go = operation.shape == "none"
        return f"Let go of the wish on {name}" if let_go else f"Wished {name} to be {operation.shape}"
    if operation.use == "start":
        return f"Drew where {name} starts"
    if operation.weight == 0:
        return f"Took the drawing off {name}"
    return f"Drew what {name} is expected to be, weight {operation.weight:g}"


def _structure(operation: Grow | AddLayer | SwapNodes, draft: Draft) -> str:
    match operation:
        case Grow():
            kind = "product" if operation.product else "sum"
            some = f"a {kind}" if operation.nodes == 1 else f"{operation.nodes} {kind}s"
            return f"Added {some} to layer {operation.layer}"
        case AddLayer():
            behind = {0: "inputs", draft.network.layers: "outputs"}.get(operation.at, f"layer {operation.at}")
            return f"Added a layer behind the {behind}".replace("the layer", "layer")
        case SwapNodes():
            one, other = (draft.name_of_node(node) for node in operation.nodes)
            return f"Swapped {one} and {other}"


def _trained(operation: Train, report: NetworkChanged) -> str:
    steps = "1 step" if report.step == 1 else f"{report.step} steps"
    sparse = any(edge.status == "spline" for edge in report.edges) and operation.sparsity > 0
    said = f"Trained {steps}, sparsity {operation.sparsity:g}" if sparse else f"Trained {steps}"
    return f"{said}, stopped" if report.stopped else said


def _pruned(
    operation: Prune | PruneEdges | PruneNodes | PruneInputs, report: NetworkChanged, draft: Draft
) -> str:
    alive = {edge.id for edge in draft.edges if edge.status != "cut"}
    cut = [edge.id for edge in report.edges if edge.status == "cut" and edge.id in alive]
    if not cut:
        return "Pruned nothing: every edge is above the threshold or locked"
    if isinstance(operation, PruneInputs):
        return f"Stopped listening to {', '.join(operation.inputs)}"
    if isinstance(operation, Prune):
        return f"Pruned {len(cut)} edge{'s' if len(cut) > 1 else ''} at {operation.edge_threshold:g}"
    return f"Cut {which(tuple(cut), draft)}"


def _fixed(operation: FixSymbolic, report: NetworkChanged, draft: Draft) -> str:
    edge = next(edge for edge in report.edges if edge.id == operation.edge)
    said = f"Fixed {draft.name_of(edge.id)} as {short_name(operation.function)}{_fit(edge)}"
    before, after = draft.network.test_rmse, report.network.test_rmse
    if before is None or after is None:
        return said
    return f"{said}, test RMSE {error_text(before)} → {error_text(after)}"


def _numbers(operation: AutoSymbolic | Refit | Snap, report: NetworkChanged, draft: Draft) -> str:
    before, after = draft.network.test_rmse, report.network.test_rmse
    error = (
        "" if before is None or after is None else f", test RMSE {error_text(before)} → {error_text(after)}"
    )
    if isinstance(operation, Snap):
        return f"{_snapped(report, draft)}{error}"
    if isinstance(operation, Refit):
        return f"Fitted all numbers together{error}"
    nameless = {edge.id for edge in draft.edges if edge.status == "spline"}
    named = sum(edge.status == "symbolic" and edge.id in nameless for edge in report.edges)
    return f"Named {named} edge{'' if named == 1 else 's'}{error}"


def _snapped(report: NetworkChanged, draft: Draft) -> str:
    before = {(edge.id, letter) for edge in draft.edges for letter in edge.exact}
    new = [
        text
        for edge in report.edges
        for letter, text in edge.exact.items()
        if (edge.id, letter) not in before
    ]
    if len(new) > 4:
        return f"Made {len(new)} numbers exact"
    return f"Made {', '.join(new)} exact" if new else "Changed an exact number"


def _fit(edge: Edge) -> str:
    return "" if edge.r2 is None else f", R² {r2_text(edge.r2)}"


def which(edges: tuple[str, ...], draft: Draft) -> str:
    """Edges by name, or how many there are of them."""
    if len(edges) > 3:
        return f"{len(edges)} edges"
    return ", ".join(draft.name_of(edge) for edge in edges)


def _columns(names: tuple[str, ...], operation: SetRoles) -> str:
    if len(names) > 6:
        return f"{len(names)} columns"
    return ", ".join(f"log({name})" if name in operation.logs else name for name in names)


def _units(operation: SetUnits) -> str:
    said = [
        f"{name} in {unit}" if unit else f"{name} as the file says" for name, unit in operation.units.items()
    ]
    return f"Set the unit of {', '.join(said)}" if len(said) <= 3 else f"Set the units of {len(said)} columns"


def _nodes(nodes: int | tuple[int, int]) -> str:
    return str(nodes) if isinstance(nodes, int) else f"{nodes[0]}+{nodes[1]}×"


def short_name(function: str) -> str:
    """A function as people call it: "sin" of "sin x", but "x²" and "1/x" in full."""
    said = shown(function) if known(function) else function
    return said.removesuffix(" x")
