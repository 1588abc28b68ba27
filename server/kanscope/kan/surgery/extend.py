"""Longer grids: more intervals where values leave the range, the curves within it staying what they are."""

from dataclasses import replace

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.grid import Change, change, follow
from kanscope.kan.knots import extended, finer, uniform_knots
from kanscope.kan.layer import Layer, Wiring, splines_on
from kanscope.kan.network import Network, check_samples
from kanscope.kan.surgery.blocks import Block, assembled, blocks_of, knots_of
from kanscope.kan.surgery.flow import checked_flow

MOST = 1000  # intervals: values that need more have left their grid by far, and `adapt` serves them better
WITNESSES = 8  # points in each interval at which curves are compared


def extend(network: Network, inputs: Float[Tensor, "N n0"]) -> tuple[Network, Change]:
    """Grids with as many more intervals as the samples inputs (N, n0) need to lie within, and what changed.

    Within the old range every curve is exactly what it was; beyond, where it went on as its tangent, it bends
    to that line as closely as the spline can. New intervals are as long as the old ones on average; all nodes
    of a layer get equally many, those in need where they need them. ValueError when a layer would have more
    than 1,000, or one of its edges has a wish: that holds the whole curve, so the part within would move.
    """
    values, blocks = check_samples("inputs", inputs, network.shape.nodes(0)), blocks_of(network)
    for l, layer in enumerate(network.layers):
        left, right = _missing(layer, checked_flow(values))
        if int((left + right).max()):
            _refuse_wishes(layer, l)
            blocks[l] = _longer(layer, blocks[l], left, right)
        values = network.combine(l, layer(values))
    longer = assembled(network.shape, blocks)
    return longer, change(network, longer, inputs)


def _refuse_wishes(layer: Layer, l: int) -> None:
    if layer.wiring.wishes:
        i, j, _ = layer.wiring.wishes[0]
        raise ValueError(f"inputs: they leave a grid under the wish of edge ({l}, {i}, {j}); use adapt there")


def _missing(layer: Layer, values: Tensor) -> tuple[Tensor, Tensor]:
    """How many intervals each node needs at either end, (i,) each; in sum as many for every node."""
    step = (layer.hi - layer.lo) / layer.grid
    left = ((layer.lo - values.amin(0)) / step).ceil().clamp(min=0)
    right = ((values.amax(0) - layer.hi) / step).ceil().clamp(min=0)
    more = float((left + right).max())
    if layer.grid + more > MOST:
        raise ValueError(
            f"inputs: they leave the grid so far that it would need {layer.grid + more:.0f} intervals"
        )
    spare = more - left - right
    return (left + (spare / 2).floor()).long(), (right + (spare / 2).ceil()).long()


def _longer(layer: Layer, block: Block, left: Tensor, right: Tensor) -> Block:
    old, step = layer.wiring, (layer.hi - layer.lo) / layer.grid
    lo, hi, grid = layer.lo - left * step, layer.hi + right * step, layer.grid + int((left + right)[0])
    even = replace(old, grid=grid, lo=lo, hi=hi, knots=None)
    wiring = even if old.knots is None else replace(even, knots=_knots(old.knots, even, layer.k, left))
    x = finer(knots_of(wiring, layer.k), WITNESSES * grid, layer.k)[:, layer.k : -layer.k].T
    basis, _ = splines_on(wiring, layer.k, x, slope=False)
    was, _ = splines_on(old, layer.k, x, slope=False)
    splines = layer.grid + layer.k
    curves = torch.bmm(was.transpose(0, 1), block.weights[:, :splines])
    rows = zip(basis.unbind(1), curves, left.tolist(), strict=True)
    weights = torch.stack([_followed(*row, layer.grid, layer.k) for row in rows])
    return replace(block, wiring=wiring, weights=torch.cat([weights, block.weights[:, splines:]], 1))


def _knots(old: Tensor, even: Wiring, k: int, left: Tensor) -> Tensor:
    """Old inner knots between even new ones."""
    inner, places = old[:, k:-k], uniform_knots(even.lo, even.hi, even.grid, k)[:, k:-k].clone()
    for row, known, first in zip(places, inner, left.tolist(), strict=True):
        row[first : first + len(known)] = known
    return extended(places, k)


def _followed(basis: Tensor, curves: Tensor, first: int, grid: int, k: int) -> Tensor:
    """Weights (M, o) on basis (n, M) of curves (n, o): exact from interval `first` on for `grid` intervals.

    First the splines that reach into these, then with those held fast the others.
    """
    weights = basis.new_zeros(basis.shape[1], curves.shape[1])
    known = slice(WITNESSES * first, WITNESSES * (first + grid) + 1), slice(first, first + grid + k)
    weights[known[1]] = follow(basis[known][None], curves[None, known[0]])[0]
    beyond, free = (torch.ones(size, dtype=torch.bool, device=basis.device) for size in basis.shape)
    beyond[known[0]], free[known[1]] = False, False
    left_over = (curves - basis @ weights)[beyond]
    weights[free] = follow(basis[beyond][:, free][None], left_over[None])[0]
    return weights
