"""A formula made fit to be read: exact numbers, the shortest form, and as many digits as the rows support."""

from __future__ import annotations

from dataclasses import replace

from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.verdict.measured import columns_of
from kanscope.symbolic.formula import OutputFormula
from kanscope.symbolic.tidy.digits import with_digits
from kanscope.symbolic.tidy.exact import recognised
from kanscope.symbolic.tidy.simplest import simplified

MOST_ROWS, FEW_ROWS = 20_000, 256


def tidied(session: Session, output: int, formula: OutputFormula) -> OutputFormula:
    """The same formula; one with splines in it only has its exact numbers written as such."""
    exact = replace(formula, expression=recognised(formula.expression))
    if not (formula.complete and formula.symbols):
        return exact
    rows = session.context.train[:MOST_ROWS]
    columns = columns_of(session, rows, exact)
    few = {name: column[:: -(-len(column) // FEW_ROWS)] for name, column in columns.items()}
    short = replace(exact, expression=simplified(exact.expression, few))
    truth = session.context.y[rows, output].numpy()
    return with_digits(short, columns, truth, log=formula.target in session.context.data.logs)
