"""Holding an edge's curve to what a scientist knows of it, and letting go."""

from __future__ import annotations

from dataclasses import replace

import torch

from kanscope.kan.grid import refit
from kanscope.kan.knots import uniform_knots
from kanscope.kan.layer import Layer, Wiring
from kanscope.kan.network import Network
from kanscope.kan.surgery.curves import become_spline
from kanscope.kan.surgery.places import Edge, existing
from kanscope.kan.wishes.held import check_room, suited
from kanscope.kan.wishes.wish import Wish, Wishes


def grant(network: Network, edge: Edge, wish: Wish) -> Network:
    """The edge's curve is the nearest that keeps the wish, and keeps it from now on, whatever happens.

    Its base function goes into the spline first. The grid of its input may be widened, for all edges from
    there. ValueError when the edge does not exist, has a name or is locked; when another edge from the same
    input needs another grid; or when this grid is too coarse, or does not reach to both sides of a centre.
    """
    [(l, i, j)] = existing(network, [edge])
    layer = network.layers[l]
    if layer.function[i][j] is not None or bool(layer.locked[i, j]):
        raise ValueError(
            f"edge: ({l}, {i}, {j}) has a name or is locked; a wish is of a spline that may move"
        )
    _check_place(layer.wiring, i, wish)
    others = tuple(one for one in layer.wiring.wishes if one[:2] != (i, j))
    _check_company(others, i, wish)
    whole = network.copy()
    _without_base(whole.layers[l], i, j)
    wiring = _laid_out(whole.layers[l], (*others, (i, j, wish)), i)
    weights = [refit(e, wiring) if e is whole.layers[l] else e.weights for e in whole.layers]
    wirings = [wiring if e is whole.layers[l] else e.wiring for e in whole.layers]
    flat = [p.flatten() for w, e in zip(weights, whole.layers, strict=True) for p in (w, e.affine)]
    return Network(network.shape, wirings, torch.cat(flat))


def release(network: Network, edge: Edge) -> Network:
    """The edge may be any curve again; it stays the one it is."""
    [(l, i, j)] = existing(network, [edge])
    wirings = [layer.wiring for layer in network.layers]
    left = tuple(one for one in wirings[l].wishes if one[:2] != (i, j))
    wirings[l] = replace(wirings[l], wishes=left)
    return network.rewired(wirings)


def _check_place(wiring: Wiring, i: int, wish: Wish) -> None:
    lo, hi = float(wiring.lo[i]), float(wiring.hi[i])
    if wish.kind in {"odd", "even"} and not lo < wish.values[0] < hi:
        raise ValueError(
            f"values: the centre {wish.values[0]:g} must be inside the input's range, {lo:g} to {hi:g}"
        )
    if wish.kind == "periodic" and wiring.grid * wish.values[0] < hi - lo:
        least = int((hi - lo) / wish.values[0]) + 1
        raise ValueError(f"values: a period of {wish.values[0]:g} needs a grid of {least}, got {wiring.grid}")


def _check_company(others: Wishes, i: int, wish: Wish) -> None:
    """Two edges from one input share its grid."""
    for source, j, other in others:
        mirrors = {wish.kind, other.kind} <= {"odd", "even"}
        fits = wish.values == other.values and (mirrors or wish.kind == other.kind)
        if source == i and wish.even_grid and other.even_grid and not fits:
            raise ValueError(
                f"wish: {wish.kind} {list(wish.values)} needs another grid than the edge to {j} from the "
                f"same input, which is {other.kind} {list(other.values)}"
            )


def _without_base(layer: Layer, i: int, j: int) -> None:
    """The same curve over the grid's range, by splines alone."""
    if layer.base is None:
        return
    steps = torch.linspace(0, 1, 8 * layer.grid + 1).to(layer.lo)
    x = layer.lo[i] + steps * (layer.hi[i] - layer.lo[i])
    every, _ = layer.features(x[:, None].expand(-1, len(layer.lo)), slope=False)
    become_spline(layer, i, j, x, every[:, i] @ layer.weights[i, :, j])


def _laid_out(layer: Layer, wishes: Wishes, i: int) -> Wiring:
    """The wiring on ranges that suit the wishes. ValueError when a locked curve lies on a grid to be moved,
    or the grid is too coarse.
    """
    old = layer.wiring
    lo, hi = suited(wishes, old.lo, old.hi, old.grid)
    moved = bool(((lo != old.lo) | (hi != old.hi)).any())
    if moved and bool((layer.locked & layer.spline_edges)[i].any()):
        raise ValueError(f"wish: the grid of input {i} must be widened, but a locked curve lies on it")
    wiring = replace(old, lo=lo, hi=hi, wishes=wishes)
    if old.knots is not None:
        knots = old.knots.clone()
        if moved or any(wish.even_grid for source, _, wish in wishes if source == i):
            knots[i] = uniform_knots(lo, hi, old.grid, layer.k)[i]
        wiring = replace(wiring, knots=knots)
    check_room(wiring, layer.k)
    return wiring
