"""Text in a figure: which typefaces, how wide it will be, and names as mathematics writes them."""

from __future__ import annotations

import re
import unicodedata

from kanscope.paper.figure.ink import QUIET, TEXT
from kanscope.paper.figure.svg import element, plain

SANS = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', 'Noto Sans CJK SC', sans-serif"
SERIF = (
    "'STIX Two Text', 'Times New Roman', Times, 'Liberation Serif', 'Libertinus Serif', 'DejaVu Serif', "
    "'Noto Serif CJK SC', serif"
)
NAME, SMALL = 8.0, 6.5
"""Points; nothing is smaller than journals print."""

_NUMBERED = re.compile(r"([^\W\d_]{1,2})_?(\d{1,3})")
_NARROW, _WIDE = frozenset("iIjlt.,;:!|'()[]/f r"), frozenset("mwMW%@")


def width_of(text: str, size: float) -> float:
    """About how many points wide a text is; a little more rather than less."""
    return size * sum(_width(sign) for sign in text)


def _width(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    if sign in _NARROW:
        return 0.32
    return 0.86 if sign in _WIDE else 0.68 if sign.isupper() else 0.57


def fitted(text: str, size: float, room: float) -> str:
    """The text, or its beginning with an ellipsis where there is no room for all of it."""
    one_line = " ".join(text.split())
    if width_of(one_line, size) <= room + 0.01:
        return one_line
    kept = one_line
    while kept and width_of(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def label(
    x: float, y: float, text: str, size: float = SMALL, *, anchor: str = "start", fill: str = QUIET
) -> str:
    """A line of upright text."""
    return element(
        "text", plain(text), x=x, y=y, font_family=SANS, font_size=size, text_anchor=anchor, fill=fill
    )


def name(
    x: float, y: float, text: str, size: float = NAME, *, anchor: str = "start", fill: str = TEXT
) -> str:
    """A column's name: italic, x1 with its number below the line; a word upright."""
    numbered = _NUMBERED.fullmatch(text)
    letter = numbered is not None or len(text) == 1
    inner = plain(text) if numbered is None else _lowered(numbered[1], numbered[2], size)
    style = "italic" if letter else None
    family = SERIF if letter else SANS
    bigger = size * 1.15 if letter else size
    return element(
        "text", inner, x=x, y=y, font_family=family, font_size=bigger, font_style=style,
        text_anchor=anchor, fill=fill,
    )  # fmt: skip


def unknown(x: float, y: float, place: tuple[int, int, int], size: float, fill: str = TEXT) -> str:
    """φ with the place of an edge without a name, counted from 1 as in the formula."""
    below = ",".join(str(part + 1) for part in place)
    inner = _lowered("φ", below, size)
    return element("text", inner, x=x, y=y, font_family=SERIF, font_size=size, font_style="italic", fill=fill)


def _lowered(letter: str, below: str, size: float) -> str:
    return plain(letter) + element(
        "tspan", plain(below), dy=0.22 * size, font_size=0.7 * size, font_style="normal"
    )
