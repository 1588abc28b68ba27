"""Every file that can be taken away, by the name of its format."""

from __future__ import annotations

from typing import Literal, get_args

from kanscope.symbolic.export.formats import FILES, Format
from kanscope.taking.code import notebook, script
from kanscope.taking.figure import Picture, figure
from kanscope.taking.formula import formula
from kanscope.taking.network import onnx
from kanscope.taking.paper import paper
from kanscope.taking.report import report
from kanscope.taking.rows import rows
from kanscope.taking.taken import Writer
from kanscope.taking.whole import whole

Whole = Literal["report", "paper", "csv", "notebook", "script", "onnx", "kanscope"]
"""A page to read, all that goes with an article, the rows, the way to the version as Python, the network for
other programs, the study as a whole."""

WRITERS: dict[str, Writer] = {
    **{format: formula(format) for format in FILES},
    **{picture: figure(picture) for picture in get_args(Picture)},
    "report": report,
    "paper": paper,
    "csv": rows,
    "notebook": notebook,
    "script": script,
    "onnx": onnx,
    "kanscope": whole,
}
assert list(WRITERS) == [*get_args(Format), *get_args(Picture), *get_args(Whole)]
