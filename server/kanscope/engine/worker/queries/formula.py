"""The network as a formula: `formula{}`, with a verdict on how well it does."""

from __future__ import annotations

from typing import Any

import numpy as np

from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.queries.expand import expanded
from kanscope.engine.worker.queries.linked import linked
from kanscope.engine.worker.queries.tidied import tidied
from kanscope.engine.worker.queries.unlog import unlogged
from kanscope.engine.worker.session.composition import composition_of
from kanscope.engine.worker.session.errors import errors_of
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.verdict.verdict import verdict
from kanscope.symbolic.export.catalogue import exported
from kanscope.symbolic.export.latex import latex_text
from kanscope.symbolic.export.sympy import sympy_text
from kanscope.symbolic.formula import OutputFormula, formulas


def formula(asked: Asked) -> dict[str, Any]:
    """{outputs: [{target, sympy, latex, linked, python, symbols, complete, verdict}], metrics}.

    In the user's columns and units, logarithms undone. `linked` names derived columns, the texts say what
    they are worked out from. `python` is empty while edges without a name remain, or something else that no
    program can say.
    """
    session = asked.session()
    errors = errors_of(session)
    said = formulas_of(session)
    return {
        "outputs": [_output(asked, session, k, one) for k, one in enumerate(said)],
        "metrics": {"train_rmse": errors.train_rmse, "test_rmse": errors.test_rmse},
    }


def formulas_of(session: Session) -> list[OutputFormula]:
    """One formula a target; what has no visible effect on the training rows is left out.

    Exact numbers are written as such, and the whole as short as can be found in a moment.
    """
    rows = session.context.x[session.context.train].numpy().astype(np.float64)
    logs = session.context.data.logs
    said = [unlogged(one, logs) for one in formulas(composition_of(session), rows)]
    return [tidied(session, output, one) for output, one in enumerate(said)]


def _reading(asked: Asked) -> int | None:
    """Which reading of the sealed rows this version was measured by, if it was."""
    reading = asked.arguments.get("sealed_reading")
    return reading if isinstance(reading, int) else None


def _output(asked: Asked, session: Session, output: int, one: OutputFormula) -> dict[str, Any]:
    whole = expanded(one, session.context.data.derived, asked.columns())
    return {
        "target": one.target,
        "sympy": sympy_text(whole),
        "latex": latex_text(whole),
        "linked": linked(session, output, one),
        "python": _program(whole),
        "symbols": whole.symbols,
        "complete": one.complete,
        "verdict": verdict(session, output, one, _reading(asked)),
    }


def _program(one: OutputFormula) -> str:
    try:
        return exported("python", [one])
    except ValueError:
        return ""
