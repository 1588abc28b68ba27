"""Growing, deepening, reordering, and no longer listening to an input: edits of which nodes there are."""

from __future__ import annotations

from kanscope.study.draft import Draft, Refused
from kanscope.study.operations import MOST_LAYERS, AddLayer, Grow, PruneInputs, SwapNodes
from kanscope.study.saying import say
from kanscope.study.steps.clause import check, step
from kanscope.study.steps.locked import refuse_locked
from kanscope.study.steps.queue import ask
from kanscope.study.widths import node_count


@step.register(PruneInputs)
@step.register(Grow)
@step.register(AddLayer)
@step.register(SwapNodes)
def _(operation: PruneInputs | Grow | AddLayer | SwapNodes, draft: Draft) -> None:
    ask(draft, operation)


@check.register
def _(operation: PruneInputs, draft: Draft) -> None:
    for name in operation.inputs:
        if name not in draft.data.inputs:
            known = ", ".join(draft.data.inputs)
            raise Refused(f"“{name}” is no input of this network.", field="inputs", hint=f"Inputs: {known}")
        start = f"edge:0:{draft.data.inputs.index(name)}:"
        living = [edge for edge in draft.edges if edge.id.startswith(start) and edge.status != "cut"]
        if not living:
            raise Refused(f"Nothing listens to {name} already.", field="inputs")
        for edge in living:
            refuse_locked(edge, draft, "inputs")


@check.register
def _(operation: Grow, draft: Draft) -> None:
    width = draft.network.width
    if not 0 < operation.layer < draft.network.layers:
        reason = f"Layer {operation.layer} is not a hidden one."
        no_hidden = say(reason, "no_hidden_layer", layer=operation.layer)
        raise Refused(no_hidden, field="layer", hint=_hidden(draft.network.layers))
    if not isinstance(width[operation.layer], int) and not operation.product:
        raise Refused(
            f"Layer {operation.layer} has products after its sums: a new sum would renumber them.",
            field="product",
            hint="Add products, or add sums to another layer.",
        )


@check.register
def _(operation: AddLayer, draft: Draft) -> None:
    layers = draft.network.layers
    if operation.at > layers:
        raise Refused(
            f"There is no layer {operation.at}.", field="at", hint=f"0 are the inputs, {layers} the outputs."
        )
    if len(draft.network.width) >= MOST_LAYERS:
        raise Refused(f"{MOST_LAYERS} layers of nodes are the most; this network has them.", field="at")


@check.register
def _(operation: SwapNodes, draft: Draft) -> None:
    (layer, one), (other_layer, other) = (_place(node) for node in operation.nodes)
    width = draft.network.width
    if layer != other_layer:
        raise Refused("Nodes change places within their layer.", field="nodes")
    if not 0 < layer < draft.network.layers or max(one, other) >= node_count(width[layer]):
        raise Refused(f"There are no two hidden nodes {' and '.join(operation.nodes)}.", field="nodes")
    if one == other:
        raise Refused("A node cannot change places with itself.", field="nodes")
    sums = _sums(draft, layer)
    if (one < sums) != (other < sums):
        raise Refused("A sum and a product cannot change places: sums come first.", field="nodes")


def _place(node: str) -> tuple[int, int]:
    layer, index = (int(part) for part in node.split(":")[1:])
    return layer, index


def _sums(draft: Draft, layer: int) -> int:
    entry = draft.network.width[layer]
    return entry if isinstance(entry, int) else entry[0]


def _hidden(layers: int) -> str:
    if layers < 2:
        return "This network has none; add_layer makes one."
    return "Hidden is layer 1." if layers == 2 else f"Hidden are layers 1 to {layers - 1}."
