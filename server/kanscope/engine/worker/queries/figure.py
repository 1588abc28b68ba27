"""The network as a picture for a journal: `figure{format, columns?, units?, title?}`."""

from __future__ import annotations

from typing import Any

from kanscope.engine.worker.figured import figured
from kanscope.engine.worker.problem import QuestionWrong
from kanscope.engine.worker.queries.asked import Asked
from kanscope.paper.figure.figure import figure as drawn

FORMATS = ("svg", "pdf", "png")


def figure(asked: Asked) -> dict[str, Any]:
    """{text} for SVG, {data} for PDF and PNG. `columns`: a journal's, 1 or 2; as suits it if left out.

    Equal networks give equal bytes.
    """
    from kanscope.paper.figure.print import pdf, png  # delayed: the typesetter is large

    format, arguments = asked.arguments.get("format"), asked.arguments
    if format not in FORMATS:
        raise QuestionWrong(f"A figure is no “{format}”.", field="format", hint=", ".join(FORMATS))
    columns = asked.whole("columns", 0, 0, 2)
    network = figured(asked.session(), arguments.get("units") or {}, str(arguments.get("title", "")))
    svg = drawn(network, None if columns == 0 else 1 if columns == 1 else 2)
    if format == "svg":
        return {"text": svg}
    return {"data": pdf(svg) if format == "pdf" else png(svg)}
