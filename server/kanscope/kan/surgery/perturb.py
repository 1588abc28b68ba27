"""Room to learn for a network that was named or cut down: splines where there were names or nothing."""

import math
from dataclasses import dataclass, replace
from typing import Literal, get_args

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.grid import adapt
from kanscope.kan.knots import uniform_knots
from kanscope.kan.network import HIDDEN_MARGIN, Network, check_samples, cover
from kanscope.kan.start import random_lines, start_weights
from kanscope.kan.surgery.blocks import Block, assembled, blocks_of, layer_of
from kanscope.kan.surgery.flow import checked_flow
from kanscope.kan.surgery.idle import has_way_in, has_way_out
from kanscope.kan.surgery.name import unfix_symbolic
from kanscope.kan.wishes.held import suited

Mode = Literal["non-intrusive", "minimal", "all"]


@dataclass(frozen=True)
class _Dice:
    """Random curves of one size."""

    magnitude: float
    generator: torch.Generator


def perturb(
    network: Network,
    inputs: Float[Tensor, "N n0"],
    mode: Mode = "non-intrusive",
    magnitude: float = 1.0,
    seed: int = 0,
) -> Network:
    """The network with more splines to train; locked edges stay as they are. The modes are pykan's:

    non-intrusive: the outputs stay. Cut edges come alive that lead to an output, or meet at one end a node
        without a living way in or out: at random into a node without a way out, at zero elsewhere.
    minimal: named edges become splines along their curves, plus `magnitude` times a random near-line.
    all: both, and the cut edges that are left come alive as `magnitude` times random near-lines.

    inputs (N, n0) say which values flow. A product that feeds others but lacks two factors gets them at zero,
    where they have no gradient. ValueError naming the argument out of range.
    """
    if mode not in get_args(Mode):
        raise ValueError(f"mode must be one of {', '.join(get_args(Mode))}, got {mode!r}")
    if not 0 <= magnitude < math.inf:
        raise ValueError(f"magnitude must be finite and not negative, got {magnitude}")
    check_samples("inputs", inputs, network.shape.nodes(0))
    dice = _Dice(magnitude, torch.Generator().manual_seed(seed))
    awake = network if mode == "minimal" else _woken(network, inputs, dice)
    return awake if mode == "non-intrusive" else _loosened(awake, inputs, mode == "all", dice)


def _woken(network: Network, inputs: Tensor, dice: _Dice) -> Network:
    blocks, x, shape = blocks_of(network), inputs, network.shape
    for l, old in enumerate(blocks):
        block = _fitted(old, checked_flow(x), ~has_way_out(network, l), shape.orders[l]) if l else old
        waking, at_random = _waking(network, l)
        fresh = start_weights(shape, l, block.wiring.grid, dice.generator).to(block.weights) * dice.magnitude
        blocks[l] = _revived(block, waking, fresh * at_random[:, None, :])
        x = network.combine(l, layer_of(blocks[l], shape.orders[l], shape.bases[l])(x))
    return assembled(shape, blocks)


def _waking(network: Network, l: int) -> tuple[Tensor, Tensor]:
    """(i, o) bool twice: cut edges that may come alive at zero, and those that may with any curve."""
    layer, owners = network.layers[l], network.owners(l)
    silent = ~has_way_out(network, l + 1)[owners]
    idle = (silent | ~has_way_in(network, l + 1)[owners]) | (l + 1 == network.shape.depth)
    loose = ~(has_way_in(network, l) & has_way_out(network, l))[:, None]
    waking = ~layer.alive & ~layer.locked & (idle | loose)
    return waking, waking & silent


def _loosened(network: Network, inputs: Tensor, everything: bool, dice: _Dice) -> Network:
    """Named edges as splines with something added, and everything: cut ones alive."""
    free, shape = network, network.shape
    for l, layer in enumerate(network.layers):
        for i, j in (layer.alive & layer.symbolic & ~layer.locked).nonzero().tolist():
            free = unfix_symbolic(free, (l, i, j), inputs)
    blocks = blocks_of(free)
    for l, (layer, block) in enumerate(zip(network.layers, blocks, strict=True)):
        lines = random_lines(shape, l, layer.grid, dice.generator).to(block.weights) * dice.magnitude
        loose = layer.alive & layer.symbolic & ~layer.locked
        louder = replace(block, weights=block.weights + lines * loose[:, None, :])
        cut = ~layer.alive & ~layer.locked
        blocks[l] = _revived(louder, cut, lines) if everything else louder
    return adapt(assembled(shape, blocks), inputs)


def _revived(block: Block, edges: Tensor, weights: Tensor) -> Block:
    """These edges (i, o) live as splines of these weights (i, features, o)."""
    old, now = block.wiring, edges.tolist()
    function = tuple(
        tuple(None if fresh else name for fresh, name in zip(*pair, strict=True))
        for pair in zip(now, old.function, strict=True)
    )
    wiring = replace(old, alive=old.alive | edges, function=function)
    return replace(block, wiring=wiring, weights=torch.where(edges[:, None, :], weights, block.weights))


def _fitted(block: Block, x: Tensor, silent: Tensor, k: int) -> Block:
    """The grids of silent nodes (i,) on what flows there, x (N, i), unless an edge on them is locked."""
    old, moving = block.wiring, silent & ~block.wiring.locked.any(1)
    lo, hi = cover(x, HIDDEN_MARGIN)
    lo, hi = suited(old.wishes, lo, hi, old.grid)
    lo, hi = torch.where(moving, lo, old.lo), torch.where(moving, hi, old.hi)
    even = uniform_knots(lo, hi, old.grid, k)
    knots = None if old.knots is None else torch.where(moving[:, None], even, old.knots)
    return replace(block, wiring=replace(old, lo=lo, hi=hi, knots=knots))
