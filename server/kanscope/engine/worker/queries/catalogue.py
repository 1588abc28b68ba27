"""Every question a reader answers, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.queries.constants import constants
from kanscope.engine.worker.queries.cost_of_cut import cost_of_cut
from kanscope.engine.worker.queries.curves import curves
from kanscope.engine.worker.queries.draw_preview import draw_preview
from kanscope.engine.worker.queries.examples import example, examples
from kanscope.engine.worker.queries.export import export
from kanscope.engine.worker.queries.figure import figure
from kanscope.engine.worker.queries.fit import fit
from kanscope.engine.worker.queries.formula import formula
from kanscope.engine.worker.queries.function import function
from kanscope.engine.worker.queries.look import look
from kanscope.engine.worker.queries.make_table import make_table
from kanscope.engine.worker.queries.onnx import onnx
from kanscope.engine.worker.queries.predict import predict
from kanscope.engine.worker.queries.probe import probe
from kanscope.engine.worker.queries.prune_preview import prune_preview
from kanscope.engine.worker.queries.read_model import model, read_model
from kanscope.engine.worker.queries.read_table import read_table
from kanscope.engine.worker.queries.report import report
from kanscope.engine.worker.queries.residual import residual
from kanscope.engine.worker.queries.rows import rows
from kanscope.engine.worker.queries.seeds import seeds
from kanscope.engine.worker.queries.suggest import suggest
from kanscope.engine.worker.queries.twin import compare
from kanscope.engine.worker.queries.wording import wording

QUERIES: dict[str, Callable[[Asked], dict[str, Any]]] = {
    "suggest": suggest,
    "constants": constants,
    "cost_of_cut": cost_of_cut,
    "prune_preview": prune_preview,
    "curves": curves,
    "draw_preview": draw_preview,
    "formula": formula,
    "fit": fit,
    "export": export,
    "figure": figure,
    "report": report,
    "onnx": onnx,
    "wording": wording,
    "function": function,
    "predict": predict,
    "rows": rows,
    "probe": probe,
    "residual": residual,
    "seeds": seeds,
    "twin": compare,
    "look": look,
    "model": model,
    "read_model": read_model,
    "read_table": read_table,
    "make_table": make_table,
    "example": example,
    "examples": examples,
}
