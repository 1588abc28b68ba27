"""Thinning a fit: what can be spared is found by leaving it out, fitting again, and looking at the error."""

from __future__ import annotations

from collections.abc import Generator, Mapping

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.grid import settle
from kanscope.kan.network import Network
from kanscope.kan.scores import attribution
from kanscope.kan.simplest.compact import compacted, living_edges, pruned, without_stranded
from kanscope.kan.simplest.fitting import COARSE, Fit, Fitting
from kanscope.kan.simplest.stage import Stage, good_enough, stage
from kanscope.kan.surgery import cut_edges, cut_nodes

SPARSITY, SPARSE_STEPS = 0.03, 60
STARTS = 4
HOPELESS = 0.5  # an error no finer grid makes good

Thinning = Generator[Stage, None, Fit]
Edge = tuple[int, int, int]
Errors = Mapping[tuple[int | tuple[int, int], ...], float]


def thin(fit: Fit, fitting: Fitting, least: float, tried: Errors) -> Thinning:
    """First by the sparsity penalty, then edge by edge, then node by node; returns the thinnest good fit.

    least: the least error of any shape, which `good_enough` measures against; tried: the errors of widths
    with all their edges, so that what these could not do is not tried with fewer.
    """
    fit = yield from _by_penalty(fit, fitting, least)
    fit = yield from _by_edges(fit, fitting, least)
    return (yield from _by_nodes(fit, fitting, least, tried))


def _by_penalty(fit: Fit, fitting: Fitting, least: float) -> Thinning:
    x = fitting.samples.x
    coarse = settle(fit.network, COARSE, x)
    thinner = pruned(fitting.sparsified(coarse, SPARSITY, SPARSE_STEPS).network, x)
    if thinner is None or living_edges(thinner) >= fit.edges:
        return fit
    tried = fitting.polished(fitting.again(thinner).network)
    if not good_enough(tried.error, least):
        tried = fitting.from_scratch(thinner, STARTS)
    return (yield from _settle(fit, tried, least, "by the sparsity penalty"))


def _by_edges(fit: Fit, fitting: Fitting, least: float) -> Thinning:
    """Weakest first; none is tried twice."""
    tried: set[Edge] = set()
    while (edge := _weakest(fit.network, fitting, tried)) is not None:
        tried.add(edge)
        x = fitting.samples.x
        thinner = without_stranded(cut_edges(fit.network, [edge], x), x)
        if thinner is not None:
            shorter = fitting.again(thinner)
            if shorter.error < HOPELESS:
                shorter = fitting.polished(shorter.network)
            fit = yield from _settle(fit, shorter, least, f"without edge {edge}")
    return Fit(compacted(fit.network), fit.error)


def _by_nodes(fit: Fit, fitting: Fitting, least: float, tried: Errors) -> Thinning:
    """From fresh starts, as nothing can be left of how the work was shared; again after each success."""
    for node in _hidden(fit.network):
        fewer = _without_node(fit.network, node, fitting.samples.x)
        if fewer is not None and good_enough(tried.get(tuple(fewer.width), 0.0), least):
            again = fitting.from_scratch(fewer, STARTS)
            settled = yield from _settle(fit, again, least, f"without node {node}")
            if settled is not fit:
                return (yield from _by_nodes(settled, fitting, least, tried))
    return fit


def _without_node(network: Network, node: tuple[int, int], x: Float[Tensor, "N n0"]) -> Network | None:
    left = without_stranded(cut_nodes(network, [node], x), x)
    return None if left is None else compacted(left)


def _settle(fit: Fit, thinner: Fit, least: float, how: str) -> Thinning:
    """The thinner fit if it is good enough."""
    errors = f"error {thinner.error:.2g} after {fit.error:.2g}, {thinner.edges} of {fit.edges} edges"
    if good_enough(thinner.error, least):
        yield stage("thinned", thinner, f"{how}: {errors}")
        return thinner
    yield stage("kept", fit, f"not {how}: {errors}")
    return fit


def _weakest(network: Network, fitting: Fitting, tried: set[Edge]) -> Edge | None:
    scores = attribution(network, fitting.samples.x).edges
    living = [
        (float(scores[l][i, j]), (l, i, j))
        for l, layer in enumerate(network.layers)
        for i, j in torch.nonzero(layer.alive).tolist()
        if (l, i, j) not in tried
    ]
    return min(living)[1] if living else None


def _hidden(network: Network) -> list[tuple[int, int]]:
    return [(l, i) for l in range(1, network.shape.depth) for i in range(network.shape.nodes(l))]
