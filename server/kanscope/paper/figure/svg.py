"""Elements of SVG as text. Whatever people wrote is escaped here, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, not even escaped."""

MM = 72 / 25.4
"""Points in a millimetre; one unit of a figure is a point."""


def plain(text: str) -> str:
    """A person's text as XML may say it."""
    return escape(_FORBIDDEN.sub("\ufffd", text))


def number(value: float) -> str:
    """A place, to a hundredth of a point."""
    return (
        f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "0", 1) if abs(value) < 0.005 else _short(value)
    )


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def element(name: str, inner: str = "", /, **attributes: str | float | None) -> str:
    """`stroke_width=2` is written stroke-width="2"; what is None is left out."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{plain(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{inner}</{name}>" if inner else f"<{name}{told}/>"


def document(width: float, height: float, parts: Iterable[str], *, title: str, told: str) -> str:
    """A picture on white paper, in its true size; `told` says what is seen to those who do not see it."""
    head = f"<title>{plain(title)}</title>\n<desc>{plain(told)}</desc>"
    paper = element("rect", width=width, height=height, fill="#ffffff")
    size = (
        f'width="{_short(width / MM)}mm" height="{_short(height / MM)}mm" '
        f'viewBox="0 0 {number(width)} {number(height)}"'
    )
    body = "\n".join((head, paper, *parts))
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">\n{body}\n</svg>\n'
