"""The Python of each operation: one function a kind, registered by type."""

from __future__ import annotations

import math
from functools import singledispatch
from typing import NamedTuple

from kanscope.study.operations import (
    AddLayer,
    AutoSymbolic,
    BuildNetwork,
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
    SetRoles,
    SetSplit,
    Snap,
    SwapNodes,
    Train,
    UnfixSymbolic,
    UnlockEdges,
)
from kanscope.study.script.step import Step, place, places

OPTIMISERS = {"lm": "LM", "lbfgs": "LBFGS", "adam": "Adam", "adamw": "AdamW"}
BLOCK = 20
"""Iterations of L-BFGS in one step of `KAN.fit`."""


class Lines(NamedTuple):
    """Python, and where it departs from what the study did."""

    code: str
    differs: str | None = None


@singledispatch
def lines(operation: object, step: Step) -> Lines:
    """The lines of an operation. One that has none says so: the script's network differs from there on."""
    name = getattr(operation, "op", type(operation).__name__)
    return Lines(f"# {name}", f"{name} has no Python line; the network differs from here on.")


@lines.register
def _(operation: BuildNetwork, step: Step) -> Lines:
    if operation.model is not None:
        differs = "A model was brought in here; the script begins with a fresh network of its shape."
        return Lines(_built(step, operation.seed).code, differs)
    return _built(step, operation.seed)


@lines.register(SetRoles)
@lines.register(SetSplit)
def _(operation: SetRoles | SetSplit, step: Step) -> Lines:
    return _built(step, BuildNetwork.model_fields["seed"].default)


def _built(step: Step, seed: int) -> Lines:
    network = step.after.network
    width = [list(layer) if isinstance(layer, tuple) else layer for layer in network.width]
    made = f"model = KAN.over(x, width={width}, grid={network.grid}, k={network.k}, seed={seed})"
    return Lines(f"{made}\nmodel.get_act(x[train])")


@lines.register
def _(operation: Train, step: Step) -> Lines:
    name, steps = operation.optimiser or "auto", operation.steps
    differs = None
    if step.run.status == "stopped":
        steps = max(1, step.run.step)
        differs = (
            f"The run was stopped after {steps} of {operation.steps} steps; here it is planned for as many."
        )
    if name == "lbfgs":
        blocks = math.ceil(steps / BLOCK)
        if steps % BLOCK:
            differs = f"One step of KAN.fit is {BLOCK} iterations of L-BFGS; the study made {steps}."
        steps = blocks
    given = [f'opt="{OPTIMISERS.get(name, name)}"', f"steps={steps}"]
    if step.had_splines:
        given.append(f"lamb={operation.sparsity:g}")
    if operation.learning_rate is not None:
        given.append(f"lr={operation.learning_rate:g}")
    return Lines(f'model.fit(data, {", ".join(given)}, update_grid="follow", smoothness="auto")', differs)


@lines.register
def _(operation: Prune, step: Step) -> Lines:
    given = f"node_th={operation.node_threshold:g}, edge_th={operation.edge_threshold:g}"
    return Lines(f"model = model.prune({given}, compact=False)")


@lines.register
def _(operation: PruneEdges, step: Step) -> Lines:
    return _surgery(f"cut_edges(model.network, {places(operation.edges)}, x[train])")


@lines.register
def _(operation: PruneNodes, step: Step) -> Lines:
    nodes = ", ".join(f"({', '.join(node.split(':')[1:])})" for node in operation.nodes)
    return _surgery(f"cut_nodes(model.network, [{nodes}], x[train])")


@lines.register
def _(operation: PruneInputs, step: Step) -> Lines:
    numbers = [step.after.data.inputs.index(name) for name in operation.inputs]
    return _surgery(f"cut_inputs(model.network, {numbers}, x[train])")


@lines.register
def _(operation: RestoreEdges, step: Step) -> Lines:
    return _surgery(f"restore_edges(model.network, {places(operation.edges)}, x[train])")


@lines.register
def _(operation: LockEdges, step: Step) -> Lines:
    return _surgery(f"lock_edges(model.network, {places(operation.edges)})")


@lines.register
def _(operation: UnlockEdges, step: Step) -> Lines:
    return _surgery(f"unlock_edges(model.network, {places(operation.edges)})")


@lines.register
def _(operation: Grow, step: Step) -> Lines:
    factors = ", ".join(["2"] * operation.nodes)
    new = f"products=[{factors}]" if operation.product else f"sums={operation.nodes}"
    return _surgery(f"add_nodes(model.network, {operation.layer}, x[train], {new}, seed={operation.seed})")


@lines.register
def _(operation: AddLayer, step: Step) -> Lines:
    return _surgery(f"add_layer(model.network, {operation.at}, x[train])")


@lines.register
def _(operation: SwapNodes, step: Step) -> Lines:
    (layer, one), (_, other) = (node.split(":")[1:] for node in operation.nodes)
    return Lines(f"model.swap({layer}, {one}, {other})")


@lines.register
def _(operation: RefineGrid, step: Step) -> Lines:
    return Lines(f"model = model.refine({operation.grid})")


@lines.register
def _(operation: FixSymbolic, step: Step) -> Lines:
    if operation.params is not None:
        return Lines(_named(step, operation.edge))
    return Lines(f'model.fix_symbolic({place(operation.edge)}, "{operation.function}")')


@lines.register
def _(operation: UnfixSymbolic, step: Step) -> Lines:
    return Lines(f"model.unfix_symbolic({place(operation.edge)})")


@lines.register(AutoSymbolic)
@lines.register(Refit)
@lines.register(Snap)
def _(operation: AutoSymbolic | Refit | Snap, step: Step) -> Lines:
    """The study's own search: what it found is written down, number by number."""
    named = "\n".join(_named(step, edge.id) for edge in step.edges("symbolic"))
    locked, free = step.locked_and_let_go()
    held = [f"\n{_surgery(f'lock_edges(model.network, {places(locked)})').code}"] if locked else []
    loose = [f"\n{_surgery(f'unlock_edges(model.network, {places(free)})').code}"] if free else []
    return Lines("# the names and numbers the study found\n" + named + "".join((*held, *loose)))


def _named(step: Step, edge: str) -> str:
    found = next(one for one in step.after.edges if one.id == edge)
    assert found.params is not None
    numbers = ", ".join(repr(getattr(found.params, letter)) for letter in "abcd")
    return f'name({place(edge)}, "{found.function}", {numbers})'


def _surgery(call: str) -> Lines:
    return Lines(f"model.adopt({call})")
