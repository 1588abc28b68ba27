"""The network as one SVG: inputs below, outputs above, a curve on every living edge."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

if TYPE_CHECKING:
    from kanscope.model.looking import Looking

BOX, GAP, RISE = 36.0, 10.0, 150.0
"""Side of a curve's box, room between boxes, height of a layer; in pixels at scale 0.5."""
MARGIN = 42.0
POINTS = 48
MOST_DOTS = 100
SPLINE, NAMED = "#000", "#c22"

Labels = tuple[Sequence[Any] | None, Sequence[Any] | None]
Place = tuple[float, float]


class Picture(str):
    """SVG text that notebooks show as the picture it is."""

    __slots__ = ()

    def _repr_svg_(self) -> str:
        return str(self)


def draw(
    model: Looking, beta: float, scale: float, sample: bool, labels: Labels, title: str | None
) -> Picture:
    """The model's network on its samples; see `KAN.plot`. ValueError for labels of another number."""
    sheet = _Sheet(model, beta, sample)
    for l in range(model.depth):
        sheet.layer(l)
    for position in range(model.depth + 1):
        sheet.nodes(position)
    sheet.labels(0, _read(labels[0], "in_vars", model.width_in[0], "x"))
    sheet.labels(model.depth, _read(labels[1], "out_vars", model.width_in[-1], "y"))
    return Picture(sheet.text(scale, title))


def _read(names: Sequence[Any] | None, argument: str, number: int, letter: str) -> list[str]:
    if names is None:
        return [f"{letter}{n}" for n in range(1, number + 1)]
    if len(names) != number:
        raise ValueError(f"{argument}: expected {number} labels, got {len(names)}")
    return [str(name) for name in names]


class _Sheet:
    """Collects the drawing's parts, back to front."""

    def __init__(self, model: Looking, beta: float, sample: bool) -> None:
        self.network, self.sample = model.network, sample
        self.values, self.scores = model.acts, model.edge_scores
        self.ink = [torch.tanh(beta * scores).T for scores in self.scores]
        self.parts: list[str] = []
        most = max(int(layer.alive.sum()) for layer in self.network.layers)
        self.width = max(most * (BOX + GAP), 4 * BOX) + 2 * MARGIN
        self.height = model.depth * RISE + 2 * MARGIN

    def layer(self, l: int) -> None:
        """Wires and curves of a layer."""
        layer = self.network.layers[l]
        x, y = self._curves(l)
        edges = layer.alive.nonzero().tolist()
        for number, (i, j) in enumerate(edges):
            centre = ((number + 0.5) / len(edges) * self.width, self._level(l) - RISE / 2)
            look = NAMED if layer.function[i][j] else SPLINE, float(self.ink[l][i, j])
            self._edge((l, i, j), centre, look)
            self._curve((l, i, j), centre, x[:, i], y[:, i, j], look)

    def nodes(self, position: int) -> None:
        """A dot for every node, a × beside products."""
        sums = self.network.shape.width[position][0]
        for index in range(self.network.shape.nodes(position)):
            x, y = self._node(position, index)
            self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
            if index >= sums:
                self.parts.append(f'<text x="{x + 7:.1f}" y="{y + 4:.1f}">×</text>')

    def labels(self, position: int, names: Sequence[str]) -> None:
        """Names under the inputs or over the outputs."""
        below = 18 if position == 0 else -10
        for index, name in enumerate(names):
            x, y = self._node(position, index)
            self.parts.append(
                f'<text x="{x:.1f}" y="{y + below:.1f}" text-anchor="middle">{escape(name)}</text>'
            )

    def text(self, scale: float, title: str | None) -> str:
        """The whole drawing."""
        w, h = self.width * 2 * scale, self.height * 2 * scale
        head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{w:.0f}" height="{h:.0f}"'
        box = f' viewBox="0 0 {self.width:.0f} {self.height:.0f}" font-family="sans-serif" font-size="13">'
        name = "" if title is None else f"<title>{escape(title)}</title>{self._heading(title)}"
        return "\n".join([head + box, name, *self.parts, "</svg>"])

    def _heading(self, title: str) -> str:
        place = f'x="{self.width / 2:.1f}" y="15" text-anchor="middle"'
        return f'<text {place} font-weight="bold">{escape(title)}</text>'

    def _curves(self, l: int) -> tuple[Tensor, Tensor]:
        lo, hi = self.values[l].amin(0), self.values[l].amax(0)
        steps = torch.linspace(0, 1, POINTS, dtype=lo.dtype, device=lo.device)[:, None]
        x = lo + steps * (hi - lo)
        return x, self.network.layers[l].edge_values(x)

    def _edge(self, edge: tuple[int, int, int], centre: Place, look: tuple[str, float]) -> None:
        l, i, j = edge
        (x0, y0), (x1, y1) = self._node(l, i), self._node(l + 1, int(self.network.owners(l)[j]))
        way = f"M{x0:.1f} {y0:.1f}L{centre[0]:.1f} {centre[1]:.1f}L{x1:.1f} {y1:.1f}"
        self.parts.append(f'<path d="{way}" fill="none" stroke="{look[0]}" stroke-opacity="{look[1]:.3f}"/>')

    def _curve(
        self, edge: tuple[int, int, int], centre: Place, x: Tensor, y: Tensor, look: tuple[str, float]
    ) -> None:
        l, i, j = edge
        left, top = centre[0] - BOX / 2, centre[1] - BOX / 2
        frame = f'x="{left:.1f}" y="{top:.1f}" width="{BOX:.0f}" height="{BOX:.0f}"'
        name = self.network.layers[l].function[i][j]
        told = f"({l}, {i}, {j})" + (f" {name}" if name else "")
        points = _points(_share(x, x), _share(y, y), (left, top))
        dots = self._dots(edge, x, y, (left, top)) if self.sample else ""
        self.parts.append(
            f'<rect {frame} fill="#fff"/><g opacity="{max(look[1], 0.05):.3f}"><title>{escape(told)}</title>'
            f'<rect {frame} fill="none" stroke="{look[0]}"/>'
            f'<polyline points="{points}" fill="none" stroke="{look[0]}" stroke-width="1.5"/>{dots}</g>'
        )

    def _dots(self, edge: tuple[int, int, int], x: Tensor, y: Tensor, corner: Place) -> str:
        l, i, j = edge
        rows = self.values[l][:MOST_DOTS]
        values = self.network.layers[l].edge_values(rows)[:, i, j]
        places = _points(_share(rows[:, i], x), _share(values, y), corner).split(" ")
        pairs = (place.split(",") for place in places)
        return "".join(f'<circle cx="{a}" cy="{b}" r="1" fill="#46f"/>' for a, b in pairs)

    def _node(self, position: int, index: int) -> Place:
        nodes = self.network.shape.nodes(position)
        return (index + 0.5) / nodes * self.width, self._level(position)

    def _level(self, position: int) -> float:
        return self.height - MARGIN - position * RISE


def _share(values: Tensor, span: Tensor) -> list[float]:
    """Where values lie between the ends of `span`, 0 to 1; in the middle when it has no width."""
    lo, hi = float(span.min()), float(span.max())
    return [0.5] * len(values) if not hi > lo else ((values - lo) / (hi - lo)).tolist()


def _points(x: Sequence[float], y: Sequence[float], corner: Place) -> str:
    room = BOX - 6
    pairs = zip(x, y, strict=True)
    return " ".join(f"{corner[0] + 3 + a * room:.1f},{corner[1] + 3 + (1 - b) * room:.1f}" for a, b in pairs)
