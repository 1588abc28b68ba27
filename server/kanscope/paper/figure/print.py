"""A figure as PDF and PNG: the same drawing, its text still text in the PDF."""

from __future__ import annotations

from typing import Literal

import typst

DOTS_PER_INCH = 600
_PAGE = b"""#set document(date: none)
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.figure), format: "svg")
"""


def pdf(svg: str) -> bytes:
    """One page as large as the figure. Equal figures give equal bytes."""
    return _printed(svg, "pdf")


def png(svg: str) -> bytes:
    """600 dots an inch, white behind it."""
    return _printed(svg, "png")


def _printed(svg: str, format: Literal["pdf", "png"]) -> bytes:
    return typst.compile(_PAGE, format=format, ppi=DOTS_PER_INCH, sys_inputs={"figure": svg})
