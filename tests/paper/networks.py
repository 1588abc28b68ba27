"""Networks to be drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kanscope.paper.figure.network import Link, Network, Port


def curve(place: tuple[int, int, int], strength: float = 1.0, label: str | None = None) -> Link:
    """A wave as strong as told."""
    y = tuple(strength * math.sin(k / 5 + sum(place)) for k in range(32))
    return Link(place, strength, (-1.0, 1.0), y, label)


def network(width: Sequence[int], names: Sequence[str] = (), links: Sequence[Link] | None = None) -> Network:
    """Sums only; every edge lives unless told which do."""
    every = [
        curve((l, i, j), 1 / (1 + (i + 2 * j) % 5))
        for l in range(len(width) - 1)
        for i in range(width[l])
        for j in range(width[l + 1])
    ]
    inputs = tuple(names) or tuple(f"x{k + 1}" for k in range(width[0]))
    return Network(
        inputs=tuple(Port(name, "m/s²" if k == 0 else None) for k, name in enumerate(inputs)),
        outputs=tuple(Port(f"y{k + 1}") for k in range(width[-1])),
        arities=tuple((1,) * nodes for nodes in width[1:]),
        links=tuple(every if links is None else links),
        title="A law",
    )
