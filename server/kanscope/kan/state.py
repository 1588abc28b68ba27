"""A network as plain data: a JSON-able description and named tensors, and back."""

from typing import Any

import torch
from torch import Tensor

from kanscope.kan.functions.catalogue import known
from kanscope.kan.layer import Names, Wiring
from kanscope.kan.network import Network
from kanscope.kan.shape import Shape
from kanscope.kan.wishes.wish import Wish, Wishes

Spec = dict[str, Any]


def network_state(network: Network) -> tuple[Spec, dict[str, Tensor]]:
    """(description, tensors); tensors are copies, so that further training does not change them."""
    shape = network.shape
    spec: Spec = {
        "width": [list(pair) for pair in shape.width],
        "orders": list(shape.orders),
        "bases": list(shape.bases),
        "arities": [list(layer) for layer in shape.arities],
        "grid": network.grid,
        "functions": [[list(row) for row in layer.function] for layer in network.layers],
        "wishes": [_written(layer.wiring.wishes) for layer in network.layers],
    }
    tensors = {"parameters": network.parameters.clone()}
    for l, layer in enumerate(network.layers):
        for name in ("lo", "hi", "alive", "locked"):
            tensors[f"{name}.{l}"] = getattr(layer, name).clone()
        if layer.wiring.knots is not None:
            tensors[f"knots.{l}"] = layer.wiring.knots.clone()
    return spec, tensors


def network_from_state(spec: Spec, tensors: dict[str, Tensor]) -> Network:
    """The network of `network_state`, equal in every bit. ValueError naming what is missing or does not
    fit.
    """
    try:
        width = [(int(sums), int(products)) for sums, products in spec["width"]]
        arities = [[int(arity) for arity in layer] for layer in spec["arities"]]
        shape = Shape.read(width, [int(k) for k in spec["orders"]], list(spec["bases"]), arities)
        wirings = [_wiring(shape, spec, tensors, l) for l in range(shape.depth)]
        parameters = tensors["parameters"].clone()
    except (KeyError, IndexError, TypeError) as problem:
        raise ValueError(f"state: not a network ({problem})") from problem
    return Network(shape, wirings, parameters)


def _wiring(shape: Shape, spec: Spec, tensors: dict[str, Tensor], l: int) -> Wiring:
    i, o = shape.nodes(l), shape.subnodes(l)
    lo, hi = (_sized(tensors, f"{name}.{l}", (i,)) for name in ("lo", "hi"))
    alive, locked = (_sized(tensors, f"{name}.{l}", (i, o)).to(torch.bool) for name in ("alive", "locked"))
    grid, names = int(spec["grid"][l]), _names(spec["functions"][l], i, o)
    uneven, size = f"knots.{l}" in tensors, (i, grid + 1 + 2 * shape.orders[l])
    knots = _sized(tensors, f"knots.{l}", size) if uneven else None
    return Wiring(grid, lo, hi, alive, locked, names, knots, _wishes(spec, l, (i, o)))


def _written(wishes: Wishes) -> list[dict[str, Any]]:
    return [{"edge": [i, j], "kind": wish.kind, "values": list(wish.values)} for i, j, wish in wishes]


def _wishes(spec: Spec, l: int, size: tuple[int, int]) -> Wishes:
    """None at all in states from before there were any."""
    wishes = []
    for one in spec.get("wishes", [[]] * (l + 1))[l]:
        i, j = int(one["edge"][0]), int(one["edge"][1])
        if not (0 <= i < size[0] and 0 <= j < size[1]):
            raise ValueError(f"state: a wish is of edge ({l}, {i}, {j}), which does not exist")
        wishes.append((i, j, Wish(one["kind"], tuple(map(float, one["values"])))))
    return tuple(wishes)


def _sized(tensors: dict[str, Tensor], name: str, size: tuple[int, ...]) -> Tensor:
    if tuple(tensors[name].shape) != size:
        raise ValueError(f"state: {name} must have shape {size}, got {tuple(tensors[name].shape)}")
    return tensors[name].clone()


def _names(rows: list[list[str | None]], i: int, o: int) -> Names:
    if len(rows) != i or any(len(row) != o for row in rows):
        raise ValueError(f"state: functions of a layer must be {i} rows of {o}")
    unknown = [name for name in {name for row in rows for name in row} if not (name is None or known(name))]
    if unknown:
        raise ValueError(f"state: unknown functions {sorted(map(str, unknown))}")
    return tuple(tuple(row) for row in rows)
