"""A network as a picture for a journal, as wide as one or two of its columns."""

from __future__ import annotations

from typing import Literal

from kanscope.paper.figure.graph import graph
from kanscope.paper.figure.matrix import matrix
from kanscope.paper.figure.network import Network
from kanscope.paper.figure.svg import MM, document

Columns = Literal[1, 2]
WIDTHS: dict[Columns, float] = {1: 89 * MM, 2: 183 * MM}
"""Points."""


def figure(network: Network, columns: Columns | None = None) -> str:
    """SVG. Curves where they can be seen, a matrix of edges where there are too many of them."""
    width = WIDTHS[columns or suited(network)]
    drawn = graph(network, width) or matrix(network, width)
    return document(width, drawn.height, drawn.parts, title=network.title, told=told(network))


def suited(network: Network) -> Columns:
    """One column where the plates have room in it."""
    return 1 if network.depth <= 2 and network.crowded <= 10 else 2


def told(network: Network) -> str:
    """The picture in a sentence."""
    sizes = ", ".join(str(len(nodes)) for nodes in network.shown())
    named = sum(link.label is not None for link in network.links)
    return (
        f"Kolmogorov–Arnold network of {sizes} nodes with {len(network.links)} edges, {named} of them named."
    )
