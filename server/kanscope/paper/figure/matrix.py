"""A wide network as matrices, one cell an edge: deep where it is strong, blue where it rises, orange where it
falls.

Two layers that follow each other share an axis: the inputs are rows, the first hidden nodes columns; the next
layer hangs below on the same columns, and the one after turns back.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from kanscope.paper.figure.graph import MARGIN, Drawn
from kanscope.paper.figure.ink import FALLS, LINE, NEITHER, QUIET, RISES, TEXT, along
from kanscope.paper.figure.lettering import fitted, label, width_of
from kanscope.paper.figure.network import Link, Network
from kanscope.paper.figure.svg import element

TALLEST, LARGEST_CELL, GAP, BAR = 560.0, 9.0, 22.0, 12.0
LETTER = 5.5
CLEAR = 0.6
"""An edge whose rise is so large a share of all its ups and downs is said to rise."""


@dataclass(frozen=True)
class Block:
    """A layer: where it begins, and which columns of the network run down and across it."""

    layer: int
    x: float
    y: float
    rows: int
    across: int


@dataclass(frozen=True)
class Cell:
    """Points; not square where a page is short of one side only."""

    w: float
    h: float


def matrix(network: Network, width: float) -> Drawn:
    """Every layer as a matrix, one behind the other, with what each line carries at the sides."""
    shown = network.shown()
    names = [width_of(_name(network, column, k), LETTER) for column in (0, 2) for k in _there(shown, column)]
    left = MARGIN + min(0.22 * width, max(names, default=0))
    cell = _cell(shown, width - left - BAR - 4 - MARGIN - _beside(network, width), network.depth)
    blocks, foot = _blocks(shown, left + BAR + 4, cell, network.depth)
    parts = [part for block in blocks for part in _Layer.of(network, shown, block, cell).parts()]
    return Drawn([*parts, *_key(MARGIN, foot + 12)], foot + 24)


def _there(shown: list[list[int]], column: int) -> list[int]:
    return shown[column] if column < len(shown) else []


def _beside(network: Network, width: float) -> float:
    """Room for the names of outputs that are rows to the right, and for the next block's bars."""
    return 0.0 if network.depth == 1 else 0.04 * width


def _cell(shown: list[list[int]], room: float, depth: int) -> Cell:
    sizes = [len(nodes) for nodes in shown]
    wide, tall = sum(sizes[1::2]), sum(sizes[0::2])
    gaps = (depth + 1) // 2 - 1
    w = min(LARGEST_CELL, (room - gaps * 2 * GAP) / max(1, wide))
    h = min(LARGEST_CELL, (TALLEST - (len(sizes[0::2]) - 1) * GAP) / max(1, tall))
    return Cell(w, min(h, w))


def _blocks(shown: list[list[int]], x: float, cell: Cell, depth: int) -> tuple[list[Block], float]:
    """A staircase: right, down, right, …; and where the last of it ends."""
    y, found = MARGIN + BAR + 12, []
    for layer in range(depth):
        rows, across = (layer, layer + 1) if layer % 2 == 0 else (layer + 1, layer)
        found.append(Block(layer, x, y, rows, across))
        if layer % 2 == 0:
            y += len(shown[rows]) * cell.h + GAP
        else:
            x += len(shown[across]) * cell.w + 2 * GAP
            y = found[-1].y
    last = found[-1]
    below = [block.y + len(shown[block.rows]) * cell.h for block in found]
    return found, max(below) + (10 if last.layer % 2 == 0 else 4)


@dataclass(frozen=True)
class _Layer:
    """One block with what is in it; `right` and `down`: where the line of each node begins."""

    network: Network
    block: Block
    cell: Cell
    right: dict[int, float]
    down: dict[int, float]

    @classmethod
    def of(cls, network: Network, shown: list[list[int]], block: Block, cell: Cell) -> _Layer:
        """A layer at its place."""
        right = {node: block.x + k * cell.w for k, node in enumerate(shown[block.across])}
        down = {node: block.y + k * cell.h for k, node in enumerate(shown[block.rows])}
        return cls(network, block, cell, right, down)

    @property
    def turned(self) -> bool:
        """Whether its rows are where its edges lead to."""
        return self.block.layer % 2 == 1

    def parts(self) -> list[str]:
        """Cells, their frame, bars and names."""
        links = self.network.layer(self.block.layer)
        frame = element(
            "rect", x=self.block.x, y=self.block.y, width=len(self.right) * self.cell.w,
            height=len(self.down) * self.cell.h, fill="none", stroke=LINE, stroke_width=0.5,
        )  # fmt: skip
        cells = [_square(link, *self._place(link), self.cell) for link in links]
        return [*cells, frame, *self._sides(links), *self._rows(), *self._columns()]

    def _place(self, link: Link) -> tuple[float, float]:
        source, target = self.network.source(link)[1], self.network.target(link)[1]
        row, column = (target, source) if self.turned else (source, target)
        return self.right[column], self.down[row]

    def _sides(self, links: list[Link]) -> list[str]:
        """Bars: the strengths of each line added up, to the left and, where no layer is above it, on top."""
        rows, columns = dict.fromkeys(self.down.values(), 0.0), dict.fromkeys(self.right.values(), 0.0)
        for link in links:
            x, y = self._place(link)
            rows[y] += link.strength
            columns[x] += link.strength
        bars, cell = [], self.cell
        for y, total in rows.items():
            long = BAR * total / (max(rows.values()) or 1)
            bars.append(_bar(self.block.x - 2 - long, y + 0.1 * cell.h, long, 0.8 * cell.h))
        for x, total in {} if self.turned else columns.items():
            long = BAR * total / (max(columns.values()) or 1)
            bars.append(_bar(x + 0.1 * cell.w, self.block.y - 2 - long, 0.8 * cell.w, long))
        return bars

    def _rows(self) -> list[str]:
        """Names beside the rows; every few of them where all would overlap."""
        x = self.block.x - BAR - 4
        room = x - MARGIN if self.block.layer < 2 else 2 * GAP - BAR - 6
        found = []
        for k in _some(list(self.down), self.cell.h, 7.0):
            said = fitted(_name(self.network, self.block.rows, k), LETTER, room)
            y = self.down[k] + self.cell.h / 2 + 2
            found.append(label(x, y, said, LETTER, anchor="end", fill=TEXT))
        return found

    def _columns(self) -> list[str]:
        """Names below the columns; a turned layer hangs below another one that has them."""
        y = self.block.y + len(self.down) * self.cell.h + 7
        last = self.block.across == self.network.depth
        found = []
        for k in [] if self.turned else _some(list(self.right), self.cell.w, 10.0 if last else 16.0):
            said = _name(self.network, self.block.across, k)
            said = fitted(said, LETTER, max(1.6 * self.cell.w, 16.0)) if last else said
            x = self.right[k] + self.cell.w / 2
            found.append(label(x, y, said, LETTER, anchor="middle", fill=TEXT if last else QUIET))
        return found


def _square(link: Link, x: float, y: float, cell: Cell) -> str:
    gap = 0.08 * min(cell.w, cell.h)
    return element(
        "rect", x=x + gap, y=y + gap, width=cell.w - 2 * gap, height=cell.h - 2 * gap,
        fill=along(_scale(link), link.strength),
    )  # fmt: skip


def _scale(link: Link) -> tuple[str, ...]:
    """Which arm of the scale says how an edge runs."""
    steps = [after - before for before, after in pairwise(link.y)]
    all_of_it = sum(map(abs, steps))
    share = sum(steps) / all_of_it if all_of_it else 0.0
    return RISES if share > CLEAR else FALLS if share < -CLEAR else NEITHER


def _bar(x: float, y: float, w: float, h: float) -> str:
    return element("rect", x=x, y=y, width=w, height=h, fill=NEITHER[2])


def _name(network: Network, column: int, index: int) -> str:
    if column == 0:
        return network.inputs[index].name
    return network.outputs[index].name if column == network.depth else network.name((column, index))


def _some(nodes: list[int], step: float, apart: float) -> list[int]:
    """The first of every so many, so that their names do not meet."""
    every = max(1, -(-int(apart) // max(1, int(step)))) if step < apart else 1
    return nodes[::every]


def _key(x: float, y: float) -> list[str]:
    """What the colours say."""
    found, steps, side = [], 5, 5.5
    for scale, word in ((RISES, "rises"), (FALLS, "falls"), (NEITHER, "neither")):
        for k in range(steps):
            fill = along(scale, k / (steps - 1))
            found.append(element("rect", x=x + k * side, y=y, width=side, height=side, fill=fill))
        found.append(label(x + steps * side + 3, y + side - 0.8, word, LETTER, fill=QUIET))
        x += steps * side + 3 + width_of(word, LETTER) + 8
    return [*found, label(x, y + side - 0.8, "deeper: stronger", LETTER, fill=QUIET)]
