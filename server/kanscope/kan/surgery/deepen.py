"""Adding a layer: at first it passes every node on as it is."""

from dataclasses import replace

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.layer import Wiring, fresh_wiring
from kanscope.kan.network import HIDDEN_MARGIN, Network, check_samples, cover
from kanscope.kan.shape import Shape
from kanscope.kan.surgery.blocks import Block, assembled, blocks_of, knots_of
from kanscope.kan.surgery.flow import checked_flow
from kanscope.kan.surgery.idle import in_use


def add_layer(network: Network, at: int, inputs: Float[Tensor, "N n0"], *, named: bool = False) -> Network:
    """The same function with one more layer of edges, behind the nodes at position `at` (0 the inputs).

    Node i of the new position, a sum, gets node i's value over a spline that is the line φ(x) = x. All other
    edges between nodes in use are splines at zero, which training may raise; named: they are cut, and the
    lines are the function x, as pykan's expand_depth has it. Layers from `at` on are numbered one higher.

    inputs (N, n0) say which values a layer behind the outputs will see. ValueError when there is no such
    position or the network grows too large.
    """
    shape = network.shape
    if not 0 <= at <= shape.depth:
        raise ValueError(f"at must lie in 0 … {shape.depth}, got {at}")
    check_samples("inputs", inputs, shape.nodes(0))
    like = min(at, shape.depth - 1)
    blocks = blocks_of(network)
    wiring = _ranges(network, at, inputs)
    k = shape.orders[like]
    block = _identity(wiring, k, blocks[like].weights.shape[1], in_use(network, at))
    blocks.insert(at, _named(block) if named else block)
    return assembled(_deeper(shape, at, like), blocks)


def _deeper(shape: Shape, at: int, like: int) -> Shape:
    """The shape with a position of sums behind `at`; order and base are those of layer `like`."""
    return Shape(
        (*shape.width[: at + 1], (shape.nodes(at), 0), *shape.width[at + 1 :]),
        (*shape.orders[:at], shape.orders[like], *shape.orders[at:]),
        (*shape.bases[:at], shape.bases[like], *shape.bases[at:]),
        (*shape.arities[:at], (), *shape.arities[at:]),
    )


def _ranges(network: Network, at: int, inputs: Tensor) -> Wiring:
    """The grid of a layer from the nodes at a position to as many: the one they have, if they have one."""
    nodes = network.shape.nodes(at)
    if at < network.shape.depth:
        old = network.layers[at].wiring
        return replace(fresh_wiring(old.grid, old.lo, old.hi, nodes), knots=old.knots)
    return fresh_wiring(network.grid[-1], *cover(checked_flow(network(inputs)), HIDDEN_MARGIN), nodes)


def _identity(wiring: Wiring, k: int, features: int, used: Tensor) -> Block:
    """Lines on the diagonal: splines with their Greville points, the means of k knots each, for weights."""
    nodes, knots = len(wiring.lo), knots_of(wiring, k)
    points = knots[:, 1:-1].unfold(1, k, 1).mean(-1)
    weights = knots.new_zeros(nodes, features, nodes)
    each = torch.arange(nodes, device=knots.device)
    weights[each, : points.shape[1], each] = points
    affine = knots.new_tensor([1.0, 0.0, 1.0, 0.0]).repeat(nodes, nodes, 1)
    return Block(replace(wiring, alive=used[:, None] & used), weights, affine)


def _named(block: Block) -> Block:
    diagonal = torch.eye(len(block.wiring.lo), dtype=torch.bool, device=block.weights.device)
    function = tuple(tuple("x" if same else None for same in row) for row in diagonal.tolist())
    wiring = replace(block.wiring, alive=block.wiring.alive & diagonal, function=function)
    return replace(block, wiring=wiring)
