"""Curves as a screen wants them: 64 bytes between a lowest and a highest value, in the scientist's units."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.units import input_unit, output_unit
from kanscope.kan.curves import curves
from kanscope.kan.surgery import Edge
from kanscope.study.ids import edge_id

POINTS = 64
Drawn = tuple[float, float, bytes]
"""Lowest value, highest value, and 64 heights between them as bytes from 0 to 255."""


def living_edges(session: Session) -> Iterator[Edge]:
    """Every edge that is not cut, layer by layer."""
    for l, layer in enumerate(session.network.layers):
        for i, j in torch.nonzero(layer.alive).tolist():
            yield l, i, j


def drawn_curves(session: Session) -> dict[str, Drawn]:
    """Every living edge over its node's grid range."""
    heights = [y.numpy() for _, y in curves(session.network, POINTS)]
    return {
        edge_id(l, i, j): drawn(heights[l][i, j] * output_unit(session, l, j))
        for l, i, j in living_edges(session)
    }


def drawn_scores(session: Session) -> dict[str, float]:
    """Attribution of every living edge."""
    edges = session.scores.edges
    return {edge_id(l, i, j): number(edges[l][i, j]) for l, i, j in living_edges(session)}


def ranges(session: Session) -> dict[str, list[float]]:
    """[lowest, highest] x of every living edge's curve."""
    return {edge_id(l, i, j): x_range(session, l, i) for l, i, j in living_edges(session)}


def x_range(session: Session, layer: int, node: int) -> list[float]:
    """Ends of a node's grid, in its column's unit at the inputs."""
    shift, scale = input_unit(session, layer, node)
    here = session.network.layers[layer]
    return [number(end[node] * scale + shift) for end in (here.lo, here.hi)]


def drawn(y: NDArray[np.float64]) -> Drawn:
    """One curve as bytes. Where it is no finite number, it is drawn as high as its nearest finite point."""
    y = mended(y)
    lo, hi = float(y.min()), float(y.max())
    room = hi - lo
    share = (y - lo) / room if room > 0 else np.full_like(y, 0.5)
    return lo, hi, np.rint(share * 255).astype(np.uint8).tobytes()


def mended(y: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same values with those that are not finite taken from their neighbours; zeros when none is."""
    good = np.isfinite(y)
    if good.all():
        return y
    places = np.arange(len(y))
    return np.interp(places, places[good], y[good]) if good.any() else np.zeros_like(y)


def number(value: float | Tensor) -> float:
    """A finite float: 0 in place of what is none, so that any reader can take it."""
    as_float = float(value)
    return as_float if np.isfinite(as_float) else 0.0
