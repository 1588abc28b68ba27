"""The colours of paper: those of the light screen, mixed with white where that shines through."""

from __future__ import annotations

TEXT, QUIET, LINE = "#191d26", "#656a74", "#c6c3b8"
CURVE, NAMED = "#1e2a44", "#00705f"
FALLS = ("#ebe9e2", "#f3cba4", "#df8c45", "#b85410", "#7f3404")
RISES = ("#ebe9e2", "#b8d0ea", "#6ea1d6", "#2f71b8", "#0e4482")
NEITHER = ("#f1f0ea", "#d5d8de", "#a3abbb", "#647090", "#1e2a44")
"""The two arms of the diverging scale, orange below and blue above, and the sequential one; equally deep at
equal strength, so that a grey copy still tells how strong."""


def mixed(colour: str, share: float, paper: str = "#ffffff") -> str:
    """So much of a colour, the rest paper: printers know no transparency."""
    over, under = _channels(colour), _channels(paper)
    return "#" + "".join(
        f"{round(share * a + (1 - share) * b):02x}" for a, b in zip(over, under, strict=True)
    )


def along(scale: tuple[str, ...], share: float) -> str:
    """The colour at a place from 0 to 1 along a scale."""
    place = min(max(share, 0.0), 1.0) * (len(scale) - 1)
    step = min(int(place), len(scale) - 2)
    return mixed(scale[step + 1], place - step, scale[step])


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[k : k + 2], 16) for k in (1, 3, 5))
