"""A version as a page of HTML: `report{told, sealed_reading?}`."""

from __future__ import annotations

import platform
from typing import Any

import numpy
import sympy
import torch
from pydantic import ValidationError

from kanscope.engine.worker.figured import figured
from kanscope.engine.worker.picture import outputs as drawn_outputs
from kanscope.engine.worker.problem import QuestionWrong
from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.queries.expand import expanded
from kanscope.engine.worker.queries.formula import formulas_of
from kanscope.engine.worker.verdict.verdict import verdict
from kanscope.paper.figure.figure import figure
from kanscope.paper.report.found import Found, Output
from kanscope.paper.report.past import methods_text
from kanscope.paper.report.report import report as page
from kanscope.paper.told import Told
from kanscope.symbolic.export.latex import equation, rounded
from kanscope.symbolic.export.mathml import mathml_text
from kanscope.symbolic.export.text import DIGITS, readable
from kanscope.symbolic.formula import OutputFormula
from kanscope.version import __version__


def report(asked: Asked) -> dict[str, Any]:
    """{text, methods, tex}: the page, its paragraph on methods, its formulas as LaTeX's equations.

    `told` is what the study's records say.
    """
    try:
        told = Told.model_validate(asked.arguments.get("told"))
    except ValidationError as error:
        raise QuestionWrong("A report needs what the records say.", field="told") from error
    found = _found(asked, told)
    equations = "\n".join(output.tex for output in found.outputs)
    return {"text": page(told, found), "methods": methods_text(told, found), "tex": equations}


def _found(asked: Asked, told: Told) -> Found:
    session = asked.session()
    drawn = drawn_outputs(session)
    reading = asked.arguments.get("sealed_reading")
    data, columns = session.context.data, asked.columns()

    def output(k: int, one: OutputFormula) -> Output:
        whole = expanded(one, data.derived, columns)
        worth = verdict(session, k, one, reading if isinstance(reading, int) else None)
        pairs = tuple((guess, truth) for guess, truth in drawn[k]["scatter"])
        text = readable(rounded(whole.expression, DIGITS))
        return Output(
            target=one.target,
            mathml=mathml_text(whole),
            text=text,
            tex=equation(whole),
            verdict=worth["sentence"],
            parts=tuple(worth["parts"]),
            scatter=pairs,
            log=one.target in data.logs,
            complete=one.complete,
        )

    found = tuple(output(k, one) for k, one in enumerate(formulas_of(session)))
    return Found(found, figure(figured(session, told.units, told.study)), _software())


def _software() -> dict[str, str]:
    return {
        "KANscope": __version__,
        "PyTorch": str(torch.__version__),
        "SymPy": sympy.__version__,
        "NumPy": numpy.__version__,
        "Python": platform.python_version(),
    }
