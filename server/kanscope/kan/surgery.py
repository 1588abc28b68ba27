"""Changes of a network's edges. Every function returns a new network and leaves the given one alone.

An edge is (l, i, j): layer, input node, output subnode. Ids never shift; a cut edge keeps its curve for
later.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import torch
from torch import Tensor

from kanscope.kan.functions.catalogue import FUNCTIONS
from kanscope.kan.grid import follow
from kanscope.kan.layer import Names
from kanscope.kan.network import Network
from kanscope.kan.products import node_of_subnode
from kanscope.kan.trace import node_values

Edge = tuple[int, int, int]
Node = tuple[int, int]


def cut_edges(network: Network, edges: Iterable[Edge], inputs: Tensor | None = None) -> Network:
    """These edges contribute 0 from now on.

    With inputs (N, n0), the mean each contributed there goes to a living edge of the same subnode, so that
    the output stays centred; a subnode without one is constant, so what leads on from its node goes too.
    ValueError when an edge does not exist.
    """
    cut = [torch.zeros_like(layer.alive) for layer in network.layers]
    for l, i, j in _existing(network, edges):
        cut[l][i, j] = network.layers[l].alive[i, j]
    if inputs is not None:
        _cut_onward(network, cut)
    return _without(network, cut, inputs)


def cut_nodes(network: Network, nodes: Iterable[Node], inputs: Tensor | None = None) -> Network:
    """All edges into and out of these nodes (position, index; inputs and hidden) contribute 0 from now on.

    ValueError when a node does not exist or is an output.
    """
    edges: list[Edge] = []
    for position, index in nodes:
        if not (0 <= position < network.shape.depth and 0 <= index < network.shape.nodes(position)):
            raise ValueError(
                f"nodes: ({position}, {index}) is not an input or hidden node of {network.width}"
            )
        edges += _touching(network, position, index)
    return cut_edges(network, edges, inputs)


def restore_edges(network: Network, edges: Iterable[Edge], inputs: Tensor | None = None) -> Network:
    """Cut edges live again with the curve they had; with inputs (N, n0) their mean is taken back out."""
    back = [torch.zeros_like(layer.alive) for layer in network.layers]
    for l, i, j in _existing(network, edges):
        back[l][i, j] = ~network.layers[l].alive[i, j]
    wirings = [replace(e.wiring, alive=e.alive | b) for e, b in zip(network.layers, back, strict=True)]
    whole = network.rewired(wirings)
    if inputs is not None:
        means = _means(whole, inputs)
        for l, layer in enumerate(network.layers):
            _raise_subnodes(whole, l, -(means[l] * back[l]).sum(0), layer.alive)
    return whole


def lock_edges(network: Network, edges: Iterable[Edge]) -> Network:
    """Training leaves these edges as they are."""
    return _locked(network, edges, True)


def unlock_edges(network: Network, edges: Iterable[Edge]) -> Network:
    """Training may move these edges again."""
    return _locked(network, edges, False)


def fix_symbolic(  # noqa: PLR0917 - c·f(a·x + b) + d reads as it is written
    network: Network, edge: Edge, function: str, a: float, b: float, c: float, d: float
) -> Network:
    """The edge becomes c·f(a·x + b) + d; its spline is kept aside. ValueError for an unknown edge or
    function.
    """
    if function not in FUNCTIONS:
        raise ValueError(f"function: no function is called {function!r}")
    [(l, i, j)] = _existing(network, [edge])
    named = _renamed(network, (l, i, j), function)
    named.layers[l].affine[i, j] = torch.tensor([a, b, c, d], dtype=network.parameters.dtype)
    return named


def unfix_symbolic(network: Network, edge: Edge, inputs: Tensor | None = None) -> Network:
    """The edge becomes a spline again, along the curve it has now (its former spline where that is not
    finite).

    With inputs (N, n0) it follows the curve where those samples flow: beyond them there may be a pole.
    """
    [(l, i, j)] = _existing(network, [edge])
    free = _renamed(network, (l, i, j), None)
    function, layer = network.layers[l].function[i][j], network.layers[l]
    if function is not None:
        reach = layer.lo[i], layer.hi[i]
        if inputs is not None:
            flow = node_values(network, inputs, l)[:, i]
            reach = flow.min(), flow.max()
        _trace_spline(free, (l, i, j), function, reach)
    return free


def with_means_moved(network: Network, into: Network, cut: Sequence[Tensor], inputs: Tensor) -> None:
    """Adds what the cut edges contributed to `network` on average to living edges of their subnodes in
    `into`.
    """
    for l, mean in enumerate(_means(network, inputs)):
        _raise_subnodes(into, l, (mean * cut[l]).sum(0), into.layers[l].alive)


def _without(network: Network, cut: Sequence[Tensor], inputs: Tensor | None) -> Network:
    pairs = zip(network.layers, cut, strict=True)
    thinner = network.rewired([replace(e.wiring, alive=e.alive & ~gone) for e, gone in pairs])
    if inputs is not None:
        with_means_moved(network, thinner, cut, inputs)
    return thinner


def _cut_onward(network: Network, cut: Sequence[Tensor]) -> None:
    """Marks what leads on from nodes of which a subnode loses its last edge."""
    for l in range(len(cut) - 1):
        alive = network.layers[l].alive
        lost = alive.any(0) & ~(alive & ~cut[l]).any(0)
        owners = node_of_subnode(*network.shape.width[l + 1], network.shape.arity)
        idle = torch.zeros(network.shape.nodes(l + 1)).index_add_(0, owners, lost.float()) > 0
        cut[l + 1].logical_or_(idle[:, None] & network.layers[l + 1].alive)


def _means(network: Network, x: Tensor) -> list[Tensor]:
    means = []
    for l, layer in enumerate(network.layers):
        means.append(layer.edge_values(x).mean(0))
        x = network.combine(l, layer(x))
    return means


def _raise_subnodes(network: Network, l: int, amount: Tensor, receivers: Tensor) -> None:
    """Lifts subnodes of layer l by amount (o,) through an unlocked receiving edge each, where there is
    one.
    """
    layer, splines = network.layers[l], network.layers[l].grid + network.k
    for j in torch.nonzero(amount).flatten().tolist():
        willing = torch.nonzero(receivers[:, j] & ~layer.locked[:, j]).flatten().tolist()
        if willing and layer.function[willing[0]][j] is not None:
            layer.affine[willing[0], j, 3] += amount[j]
        elif willing:
            layer.weights[willing[0], :splines, j] += amount[j]  # the splines sum to 1


def _touching(network: Network, position: int, index: int) -> list[Edge]:
    outward = [(position, index, j) for j in range(network.shape.subnodes(position))]
    if position == 0:
        return outward
    owners = node_of_subnode(*network.shape.width[position], network.shape.arity)
    factors = torch.nonzero(owners == index).flatten().tolist()
    before = range(network.shape.nodes(position - 1))
    return outward + [(position - 1, i, j) for i in before for j in factors]


def _existing(network: Network, edges: Iterable[Edge]) -> list[Edge]:
    known = list(edges)
    for l, i, j in known:
        inside = 0 <= l < network.shape.depth
        if not (inside and 0 <= i < network.shape.nodes(l) and 0 <= j < network.shape.subnodes(l)):
            raise ValueError(f"edges: ({l}, {i}, {j}) is not an edge of {network.width}")
    return known


def _locked(network: Network, edges: Iterable[Edge], locked: bool) -> Network:
    masks = [layer.locked.clone() for layer in network.layers]
    for l, i, j in _existing(network, edges):
        masks[l][i, j] = locked
    return network.rewired([replace(e.wiring, locked=m) for e, m in zip(network.layers, masks, strict=True)])


def _renamed(network: Network, edge: Edge, name: str | None) -> Network:
    l, i, j = edge
    wirings = [layer.wiring for layer in network.layers]
    wirings[l] = replace(wirings[l], function=_with_name(wirings[l].function, i, j, name))
    return network.rewired(wirings)


def _with_name(names: Names, i: int, j: int, name: str | None) -> Names:
    row = (*names[i][:j], name, *names[i][j + 1 :])
    return (*names[:i], row, *names[i + 1 :])


def _trace_spline(network: Network, edge: Edge, function: str, reach: tuple[Tensor, Tensor]) -> None:
    """Sets the edge's spline to its named curve between the two ends, if that is finite all along."""
    l, i, j = edge
    layer, splines = network.layers[l], network.layers[l].grid + network.k
    a, b, c, d = layer.affine[i, j]
    x = torch.linspace(0, 1, 8 * layer.grid + 1, dtype=a.dtype) * (reach[1] - reach[0]) + reach[0]
    curve = c * FUNCTIONS[function].value(a * x + b) + d
    if bool(torch.isfinite(curve).all()):
        every, _ = layer.features(x[:, None].expand(-1, len(layer.lo)), slope=False)
        basis = every[None, :, i, :splines]
        layer.weights[i, :, j] = 0
        layer.weights[i, :splines, j] = follow(basis, curve[None, :, None])[0, :, 0]
