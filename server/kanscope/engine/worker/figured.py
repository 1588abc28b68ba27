"""A session's network as a figure draws it."""

from __future__ import annotations

from collections.abc import Mapping

from kanscope.engine.worker.drawing import living_edges, mended, number, x_range
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.units import output_unit
from kanscope.kan.curves import curves
from kanscope.kan.surgery import Edge
from kanscope.paper.figure.network import Link, Network, Port
from kanscope.study.text import short_name

POINTS = 96


def figured(session: Session, units: Mapping[str, str], title: str) -> Network:
    """Inputs and outputs with their units, and every living edge with its curve and its function's name."""
    data, shape = session.context.data, session.network.shape
    arities = tuple(
        (1,) * sums + tuple(factors)
        for (sums, _), factors in zip(shape.width[1:], shape.arities, strict=True)
    )
    return Network(
        inputs=tuple(_port(name, data.logs, units) for name in data.inputs),
        outputs=tuple(_port(name, data.logs, units) for name in data.targets),
        arities=arities,
        links=_links(session),
        title=title,
    )


def _port(name: str, logs: tuple[str, ...], units: Mapping[str, str]) -> Port:
    return Port(f"ln {name}" if name in logs else name, units.get(name))


def _links(session: Session) -> tuple[Link, ...]:
    heights = [y.numpy() for _, y in curves(session.network, POINTS)]
    scores = [table.tolist() for table in session.scores.edges]
    strongest = [max((number(value) for row in layer for value in row), default=0.0) for layer in scores]

    def link(edge: Edge) -> Link:
        l, i, j = edge
        strength = number(scores[l][i][j]) / strongest[l] if strongest[l] > 0 else 0.0
        y = mended(heights[l][i, j] * output_unit(session, l, j))
        lo, hi = x_range(session, l, i)
        return Link(edge, strength, (lo, hi), tuple(y.tolist()), _label(session, edge))

    return tuple(map(link, living_edges(session)))


def _label(session: Session, edge: Edge) -> str | None:
    """The function on a named edge, as people call it: "sin" of "sin x", but "x²" in full."""
    l, i, j = edge
    function = session.network.layers[l].function[i][j]
    return None if function is None else short_name(function)
