"""The network's formula as a program or a text: `export{format, units?}`."""

from __future__ import annotations

from typing import Any

from kanscope.engine.worker.problem import QuestionWrong
from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.queries.expand import expanded
from kanscope.engine.worker.queries.formula import formulas_of
from kanscope.symbolic.export.catalogue import EXPORTS, exported


def export(asked: Asked) -> dict[str, Any]:
    """{text}, all targets in one; or {refused}, why the formula cannot be said in this format."""
    format = asked.arguments.get("format")
    if format not in EXPORTS:
        raise QuestionWrong(f"There is no format “{format}”.", field="format", hint=", ".join(EXPORTS))
    units = asked.arguments.get("units") or {}
    session = asked.session()
    derived, columns = session.context.data.derived, asked.columns()
    try:
        said = [expanded(one, derived, columns) for one in formulas_of(session)]
        return {"text": exported(format, said, units)}
    except ValueError as error:
        return {"refused": str(error)}
