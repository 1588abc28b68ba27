"""Every file that can be taken away, by the name of its format."""

from __future__ import annotations

from typing import Literal, get_args

from kanscope.api.taking.code import notebook, script
from kanscope.api.taking.formula import formula
from kanscope.api.taking.network import onnx
from kanscope.api.taking.rows import rows
from kanscope.api.taking.taken import Writer
from kanscope.api.taking.whole import whole
from kanscope.symbolic.export.formats import FILES, Format

Whole = Literal["csv", "notebook", "script", "onnx", "kanscope"]
"""The rows, the way to the version as Python, the network for other programs, the study as a whole."""

Later = Literal["svg", "pdf", "png", "report", "paper"]
"""Formats that have a name already, and no file yet."""

WRITERS: dict[str, Writer] = {
    **{format: formula(format) for format in FILES},
    "csv": rows,
    "notebook": notebook,
    "script": script,
    "onnx": onnx,
    "kanscope": whole,
}
assert list(WRITERS) == [*get_args(Format), *get_args(Whole)]
