"""Adding nodes to a hidden layer: they do nothing yet, but can learn."""

from collections.abc import Sequence
from dataclasses import replace

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.footprint import check_size
from kanscope.kan.layer import fresh_wiring
from kanscope.kan.network import HIDDEN_MARGIN, Network, check_samples, cover
from kanscope.kan.products import combine
from kanscope.kan.shape import Shape, at_least
from kanscope.kan.start import start_affine, start_weights
from kanscope.kan.surgery.blocks import (
    Block,
    assembled,
    blocks_of,
    layer_of,
    with_more_inputs,
    with_more_outputs,
)
from kanscope.kan.surgery.flow import checked_flow
from kanscope.kan.surgery.idle import in_use
from kanscope.kan.trace import node_values


def add_nodes(
    network: Network,
    position: int,
    inputs: Float[Tensor, "N n0"],
    *,
    sums: int = 0,
    products: Sequence[int] = (),
    idle: bool = False,
    seed: int = 0,
) -> Network:
    """The same function with more nodes at a hidden position: `sums` sums, and products of so many factors.

    Edges into a new node are random near-lines, as in a fresh network; those out of it are splines at zero,
    so the outputs stay. They are no dead end: the zeros have a gradient at once, and once they move so do the
    edges before them. Nodes without a living way in or out are not connected. idle: all new edges are cut.
    New nodes take the next free indices; where there are products already, a new sum is a product of one
    factor, since sums would come before them and shift their ids.

    inputs (N, n0) say which values the new nodes will see. ValueError naming the argument when the position
    is not a hidden one, no node is asked for, the network grows too large, or a node has no value for some
    of the inputs.
    """
    arities = _new_arities(network, position, sums, products)
    check_samples("inputs", inputs, network.shape.nodes(0))
    plain = sums if not network.shape.arities[position - 1] else 0
    blocks, shape = blocks_of(network), network.shape
    part = _part(shape, position, (plain, len(arities)), arities)
    before = _into(network, position, part, torch.Generator().manual_seed(seed))
    k, base = shape.orders[position - 1], shape.bases[position - 1]
    subnodes = layer_of(before, k, base)(node_values(network, inputs, position - 1))
    after = _out_of(network, position, checked_flow(combine(subnodes, plain, arities)))
    if idle:
        before, after = _cut(before), _cut(after)
    blocks[position - 1] = with_more_outputs(blocks[position - 1], before)
    blocks[position] = with_more_inputs(blocks[position], after, shape.orders[position])
    return assembled(_wider(shape, position, plain, arities), blocks)


def _new_arities(network: Network, position: int, sums: int, products: Sequence[int]) -> tuple[int, ...]:
    if not 0 < position < network.shape.depth:
        raise ValueError(f"position must be that of a hidden layer of {network.width}, got {position}")
    at_least("sums", sums, 0)
    for arity in products:
        at_least("products: a product's factors", arity, 2)
    if not sums and not products:
        raise ValueError("sums: ask for at least one sum or product")
    wider = _wider(network.shape, position, sums, tuple(products))
    check_size(wider, network.grid, network.parameters.dtype)  # before anything of that size is made
    return (*((1,) * sums if network.shape.arities[position - 1] else ()), *products)


def _part(shape: Shape, position: int, nodes: tuple[int, int], arities: tuple[int, ...]) -> Shape:
    """The shape of the new nodes alone: one layer from the nodes before them."""
    l = position - 1
    return Shape(((shape.nodes(l), 0), nodes), shape.orders[l : l + 1], shape.bases[l : l + 1], (arities,))


def _wider(shape: Shape, position: int, sums: int, arities: tuple[int, ...]) -> Shape:
    width, all_arities = list(shape.width), list(shape.arities)
    width[position] = (width[position][0] + sums, width[position][1] + len(arities))
    all_arities[position - 1] = (*all_arities[position - 1], *arities)
    return replace(shape, width=tuple(width), arities=tuple(all_arities))


def _into(network: Network, position: int, part: Shape, dice: torch.Generator) -> Block:
    old = network.layers[position - 1].wiring
    wiring = replace(fresh_wiring(old.grid, old.lo, old.hi, part.subnodes(0)), knots=old.knots)
    alive = wiring.alive & in_use(network, position - 1)[:, None]
    weights, affine = start_weights(part, 0, old.grid, dice), start_affine(part, 0)
    like = network.parameters
    return Block(replace(wiring, alive=alive), weights.to(like), affine.to(like))


def _out_of(network: Network, position: int, values: Tensor) -> Block:
    """Splines at zero from new nodes, on a grid that covers their values (N, n)."""
    layer, shape = network.layers[position], network.shape
    lo, hi = cover(values, HIDDEN_MARGIN)
    wiring = fresh_wiring(layer.grid, lo, hi, shape.subnodes(position))
    alive = wiring.alive & in_use(network, position + 1)[network.owners(position)]
    affine = start_affine(shape, position)[:1].expand(len(lo), -1, -1)
    weights = layer.weights.new_zeros(len(lo), *layer.weights.shape[1:])
    return Block(replace(wiring, alive=alive), weights, affine.to(layer.affine))


def _cut(block: Block) -> Block:
    return replace(block, wiring=replace(block.wiring, alive=torch.zeros_like(block.wiring.alive)))
