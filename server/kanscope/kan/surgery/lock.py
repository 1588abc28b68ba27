"""Holding edges as they are, and letting go of them."""

from collections.abc import Iterable
from dataclasses import replace

from kanscope.kan.network import Network
from kanscope.kan.surgery.places import Edge, existing


def lock_edges(network: Network, edges: Iterable[Edge]) -> Network:
    """Training leaves these edges as they are."""
    return _locked(network, edges, True)


def unlock_edges(network: Network, edges: Iterable[Edge]) -> Network:
    """Training may move these edges again."""
    return _locked(network, edges, False)


def _locked(network: Network, edges: Iterable[Edge], locked: bool) -> Network:
    masks = [layer.locked.clone() for layer in network.layers]
    for l, i, j in existing(network, edges):
        masks[l][i, j] = locked
    return network.rewired([replace(e.wiring, locked=m) for e, m in zip(network.layers, masks, strict=True)])
