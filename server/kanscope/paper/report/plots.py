"""Small plots of a report, drawn as the figure is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from kanscope.paper.figure.ink import LINE, QUIET, RISES, TEXT
from kanscope.paper.figure.lettering import fitted, label
from kanscope.paper.figure.svg import document, element, number
from kanscope.paper.told import ToldState

WIDTH, HEIGHT = 230.0, 190.0
LEFT, RIGHT, TOP, FOOT = 44.0, 8.0, 18.0, 32.0


@dataclass(frozen=True)
class Axis:
    """Values and where they are drawn: from the first place to the last."""

    low: float
    high: float
    first: float
    last: float
    log: bool = False

    @classmethod
    def over(cls, values: Sequence[float], first: float, last: float, *, log: bool = False) -> Axis:
        """With a little room at both ends."""
        known = [log10(value) if log else value for value in values]
        low, high = min(known), max(known)
        room = 0.06 * (high - low) or abs(high) * 0.1 or 1.0
        return cls(low - room, high + room, first, last, log)

    def at(self, value: float) -> float:
        """The place of a value."""
        told = log10(value) if self.log else value
        return self.first + (told - self.low) / (self.high - self.low) * (self.last - self.first)

    def marks(self) -> list[float]:
        """Round values along it; powers of ten on a logarithmic one, with 2 and 5 where there is room."""
        if self.log:
            parts = (1, 2, 5) if self.high - self.low < 1.5 else (1,)
            exponents = range(floor(self.low), ceil(self.high) + 1)
            every = max(1, ceil((self.high - self.low) / 5))
            found = [part * 10.0**k for k in exponents if k % every == 0 for part in parts]
            return [value for value in found if self.low <= log10(value) <= self.high]
        rough = (self.high - self.low) / 4
        power = 10.0 ** floor(log10(rough))
        step = next(each * power for each in (1, 2, 5, 10) if each * power >= rough)
        return [k * step for k in range(ceil(self.low / step), floor(self.high / step) + 1)]


def scatter(pairs: Sequence[tuple[float, float]], name: str) -> str:
    """Predicted against actual, the line where both are the same; empty without rows."""
    if not pairs:
        return ""
    both = [value for pair in pairs for value in pair]
    x, y = Axis.over(both, LEFT, WIDTH - RIGHT), Axis.over(both, HEIGHT - FOOT, TOP)
    same = f"M{number(LEFT)} {number(HEIGHT - FOOT)}L{number(WIDTH - RIGHT)} {number(TOP)}"
    dots = [
        element("circle", cx=x.at(actual), cy=y.at(predicted), r=1.6, fill="none", stroke=RISES[3])
        for predicted, actual in pairs
    ]
    line = element("path", d=same, stroke=LINE, stroke_width=0.8)
    title = f"Predicted against actual {name}"
    parts = [*_axes(x, y, f"actual {name}", f"predicted {name}"), line, *dots]
    return document(WIDTH, HEIGHT, parts, title=title, told=f"{len(pairs)} rows")


def front(states: Sequence[ToldState], part: str) -> str:
    """Error against complexity of all versions; filled where no other is at once as simple and as good."""
    shown = [state for state in states if state.rmse > 0]
    if len(shown) < 2:
        return ""
    x = Axis.over([state.complexity for state in shown], LEFT, WIDTH - RIGHT)
    y = Axis.over([state.rmse for state in shown], HEIGHT - FOOT, TOP, log=True)
    leads = [state for state in shown if state.leads]
    steps = "".join(
        f"M{number(x.at(one.complexity))} {number(y.at(one.rmse))}"
        if k == 0
        else f"H{number(x.at(one.complexity))}V{number(y.at(one.rmse))}"
        for k, one in enumerate(leads)
    )
    line = element("path", d=f"{steps}H{number(WIDTH - RIGHT)}", fill="none", stroke=QUIET, stroke_width=0.8)
    dots = [dot for state in shown for dot in _dot(x.at(state.complexity), y.at(state.rmse), state)]
    parts = [*_axes(x, y, "complexity", f"{part} RMSE"), line, *dots]
    return document(WIDTH, HEIGHT, parts, title="Front", told=f"{len(shown)} versions, {len(leads)} leading")


def _dot(x: float, y: float, state: ToldState) -> list[str]:
    fill = TEXT if state.leads else "#ffffff"
    dot = element("circle", cx=x, cy=y, r=2.6, fill=fill, stroke=QUIET, stroke_width=0.9)
    ring = element("circle", cx=x, cy=y, r=5.2, fill="none", stroke="#1f5ad0", stroke_width=1.4)
    return [dot, ring] if state.now else [dot]


def _axes(x: Axis, y: Axis, across: str, up: str) -> list[str]:
    foot = HEIGHT - FOOT
    found = []
    for value in x.marks():
        place = x.at(value)
        found.append(_line(place, TOP, place, foot))
        found.append(label(place, foot + 10, _said(value, x), anchor="middle"))
    for value in y.marks():
        place = y.at(value)
        found.append(_line(LEFT, place, WIDTH - RIGHT, place))
        found.append(label(LEFT - 4, place + 2.3, _said(value, y), anchor="end"))
    room = WIDTH - RIGHT - 4
    found.append(label(WIDTH - RIGHT, HEIGHT - 6, fitted(across, 7, room), 7, anchor="end", fill=TEXT))
    return [*found, label(4, 10, fitted(up, 7, room), 7, fill=TEXT)]


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return element("line", x1=x, y1=y, x2=to_x, y2=to_y, stroke="#e2e0d8", stroke_width=0.6)


def _said(value: float, axis: Axis) -> str:
    if axis.log and not 1e-3 <= value < 1e4:
        return f"{value:.0e}".replace("e-0", "e−").replace("e-", "e−").replace("e+0", "e")
    return f"{value:.6g}".replace("-", "−")
