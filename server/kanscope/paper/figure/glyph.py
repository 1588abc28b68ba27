"""An edge on its plate: the curve, what lies between it and zero, and its name."""

from __future__ import annotations

from dataclasses import dataclass

from kanscope.paper.figure.ink import CURVE, FALLS, LINE, NAMED, RISES, mixed
from kanscope.paper.figure.lettering import SMALL, fitted, label, unknown, width_of
from kanscope.paper.figure.network import Link
from kanscope.paper.figure.svg import element, number

LABELLED, ROOMY = 17.0, 24.0
"""Plates at least so tall have room for a name, and for a large one."""
LEAST = 5.5


@dataclass(frozen=True)
class Plate:
    """Where an edge is drawn: middle and size; `reach`: half the height its curve is drawn against."""

    x: float
    y: float
    w: float
    h: float
    reach: float

    @property
    def left(self) -> float:
        """Its left side."""
        return self.x - self.w / 2

    @property
    def right(self) -> float:
        """Its right side."""
        return self.x + self.w / 2

    def down(self, link: Link, value: float) -> float:
        """The height of a value, kept within the plate."""
        room = self.h / 2 - (2.4 if self.h >= LABELLED else 1.2)
        share = (value - link.middle) / self.reach if self.reach > 0 else 0.0
        return self.y - room * min(max(share, -1.0), 1.0)


def glyph(link: Link, plate: Plate) -> list[str]:
    """Everything of one edge but its wires."""
    large = plate.h >= LABELLED
    frame = element(
        "rect", x=plate.left, y=plate.y - plate.h / 2, width=plate.w, height=plate.h,
        rx=2.0 if large else 1.2, fill="#ffffff", stroke_width=0.6,
        stroke=mixed(NAMED, 0.55) if link.label is not None else LINE,
    )  # fmt: skip
    washed = _wash(link, plate) if large else []
    return [frame, *washed, _curve(link, plate), *_name(link, plate)]


def _points(link: Link, plate: Plate) -> list[tuple[float, float]]:
    inset = 2.0 if plate.h >= LABELLED else 1.0
    step = (plate.w - 2 * inset) / (len(link.y) - 1)
    return [(plate.left + inset + k * step, plate.down(link, value)) for k, value in enumerate(link.y)]


def _path(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def _curve(link: Link, plate: Plate) -> str:
    ink = NAMED if link.label is not None else CURVE
    return element(
        "path", d=_path(_points(link, plate)), fill="none", stroke=ink,
        stroke_width=1.2 if plate.h >= LABELLED else 0.8, stroke_linejoin="round", stroke_linecap="round",
    )  # fmt: skip


def _wash(link: Link, plate: Plate) -> list[str]:
    """Blue where the curve is above zero, orange where it is below, and the line of zero, where it is on the
    plate: what is added to all of a curve means nothing by itself."""
    if abs(link.middle) > plate.reach:
        return []
    zero, points = plate.down(link, 0.0), _points(link, plate)
    found = []
    for scale, side in ((RISES, -1), (FALLS, 1)):
        edge = [(x, y if side * (y - zero) > 0 else zero) for x, y in points]
        if any(y != zero for _, y in edge):
            shape = [(points[0][0], zero), *edge, (points[-1][0], zero)]
            found.append(element("path", d=_path(shape) + "Z", fill=mixed(scale[1], 0.5)))
    line = _path([(points[0][0], zero), (points[-1][0], zero)])
    return [*found, element("path", d=line, stroke=LINE, stroke_width=0.4)]


def _name(link: Link, plate: Plate) -> list[str]:
    """In the corner that the curve leaves free. Where none is, functions are named beside the plate, and φ's
    are not."""
    size = SMALL if plate.h >= ROOMY else LEAST
    said = fitted(link.label, size, plate.w - 6) if link.label is not None else ""
    corner = _corner(link, plate, width_of(said, size) if said else 2.3 * size, size)
    if corner is None:
        beside = fitted(said, LEAST, 40)
        return [label(plate.right + 2, plate.y - 1.8, beside, LEAST, fill=NAMED)] if said else []
    if link.label is None:
        return [unknown(*corner, link.place, size)]
    return [label(*corner, said, size, fill=NAMED)]


def _corner(link: Link, plate: Plate, wide: float, size: float) -> tuple[float, float] | None:
    """Where text of this width starts, as far from the curve as can be; None: the curve is in the way."""
    if plate.h < LABELLED or wide > plate.w - 6:
        return None
    points = _points(link, plate)
    top, foot = plate.y - plate.h / 2, plate.y + plate.h / 2

    def free(left: float, above: bool) -> float:
        under = [y for x, y in points if left - 2 <= x <= left + wide + 2]
        return min(y - top for y in under) if above else min(foot - y for y in under)

    places = [(left, above) for above in (True, False) for left in (plate.left + 3, plate.right - 3 - wide)]
    left, above = max(places, key=lambda place: round(free(*place), 1))
    if free(left, above) < size + 2.4:
        return None
    return left, top + size + 0.6 if above else foot - 3.0
