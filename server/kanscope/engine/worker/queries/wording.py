"""A version's formulas without a verdict, for lists of many versions: `wording{}`."""

from __future__ import annotations

from typing import Any

from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.queries.formula import formulas_of
from kanscope.symbolic.export.latex import latex_text, rounded
from kanscope.symbolic.export.text import DIGITS, readable


def wording(asked: Asked) -> dict[str, Any]:
    """{formulas: [{target, text, latex, complete}]}, constants rounded for reading; φ's where unnamed."""
    return {
        "formulas": [
            {
                "target": one.target,
                "text": readable(rounded(one.expression, DIGITS)),
                "latex": latex_text(one),
                "complete": one.complete,
            }
            for one in formulas_of(asked.session())
        ]
    }
