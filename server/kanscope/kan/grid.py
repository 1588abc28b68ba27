"""Grids follow the samples: fit ranges to where they flow, refine without changing the curves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.footprint import check_refit, witnesses
from kanscope.kan.knots import finer, sample_knots
from kanscope.kan.layer import Layer, Wiring, fresh_wiring, knots_of, same_grid, splines_on
from kanscope.kan.network import INPUT_MARGIN, Network, check_samples, cover
from kanscope.kan.shape import at_least, per_layer
from kanscope.kan.wishes.held import check_room, evenly_spaced, suited

MARGIN = 0.05  # room given to a new range
OVERFLOW = 0.02  # samples may leave a range by this share of it …
FILL = 0.65  # … and must fill this share, or the range is fitted anew
UNIFORM = 0.02  # share of even spacing in knots that follow the samples


@dataclass(frozen=True)
class Change:
    """The largest change of any output, and of any edge, on some samples."""

    outputs: float
    edges: float


def adapt(
    network: Network, x: Float[Tensor, "N n0"], *, inputs_shrink: bool = False, least: float = 0.0
) -> Network:
    """The same curves on ranges fitted to where the samples x (N, n0) flow.

    A range that fits (left by at most 2 %, filled to 65 %) stays; if all do, the network itself is returned.
    Ranges of inputs only grow, unless inputs_shrink: for a network that was made before it saw these data.
    least: hidden ranges do not become narrower than that, for steps that are not measured by them.
    """
    check_samples("x", x, network.shape.nodes(0))
    wirings, changed = [], False
    for l, layer in enumerate(network.layers):
        flow = x if l == 0 else _widened(x, least)
        lo, hi = fitted_range(layer, flow, l == 0, inputs_shrink)
        changed = changed or not (torch.equal(lo, layer.lo) and torch.equal(hi, layer.hi))
        wirings.append(_moved(layer, lo, hi))
        x = network.combine(l, layer(x))
    return _refitted(network, wirings) if changed else network


def refine(network: Network, grid: int | Sequence[int], x: Float[Tensor, "N n0"]) -> tuple[Network, Change]:
    """The same curves on `grid` intervals, one for all layers or a list; the largest change on x (N, n0).

    Exact when the new grid is a multiple of the old one. ValueError if grid < 1 or too large to hold.
    """
    grids = per_layer("grid", grid, network.shape.depth)
    for one in grids:
        at_least("grid", one, 1)
    check_samples("x", x, network.shape.nodes(0))
    check_refit(network.shape, network.grid, grids, network.parameters.dtype)
    wirings = [_on_intervals(layer, one) for layer, one in zip(network.layers, grids, strict=True)]
    fine = _refitted(network, wirings)
    return fine, change(network, fine, x)


def settle(network: Network, grid: int, x: Float[Tensor, "N n0"], margin: float = MARGIN) -> Network:
    """The same curves on `grid` intervals over ranges that all samples x (N, n0) fill, but for a margin.

    Not even a sample may be left on a curve's linear continuation: on a fine grid that would be its largest
    error. The inputs' ranges only grow, and those under locked curves stay. ValueError if grid < 1 or
    too large to hold.
    """
    at_least("grid", grid, 1)
    check_samples("x", x, network.shape.nodes(0))
    check_refit(network.shape, network.grid, [grid] * network.shape.depth, network.parameters.dtype)
    wirings, values = [], x
    for l, layer in enumerate(network.layers):
        lo, hi = cover(values, margin) if l else _grown(layer, values)
        held = _held(layer)
        lo, hi = suited(layer.wiring.wishes, lo, hi, grid)
        moved = _moved(layer, torch.where(held, layer.lo, lo), torch.where(held, layer.hi, hi))
        wirings.append(_with_intervals(moved, grid, layer.k))
        values = network.combine(l, layer(values))
    return _refitted(network, wirings)


def follow_samples(
    network: Network, x: Float[Tensor, "N n0"], uniform: float = UNIFORM
) -> tuple[Network, Change]:
    """The same curves on knots that hold equal shares of the samples x (N, n0), and the largest change.

    uniform: share of even spacing, 1 for none of the samples' own. Ranges stay, and so do grids under locked
    curves. ValueError unless 0 < uniform <= 1.
    """
    if not 0 < uniform <= 1:
        raise ValueError(f"uniform must be above 0 and at most 1, got {uniform}")
    check_samples("x", x, network.shape.nodes(0))
    wirings, values = [], x
    for l, layer in enumerate(network.layers):
        wirings.append(_on_samples(layer, values, uniform))
        values = network.combine(l, layer(values))
    spread = _refitted(network, wirings)
    return spread, change(network, spread, x)


def change(before: Network, after: Network, x: Float[Tensor, "N n0"]) -> Change:
    """The largest change on the samples x (N, n0); each edge of both is looked at where `before` has it."""
    outputs, edges = float((after(x) - before(x)).abs().max()), 0.0
    for l, (old, new) in enumerate(zip(before.layers, after.layers, strict=True)):
        edges = max(edges, float((new.edge_values(x) - old.edge_values(x)).abs().max()))
        x = before.combine(l, old(x))
    return Change(outputs, edges)


def fitted_range(
    layer: Layer, x: Tensor, is_input: bool, inputs_shrink: bool = False
) -> tuple[Tensor, Tensor]:
    """Inputs only grow, once made for their data: their grid is to cover all data, and data do not move.

    Nor does a range under a locked curve: on another grid the curve would be another one, if only by a hair.
    """
    width = layer.hi - layer.lo
    lo, hi = x.amin(0), x.amax(0)
    slack = 0.0 if is_input else OVERFLOW
    keep = (lo >= layer.lo - slack * width) & (hi <= layer.hi + slack * width)
    if inputs_shrink or not is_input:
        needed_lo, needed_hi = suited(layer.wiring.wishes, lo, hi, layer.grid)
        keep &= (needed_hi - needed_lo > FILL * width) | (hi <= lo)
    keep |= _held(layer)
    lo, hi = cover(x, INPUT_MARGIN if is_input else MARGIN)
    lo, hi = suited(layer.wiring.wishes, lo, hi, layer.grid)
    return torch.where(keep, layer.lo, lo), torch.where(keep, layer.hi, hi)


def _widened(x: Tensor, least: float) -> Tensor:
    """The ends (2, i) of the samples x (N, i), moved apart where they are closer than that."""
    lo, hi = x.amin(0), x.amax(0)
    room = 0.5 * (least - (hi - lo)).clamp(min=0)
    return torch.stack([lo - room, hi + room])


def _grown(layer: Layer, x: Tensor) -> tuple[Tensor, Tensor]:
    """The layer's range, moved out at an end where samples lie beyond it."""
    lo, hi = cover(x, INPUT_MARGIN)
    return torch.where(x.amin(0) < layer.lo, lo, layer.lo), torch.where(x.amax(0) > layer.hi, hi, layer.hi)


def _held(layer: Layer) -> Tensor:
    """(i,) bool: inputs whose grid lies under a locked curve."""
    return (layer.locked & layer.spline_edges).any(1)


def _moved(layer: Layer, lo: Tensor, hi: Tensor) -> Wiring:
    """The grid stretched to another range, knots keeping their places within it."""
    wiring = replace(layer.wiring, lo=lo, hi=hi)
    if wiring.knots is None:
        return wiring
    stretch = (hi - lo) / (layer.hi - layer.lo)
    knots = lo[:, None] + (wiring.knots - layer.lo[:, None]) * stretch[:, None]
    same = ((lo == layer.lo) & (hi == layer.hi))[:, None]
    return replace(wiring, knots=torch.where(same, wiring.knots, knots))


def _on_intervals(layer: Layer, grid: int) -> Wiring:
    """The layer's grid with other intervals, on the same range unless a wish needs another with so many."""
    lo, hi = suited(layer.wiring.wishes, layer.lo, layer.hi, grid)
    wiring = _with_intervals(_moved(layer, lo, hi), grid, layer.k)
    check_room(wiring, layer.k)
    return wiring


def _with_intervals(wiring: Wiring, grid: int, k: int) -> Wiring:
    knots = None if wiring.knots is None else finer(wiring.knots, grid, k)
    return replace(wiring, grid=grid, knots=knots)


def _on_samples(layer: Layer, x: Tensor, uniform: float) -> Wiring:
    lo, hi, grid, k = layer.lo, layer.hi, layer.grid, layer.k
    knots = sample_knots(x, (lo, hi), grid, k, uniform)
    old = knots_of(layer.wiring, k)
    return replace(
        layer.wiring, knots=torch.where((_held(layer) | evenly_spaced(layer.wiring))[:, None], old, knots)
    )


def _refitted(network: Network, wirings: list[Wiring]) -> Network:
    blocks = []
    for layer, wiring in zip(network.layers, wirings, strict=True):
        weights = refit(layer, wiring)
        blocks += [weights.flatten(), layer.affine.flatten()]
    return Network(network.shape, wirings, torch.cat(blocks))


def refit(layer: Layer, wiring: Wiring) -> Float[Tensor, "i M o"]:
    """Weights (i, features, o) on the new wiring's grid whose splines follow the layer's, by least squares.

    Where an input's grid is the same on both, its weights are too, in every bit. Outside the old grid they
    follow the old curve's linear continuation, which is what the samples there have seen: a smoother guess
    would throw the output off where samples had left the grid by far.
    """
    splines = layer.grid + layer.k
    at = torch.nonzero(~same_grid(layer.wiring, wiring, layer.k))[:, 0]
    before, after = _of_inputs(layer.wiring, at), _of_inputs(wiring, at)
    coefficients = layer.weights.new_zeros(len(layer.lo), wiring.grid + layer.k, layer.weights.shape[2])
    if wiring.grid == layer.grid:
        coefficients.copy_(layer.weights[:, :splines])
    if len(at):
        coefficients[at] = _followed(before, after, layer.k, layer.weights[at, :splines])
    return torch.cat([coefficients, layer.weights[:, splines:]], 1)


def _followed(before: Wiring, after: Wiring, k: int, coefficients: Tensor) -> Tensor:
    x = _witnesses(before, after, k)
    old, _ = splines_on(before, k, x, slope=False)
    new, _ = splines_on(after, k, x, slope=False)
    return follow(new.transpose(0, 1), torch.bmm(old.transpose(0, 1), coefficients))


def _of_inputs(wiring: Wiring, at: Tensor) -> Wiring:
    """The grids of some inputs alone, under edges that nothing is said of."""
    fresh = fresh_wiring(wiring.grid, wiring.lo[at], wiring.hi[at], wiring.alive.shape[1])
    return replace(fresh, knots=None if wiring.knots is None else wiring.knots[at])


def _witnesses(before: Wiring, after: Wiring, k: int) -> Tensor:
    """Points (n, i) at which new curves are held to the old: eight in every interval of the finer grid."""
    points = witnesses(before.grid, after.grid)
    steps = torch.linspace(0, 1, points, dtype=after.lo.dtype, device=after.lo.device)
    if after.knots is None:
        return after.lo + steps[:, None] * (after.hi - after.lo)
    dense = finer(after.knots, points - 1, k)
    return dense[:, k : k + points].T


def follow(basis: Float[Tensor, "i n M"], curves: Float[Tensor, "i n o"]) -> Float[Tensor, "i M o"]:
    """Coefficients (i, M, o) for which basis (i, n, M) · c comes nearest the curves (i, n, o)."""
    if basis.device.type == "cuda":  # which has no rank-revealing solver
        return torch.matmul(torch.linalg.pinv(basis), curves)
    solution: Tensor = torch.linalg.lstsq(basis, curves, driver="gelsd").solution
    return solution
