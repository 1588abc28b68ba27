"""What a formula is worth: measured on the rows, said in honest sentences."""

from __future__ import annotations

from typing import Any

from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.verdict.beyond import beyond
from kanscope.engine.worker.verdict.blame import worst_edge
from kanscope.engine.worker.verdict.measured import Part, measured
from kanscope.engine.worker.verdict.sentence import sentence, unfinished
from kanscope.study.ids import edge_id
from kanscope.symbolic.formula import OutputFormula


def verdict(
    session: Session, output: int, formula: OutputFormula, sealed_reading: int | None = None
) -> dict[str, Any]:
    """{sentence, said, network_rmse, formula_rmse, extrapolation_rmse, worst_edge, parts, sealed_reading}.

    Sealed rows are looked at only where their reading was counted.
    """
    parts = _parts(session, output, formula, sealed_reading)
    by_name = {part.part: part for part in parts}
    shown = by_name.get("test") or by_name["train"]
    worst = worst_edge(session) if formula.complete else None
    said = sentence(session, formula, parts, worst) if formula.complete else unfinished(session, formula)
    return {
        "sentence": said.text,
        "said": [clause.model_dump() for clause in said.said],
        "network_rmse": shown.network_rmse,
        "formula_rmse": shown.formula_rmse,
        "extrapolation_rmse": by_name["beyond"].formula_rmse if "beyond" in by_name else None,
        "worst_edge": None if worst is None else edge_id(*worst),
        "parts": [part.told() for part in parts],
        "sealed_reading": sealed_reading,
    }


def _parts(session: Session, output: int, formula: OutputFormula, sealed_reading: int | None) -> list[Part]:
    context = session.context
    rows = {"train": context.train, "test": context.check}
    if sealed_reading is not None:
        rows["sealed"] = context.sealed
    parts = [measured(session, output, formula, name, part) for name, part in rows.items() if len(part)]
    outer = beyond(session, output, formula) if formula.complete else None
    return parts if outer is None else [*parts, outer]
