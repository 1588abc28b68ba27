"""A function somebody is writing: `function{name, formula, lo, hi}`, what it would be and how it looks."""

from __future__ import annotations

import math
from typing import Any

import torch

from kanscope.engine.worker.problem import QuestionWrong
from kanscope.engine.worker.queries.asked import Asked
from kanscope.kan.functions import catalogue
from kanscope.language.error import FormulaError
from kanscope.language.function_text import custom_text
from kanscope.symbolic.names import name

POINTS = 64


def function(asked: Asked) -> dict[str, Any]:
    """{function, shown, cost, x, y, problem}: y is null where it is undefined.

    A formula that cannot be read is no fault of the question: `problem` then says what is wrong with it.
    """
    x = torch.linspace(*_range(asked), POINTS, dtype=torch.float64)
    try:
        text = custom_text(str(asked.arguments.get("name")), str(asked.arguments.get("formula")))
        values = catalogue.function(text).value(x).tolist()
    except FormulaError as error:
        return {"problem": _problem(error)}
    known = name(text)
    y = [value if math.isfinite(value) else None for value in values]
    return {"function": text, "shown": known.shown, "cost": known.cost, "x": x.tolist(), "y": y}


def _range(asked: Asked) -> tuple[float, float]:
    lo, hi = (asked.arguments.get(end) for end in ("lo", "hi"))
    if not isinstance(lo, int | float) or not isinstance(hi, int | float) or not lo < hi:
        raise QuestionWrong("lo must be a number below hi.", field="lo")
    return float(lo), float(hi)


def _problem(error: FormulaError) -> dict[str, Any]:
    about = {"code": error.code, "message": error.message, "hint": error.hint or None}
    return about | {"text": error.text, "position": error.position, "pointed": str(error)}
