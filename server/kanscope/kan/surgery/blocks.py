"""A network taken apart into layers, which can be cut to size, joined and put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.footprint import check_size
from kanscope.kan.knots import uniform_knots
from kanscope.kan.layer import Layer, Wiring
from kanscope.kan.network import Network
from kanscope.kan.shape import Shape
from kanscope.kan.wishes.wish import selected, shifted


@dataclass(frozen=True)
class Block:
    """A layer with tensors of its own: wiring, weights (i, features, o) and affine (i, o, 4)."""

    wiring: Wiring
    weights: Float[Tensor, "i M o"]
    affine: Float[Tensor, "i o 4"]

    def with_inputs(self, order: Sequence[int]) -> Block:
        """The edges from these input nodes, in this order."""
        old, rows = self.wiring, list(order)
        knots = None if old.knots is None else old.knots[rows]
        function = tuple(old.function[i] for i in rows)
        edges = old.alive[rows], old.locked[rows], function
        wishes = selected(old.wishes, rows, range(old.alive.shape[1]))
        wiring = Wiring(old.grid, old.lo[rows], old.hi[rows], *edges, knots, wishes)
        return Block(wiring, self.weights[rows], self.affine[rows])

    def with_outputs(self, order: Sequence[int]) -> Block:
        """The edges to these subnodes, in this order."""
        old, columns = self.wiring, list(order)
        function = tuple(tuple(row[j] for j in columns) for row in old.function)
        alive, locked = old.alive[:, columns], old.locked[:, columns]
        wishes = selected(old.wishes, range(len(old.lo)), columns)
        wiring = replace(old, alive=alive, locked=locked, function=function, wishes=wishes)
        return Block(wiring, self.weights[..., columns], self.affine[:, columns])


def blocks_of(network: Network) -> list[Block]:
    """Every layer as a block of its own."""
    return [Block(layer.wiring, layer.weights.clone(), layer.affine.clone()) for layer in network.layers]


def assembled(shape: Shape, blocks: Sequence[Block]) -> Network:
    """The network of these layers. ValueError when it would be too large to hold."""
    check_size(shape, [block.wiring.grid for block in blocks], blocks[0].weights.dtype)
    flat = [part.flatten() for block in blocks for part in (block.weights, block.affine)]
    return Network(shape, [block.wiring for block in blocks], torch.cat(flat))


def with_more_outputs(block: Block, more: Block) -> Block:
    """The edges of both, from the same input nodes: those to the subnodes of `more` come last."""
    old, new = block.wiring, more.wiring
    function = tuple((*a, *b) for a, b in zip(old.function, new.function, strict=True))
    alive, locked = torch.cat([old.alive, new.alive], 1), torch.cat([old.locked, new.locked], 1)
    wishes = (*old.wishes, *shifted(new.wishes, targets=old.alive.shape[1]))
    wiring = replace(old, alive=alive, locked=locked, function=function, wishes=wishes)
    weights = torch.cat([block.weights, more.weights], 2)
    return Block(wiring, weights, torch.cat([block.affine, more.affine], 1))


def with_more_inputs(block: Block, more: Block, k: int) -> Block:
    """The edges of both, to the same subnodes: those from the input nodes of `more` come last."""
    old, new = block.wiring, more.wiring
    lo, hi = torch.cat([old.lo, new.lo]), torch.cat([old.hi, new.hi])
    alive, locked = torch.cat([old.alive, new.alive]), torch.cat([old.locked, new.locked])
    even = old.knots is None and new.knots is None
    knots = None if even else torch.cat([knots_of(old, k), knots_of(new, k)])
    wishes = (*old.wishes, *shifted(new.wishes, sources=len(old.lo)))
    wiring = Wiring(old.grid, lo, hi, alive, locked, (*old.function, *new.function), knots, wishes)
    weights = torch.cat([block.weights, more.weights])
    return Block(wiring, weights, torch.cat([block.affine, more.affine]))


def knots_of(wiring: Wiring, k: int) -> Float[Tensor, "i T"]:
    """The knots (i, G+1+2k) of a layer, written out where its grid is uniform."""
    even = uniform_knots(wiring.lo, wiring.hi, wiring.grid, k)
    return even if wiring.knots is None else wiring.knots


def layer_of(block: Block, k: int, base: str) -> Layer:
    """The block as a layer that can be evaluated."""
    return Layer(k, base, block.wiring, block.weights, block.affine)
