"""The network as a graph: inputs on the left, edges as curves, signs at the nodes, outputs right."""

from __future__ import annotations

from dataclasses import dataclass

from kanscope.paper.figure.glyph import Plate, glyph
from kanscope.paper.figure.ink import CURVE, QUIET, TEXT, mixed
from kanscope.paper.figure.lettering import NAME, SMALL, fitted, label, name, width_of
from kanscope.paper.figure.network import Link, Network, Node, Port
from kanscope.paper.figure.plan import Plan, planned
from kanscope.paper.figure.svg import element, number

Pen = dict[str, str | float | None]
MARGIN, RADIUS = 4.0, 5.5
TALLEST, NARROWEST = 640.0, 12.0
"""Points: no page of a journal is taller, and no narrower curve is seen."""
CROWDED = 64
"""Edges of one layer, of which more would not fit on a page even as the smallest curves."""


@dataclass(frozen=True)
class Drawn:
    """Elements, and the height they take."""

    parts: list[str]
    height: float


@dataclass(frozen=True)
class Across:
    """Horizontal places: the middle of each column of nodes, and the width of a plate between two of them."""

    columns: list[float]
    plate: float

    def middle(self, layer: int) -> float:
        """Of the plates of a layer."""
        return (self.columns[layer] + self.columns[layer + 1]) / 2


def graph(network: Network, width: float) -> Drawn | None:
    """None: there are too many edges for curves of a size to be seen."""
    across = _across(network, width)
    if across.plate < NARROWEST or network.crowded > CROWDED:
        return None
    plan = planned(network, 0.62 * across.plate, 0.85 * width, TALLEST)
    if plan is None:
        return None
    top = MARGIN + 2
    return Drawn(_Picture(network, plan, across, width, top).parts(), plan.height + 2 * top)


def _across(network: Network, width: float) -> Across:
    shown, most = network.shown(), 0.2 * width
    left = MARGIN + min(most, max(_wide(network.inputs[k]) for k in shown[0])) + 6
    right = width - MARGIN - min(most, max(map(_wide, network.outputs))) - RADIUS - 4
    gap = (right - left) / network.depth
    columns = [left + gap * k for k in range(network.depth + 1)]
    return Across(columns, min(66.0, 0.52 * gap))


def _wide(port: Port) -> float:
    return 1 + max(1.15 * width_of(port.name, NAME), width_of(port.unit or "", SMALL))


@dataclass(frozen=True)
class _Picture:
    network: Network
    plan: Plan
    across: Across
    width: float
    top: float

    def parts(self) -> list[str]:
        """Wires first, the weak below the strong, then plates, then nodes and names."""
        edges = sorted(self.network.reaches(), key=lambda pair: pair[0].strength)
        plates = [(link, self._plate(link, reach)) for link, reach in edges]
        wires = [wire for link, plate in plates for wire in self._wires(link, plate)]
        glyphs = [part for link, plate in plates for part in glyph(link, plate)]
        return [*wires, *glyphs, *self._inputs(), *self._nodes(), *self._outputs()]

    def _at(self, node: Node) -> tuple[float, float]:
        return self.across.columns[node[0]], self.top + self.plan.nodes[node]

    def _plate(self, link: Link, reach: float) -> Plate:
        height = self.plan.sizes.height(link)
        wide = min(self.across.plate, height / 0.62 if height >= 18 else 2.6 * height)
        return Plate(
            self.across.middle(link.place[0]), self.top + self.plan.edges[link.place], wide, height, reach
        )

    def _wires(self, link: Link, plate: Plate) -> list[str]:
        source, target = self.network.source(link), self.network.target(link)
        (x, y), (end, level) = self._at(source), self._at(target)
        slot, of = self.network.factor(link)
        level += (slot - (of - 1) / 2) * 1.4 * RADIUS / of
        start = x + (1.8 if source[0] == 0 else RADIUS)
        pen: Pen = {
            "fill": "none",
            "stroke": mixed(CURVE, 0.28 + 0.42 * link.strength),
            "stroke_width": 0.4 + 1.6 * link.strength,
        }
        return [
            element("path", d=_bend(start, y, plate.left, plate.y), **pen),
            element("path", d=_bend(plate.right, plate.y, end - RADIUS, level), **pen),
        ]

    def _inputs(self) -> list[str]:
        room = self.across.columns[0] - 6 - MARGIN
        found = []
        for index in self.plan.columns[0]:
            x, y = self._at((0, index))
            found.append(element("circle", cx=x, cy=y, r=1.8, fill=TEXT))
            found += _port(self.network.inputs[index], x - 6, y, room, "end")
        return found

    def _outputs(self) -> list[str]:
        found = []
        for index in self.plan.columns[-1]:
            x, y = self._at((self.network.depth, index))
            room = self.width - MARGIN - x - RADIUS - 4
            found += _port(self.network.outputs[index], x + RADIUS + 4, y, room, "start")
        return found

    def _nodes(self) -> list[str]:
        found = []
        for column, nodes in enumerate(self.plan.columns[1:], 1):
            for index in nodes:
                node = (column, index)
                x, y = self._at(node)
                found += _sign(x, y, self.network.product(node))
                if column < self.network.depth:
                    found.append(label(x, y + RADIUS + 6, self.network.name(node), 5.5, anchor="middle"))
        return found


def _port(port: Port, x: float, y: float, room: float, anchor: str) -> list[str]:
    """Name and, below it, unit."""
    said = name(x, y + (2.7 if port.unit is None else -0.6), fitted(port.name, NAME, room), anchor=anchor)
    if port.unit is None:
        return [said]
    return [said, label(x, y + 7.4, fitted(port.unit, SMALL, room), anchor=anchor, fill=QUIET)]


def _sign(x: float, y: float, product: bool) -> list[str]:
    """A circle with + for a sum, a rounded square with × for a product."""
    frame: Pen = {"fill": "#ffffff", "stroke": TEXT, "stroke_width": 0.8}
    arm = RADIUS * (0.4 if product else 0.55)
    if product:
        side = 1.8 * RADIUS
        shape = element("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, rx=2.2, **frame)
        strokes = [(x - arm, y - arm, x + arm, y + arm), (x - arm, y + arm, x + arm, y - arm)]
    else:
        shape = element("circle", cx=x, cy=y, r=RADIUS, **frame)
        strokes = [(x - arm, y, x + arm, y), (x, y - arm, x, y + arm)]
    path = "".join(f"M{number(a)} {number(b)}L{number(c)} {number(d)}" for a, b, c, d in strokes)
    return [shape, element("path", d=path, stroke=TEXT, stroke_width=0.9, stroke_linecap="round")]


def _bend(x: float, y: float, to_x: float, to_y: float) -> str:
    """A curve that leaves and arrives level."""
    middle = (x + to_x) / 2
    ends = (x, y, middle, y, middle, to_y, to_x, to_y)
    a, b, *rest = map(number, ends)
    return f"M{a} {b}C{' '.join(rest)}"
