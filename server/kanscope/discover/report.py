"""The answer as a page of text."""

from __future__ import annotations

from kanscope.discover.answer import Answer
from kanscope.study.figures import error_text
from kanscope.symbolic.export.text import readable

ENDS = {
    "end": "Nothing better was left to be tried",
    "stages": "It was asked to stop there",
    "budget": "The budget was spent",
    "interrupted": "It was interrupted",
    "fault": "A fault in the search ended it",
}


def report(answer: Answer, why: str, seconds: float) -> str:
    """Formula, verdict, front, notices, and how to go on."""
    parts = [
        f"{answer.target} = {answer.text}",
        _where(answer),
        answer.worth.sentence(answer.target),
        _front(answer),
        *answer.refused,
        f"Stage {answer.stage} after {seconds:.1f} s, seed {answer.seed}. {ENDS[why]}; "
        f"--stages {answer.stage} --seed {answer.seed} finds the same again.",
        f"{len(answer.standing.operations)} operations lead to its network; --json prints them, "
        "and a study on this table takes them one after the other.",
    ]
    return "\n\n".join(part for part in parts if part)


def _where(answer: Answer) -> str:
    """Which column a symbol is, where it is not called so."""
    called = [
        f"{symbol} = “{column}”" for symbol, column in answer.formula.symbols.items() if symbol != column
    ]
    return f"where {', '.join(called)}" if called else ""


def _front(answer: Answer) -> str:
    if len(answer.front) < 2:
        return ""
    lines = [
        f"{told.law.complexity:>10}  {_error(told.test_rmse):>10}  {readable(told.law.expression)}"
        for told in answer.front
    ]
    return "\n".join(["complexity   test RMSE  formula", *lines])


def _error(value: float | None) -> str:
    return "undefined" if value is None else error_text(value)
