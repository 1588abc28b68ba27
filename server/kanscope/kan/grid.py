"""Grids follow the samples: fit ranges to where they flow, refine without changing the curves."""

from dataclasses import replace

import torch
from torch import Tensor

from kanscope.kan.bspline import spline_basis
from kanscope.kan.layer import Layer, Wiring
from kanscope.kan.network import INPUT_MARGIN, Network, check_samples, cover

MARGIN = 0.05  # room given to a new range
OVERFLOW = 0.02  # samples may leave a range by this share of it …
FILL = 0.65  # … and must fill this share, or the range is fitted anew


def adapt(network: Network, x: Tensor) -> Network:
    """The same curves on ranges fitted to where the samples x (N, n0) flow.

    A range that fits (left by at most 2 %, filled to 65 %) stays; if all do, the network itself is returned.
    """
    check_samples("x", x, network.shape.nodes(0))
    wirings, changed = [], False
    for l, layer in enumerate(network.layers):
        lo, hi = _fitted_range(layer, x, l == 0)
        changed = changed or not (torch.equal(lo, layer.lo) and torch.equal(hi, layer.hi))
        wirings.append(replace(layer.wiring, lo=lo, hi=hi))
        x = network.combine(l, layer(x))
    return _refitted(network, wirings) if changed else network


def refine(network: Network, grid: int, x: Tensor) -> tuple[Network, float]:
    """The same curves on `grid` intervals, and the largest change of any output on the samples x (N, n0).

    Exact when the new grid is a multiple of the old one. ValueError if grid < 1.
    """
    if grid < 1:
        raise ValueError(f"grid must be at least 1, got {grid}")
    check_samples("x", x, network.shape.nodes(0))
    finer = _refitted(network, [replace(layer.wiring, grid=grid) for layer in network.layers])
    return finer, float((finer(x) - network(x)).abs().max())


def _fitted_range(layer: Layer, x: Tensor, is_input: bool) -> tuple[Tensor, Tensor]:
    """Inputs only ever grow: their grid is to cover all data, and data do not move.

    Nor does a range under a locked curve: on another grid the curve would be another one, if only by a hair.
    """
    width = layer.hi - layer.lo
    lo, hi = x.amin(0), x.amax(0)
    slack = 0.0 if is_input else OVERFLOW
    keep = (lo >= layer.lo - slack * width) & (hi <= layer.hi + slack * width)
    if not is_input:
        keep &= (hi - lo > FILL * width) | (hi <= lo)
    keep |= (layer.locked & layer.spline_edges).any(1)
    lo, hi = cover(x, INPUT_MARGIN if is_input else MARGIN)
    return torch.where(keep, layer.lo, lo), torch.where(keep, layer.hi, hi)


def _refitted(network: Network, wirings: list[Wiring]) -> Network:
    blocks = []
    for layer, wiring in zip(network.layers, wirings, strict=True):
        weights = refit(layer, wiring)
        blocks += [weights.flatten(), layer.affine.flatten()]
    return Network(network.shape, wirings, torch.cat(blocks))


def refit(layer: Layer, wiring: Wiring) -> Tensor:
    """Weights (i, features, o) on the new wiring's grid whose splines follow the layer's, by least squares.

    Outside the old grid they follow the old curve's linear continuation, which is what the samples there
    have seen: a smoother guess would throw the output off where samples had left the grid by far.
    """
    splines = layer.grid + layer.k
    steps = torch.linspace(0, 1, 8 * max(wiring.grid, layer.grid) + 1, dtype=layer.lo.dtype)[:, None]
    x = wiring.lo + steps * (wiring.hi - wiring.lo)
    old, _ = spline_basis(x, layer.lo, layer.hi, layer.grid, layer.k, slope=False)
    new, _ = spline_basis(x, wiring.lo, wiring.hi, wiring.grid, layer.k, slope=False)
    curves = torch.bmm(old.transpose(0, 1), layer.weights[:, :splines])
    return torch.cat([follow(new.transpose(0, 1), curves), layer.weights[:, splines:]], 1)


def follow(basis: Tensor, curves: Tensor) -> Tensor:
    """Coefficients (i, M, o) for which basis (i, n, M) · c comes nearest the curves (i, n, o)."""
    solution: Tensor = torch.linalg.lstsq(basis, curves, driver="gelsd").solution
    return solution
