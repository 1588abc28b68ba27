"""Every question a reader answers, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kanscope.engine.queries.asked import Asked
from kanscope.engine.queries.cost_of_cut import cost_of_cut
from kanscope.engine.queries.curves import curves
from kanscope.engine.queries.examples import example, examples
from kanscope.engine.queries.formula import formula
from kanscope.engine.queries.make_table import make_table
from kanscope.engine.queries.predict import predict
from kanscope.engine.queries.prune_preview import prune_preview
from kanscope.engine.queries.read_table import read_table
from kanscope.engine.queries.suggest import suggest

QUERIES: dict[str, Callable[[Asked], dict[str, Any]]] = {
    "suggest": suggest,
    "cost_of_cut": cost_of_cut,
    "prune_preview": prune_preview,
    "curves": curves,
    "formula": formula,
    "predict": predict,
    "read_table": read_table,
    "make_table": make_table,
    "example": example,
    "examples": examples,
}
