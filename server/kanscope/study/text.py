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
from kanscope.study.records import Adjustment, Run
from kanscope.study.reports import NetworkChanged
from kanscope.study.saying import Sentence, Word, say
from kanscope.symbolic.names import known, shown


def of_run(run: Run, report: NetworkChanged, draft: Draft) -> Sentence:
    """What a run has done, said before its records replace the old ones."""
    if run.within:
        moment = say(f"at step {report.step} of the training", "within", step=report.step)
        return _of_edit(run.operation, report, draft).and_then(moment)
    match run.operation:
        case Train() as operation:
            return _trained(operation, report)
        case FixSymbolic() as operation:
            return _fixed(operation, report, draft).and_then(_errors(report, draft))
        case AutoSymbolic() | Refit() | Snap() as operation:
            return _numbers(operation, report, draft)
        case operation:
            return _of_edit(operation, report, draft)


def of_adjustment(adjustment: Adjustment) -> str:
    """With what a training goes on."""
    given = adjustment.model_dump(exclude={"step"}, exclude_none=True)
    said = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in given.items())
    return f"The run has {said} from step {adjustment.step} on"


def _of_edit(operation: Effectful, report: NetworkChanged, draft: Draft) -> Sentence:
    """What was done, without what it does to the error."""
    match operation:
        case Prune() | PruneEdges() | PruneNodes() | PruneInputs():
            return _pruned(operation, report, draft)
        case FixSymbolic():
            return _fixed(operation, report, draft)
        case _:
            return _edited(operation, draft)


def of_request(operation: Effectful, draft: Draft) -> str:
    """What an operation asks for, without its outcome."""
    match operation:
        case FixSymbolic():
            return f"Naming {draft.name_of(operation.edge)} {short_name(operation.function)}"
        case AutoSymbolic():
            return "Naming every edge"
        case Refit():
            return "Fitting all numbers together"
        case Snap():
            return "Making numbers exact"
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
        case _:
            return _edited(operation, draft).text


def _edited(operation: Effectful, draft: Draft) -> Sentence:
    """Edits whose outcome is what was asked for."""
    match operation:
        case SetRoles():
            return _roles(operation)
        case SetSplit():
            text = f"Kept {100 * operation.test:g}% for testing, {100 * operation.sealed:g}% sealed"
            return say(text, "set_split", test=operation.test, sealed=operation.sealed)
        case SetFilter():
            condition = operation.condition
            if not condition:
                return say("Used all rows", "all_rows")
            return say(f"Used only rows with {condition}", "set_filter", condition=condition)
        case SetUnits():
            return _units(operation)
        case DeriveColumn():
            name, formula = operation.name, operation.formula
            if formula is None:
                return say(f"Took the column {name} away", "take_column", name=name)
            return say(f"Worked out {name} = {formula}", "derive_column", name=name, formula=formula)
        case BuildNetwork():
            width = ", ".join(_nodes(n) for n in operation.width)
            if operation.model is not None:
                text = f"Brought in a model [{width}], grid {operation.grid}"
                return say(text, "import_network", width=width, grid=operation.grid)
            text = f"Built [{width}], grid {operation.grid}"
            return say(text, "build_network", width=width, grid=operation.grid)
        case RefineGrid():
            before, grid = draft.network.grid, operation.grid
            return say(f"Refined grid {before} → {grid}", "refine_grid", before=before, grid=grid)
        case UnfixSymbolic():
            edge = draft.name_of(operation.edge)
            return say(f"Took the name off {edge}", "unfix_symbolic", edge=edge)
        case LockEdges() | UnlockEdges() | RestoreEdges():
            verb = {"lock_edges": "Locked", "unlock_edges": "Unlocked", "restore_edges": "Restored"}
            text = f"{verb[operation.op]} {which(operation.edges, draft)}"
            return say(text, operation.op, edges=some(operation.edges, draft))
        case Grow() | AddLayer() | SwapNodes():
            return _structure(operation, draft)
        case DrawCurve() | Wish():
            return _expected(operation, draft)
        case _:
            raise TypeError(f"{operation.op} is told by what came of it")


def _expected(operation: DrawCurve | Wish, draft: Draft) -> Sentence:
    edge = draft.name_of(operation.edge)
    if isinstance(operation, Wish):
        if operation.shape == "none":
            return say(f"Let go of the wish on {edge}", "let_go", edge=edge)
        return say(f"Wished {edge} to be {operation.shape}", "wish", edge=edge, shape=operation.shape)
    if operation.use == "start":
        return say(f"Drew where {edge} starts", "draw_start", edge=edge)
    if operation.weight == 0:
        return say(f"Took the drawing off {edge}", "draw_off", edge=edge)
    text = f"Drew what {edge} is expected to be, weight {operation.weight:g}"
    return say(text, "draw_prior", edge=edge, weight=operation.weight)


def _structure(operation: Grow | AddLayer | SwapNodes, draft: Draft) -> Sentence:
    match operation:
        case Grow():
            kind = "product" if operation.product else "sum"
            added = f"a {kind}" if operation.nodes == 1 else f"{operation.nodes} {kind}s"
            text = f"Added {added} to layer {operation.layer}"
            word: Word = "grow_products" if operation.product else "grow"
            return say(text, word, nodes=operation.nodes, layer=operation.layer)
        case AddLayer():
            if operation.at == 0:
                return say("Added a layer behind the inputs", "add_layer_inputs")
            if operation.at == draft.network.layers:
                return say("Added a layer behind the outputs", "add_layer_outputs")
            return say(f"Added a layer behind layer {operation.at}", "add_layer", layer=operation.at)
        case SwapNodes():
            one, other = (draft.name_of_node(node) for node in operation.nodes)
            return say(f"Swapped {one} and {other}", "swap_nodes", one=one, other=other)


def _trained(operation: Train, report: NetworkChanged) -> Sentence:
    steps = "1 step" if report.step == 1 else f"{report.step} steps"
    sparse = any(edge.status == "spline" for edge in report.edges) and operation.sparsity > 0
    return say(f"Trained {steps}", "trained", steps=report.step).and_then(
        say(f"sparsity {operation.sparsity:g}", "sparsity", sparsity=operation.sparsity) if sparse else None,
        say("stopped", "stopped") if report.stopped else None,
    )


def _pruned(
    operation: Prune | PruneEdges | PruneNodes | PruneInputs, report: NetworkChanged, draft: Draft
) -> Sentence:
    alive = {edge.id for edge in draft.edges if edge.status != "cut"}
    cut = tuple(edge.id for edge in report.edges if edge.status == "cut" and edge.id in alive)
    if not cut:
        return say("Pruned nothing: every edge is above the threshold or locked", "pruned_nothing")
    if isinstance(operation, PruneInputs):
        inputs = ", ".join(operation.inputs)
        return say(f"Stopped listening to {inputs}", "prune_inputs", inputs=inputs)
    if isinstance(operation, Prune):
        threshold = operation.edge_threshold
        text = f"Pruned {len(cut)} edge{'s' if len(cut) > 1 else ''} at {threshold:g}"
        return say(text, "pruned", edges=len(cut), threshold=threshold)
    return say(f"Cut {which(cut, draft)}", "cut", edges=some(cut, draft))


def _fixed(operation: FixSymbolic, report: NetworkChanged, draft: Draft) -> Sentence:
    edge = next(edge for edge in report.edges if edge.id == operation.edge)
    name, function = draft.name_of(edge.id), short_name(operation.function)
    return say(f"Fixed {name} as {function}", "fixed", edge=name, function=function).and_then(
        None if edge.r2 is None else say(f"R² {r2_text(edge.r2)}", "r2", r2=edge.r2)
    )


def _numbers(operation: AutoSymbolic | Refit | Snap, report: NetworkChanged, draft: Draft) -> Sentence:
    errors = _errors(report, draft)
    if isinstance(operation, Snap):
        return _snapped(report, draft).and_then(errors)
    if isinstance(operation, Refit):
        return say("Fitted all numbers together", "refitted").and_then(errors)
    nameless = {edge.id for edge in draft.edges if edge.status == "spline"}
    named = sum(edge.status == "symbolic" and edge.id in nameless for edge in report.edges)
    text = f"Named {named} edge{'' if named == 1 else 's'}"
    return say(text, "named", edges=named).and_then(errors)


def _snapped(report: NetworkChanged, draft: Draft) -> Sentence:
    before = {(edge.id, letter) for edge in draft.edges for letter in edge.exact}
    new = [
        text
        for edge in report.edges
        for letter, text in edge.exact.items()
        if (edge.id, letter) not in before
    ]
    if len(new) > 4:
        return say(f"Made {len(new)} numbers exact", "snapped_many", numbers=len(new))
    if not new:
        return say("Changed an exact number", "snapped_other")
    return say(f"Made {', '.join(new)} exact", "snapped", numbers=", ".join(new))


def _errors(report: NetworkChanged, draft: Draft) -> Sentence | None:
    before, after = draft.network.test_rmse, report.network.test_rmse
    if before is None or after is None:
        return None
    text = f"test RMSE {error_text(before)} → {error_text(after)}"
    return say(text, "rmse", before=before, after=after)


def which(edges: tuple[str, ...], draft: Draft) -> str:
    """Edges by name, or how many there are of them."""
    named = some(edges, draft)
    return f"{named} edges" if isinstance(named, int) else named


def some(edges: tuple[str, ...], draft: Draft) -> str | int:
    """Their names, or their number where they are many."""
    return len(edges) if len(edges) > 3 else ", ".join(draft.name_of(edge) for edge in edges)


def _roles(operation: SetRoles) -> Sentence:
    targets, inputs = _columns(operation.targets, operation), _columns(operation.inputs, operation)
    counted = [f"{names} columns" if isinstance(names, int) else names for names in (targets, inputs)]
    return say("Set {} from {}".format(*counted), "set_roles", targets=targets, inputs=inputs)


def _columns(names: tuple[str, ...], operation: SetRoles) -> str | int:
    if len(names) > 6:
        return len(names)
    return ", ".join(f"log({name})" if name in operation.logs else name for name in names)


def _units(operation: SetUnits) -> Sentence:
    units = operation.units
    if len(units) > 3:
        return say(f"Set the units of {len(units)} columns", "set_many_units", columns=len(units))
    said = [f"{name} in {unit}" if unit else f"{name} as the file says" for name, unit in units.items()]
    told = ", ".join(f"{name} ({unit or '–'})" for name, unit in units.items())
    return say(f"Set the unit of {', '.join(said)}", "set_units", units=told)


def _nodes(nodes: int | tuple[int, int]) -> str:
    return str(nodes) if isinstance(nodes, int) else f"{nodes[0]}+{nodes[1]}×"


def short_name(function: str) -> str:
    """A function as people call it: "sin" of "sin x", but "x²" and "1/x" in full."""
    said = shown(function) if known(function) else function
    return said.removesuffix(" x")
