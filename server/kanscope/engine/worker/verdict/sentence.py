"""The verdict in plain words, its numbers measured."""

from __future__ import annotations

from collections.abc import Sequence

from kanscope.engine.worker.drawing import living_edges
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.verdict.measured import Part
from kanscope.study.figures import error_text, share_text
from kanscope.study.ids import edge_id, edge_name
from kanscope.symbolic.formula import OutputFormula

AS_GOOD, WORSE, BETTER = 1.1, 1.5, 0.9
NAMES = {"test": "test rows", "train": "training rows", "sealed": "sealed rows"}


def unfinished(session: Session, formula: OutputFormula) -> str:
    """What is said while there is no formula yet."""
    if formula.too_long:
        return "The network is too large to be written out as a formula. Prune it first."
    open_, all_ = len(formula.unnamed), sum(1 for _ in living_edges(session))
    have = "has" if open_ == 1 else "have"
    return f"{open_} of {all_} edges {have} no name yet, so this is no formula so far."


def sentence(
    session: Session, formula: OutputFormula, parts: Sequence[Part], worst: tuple[int, int, int] | None
) -> str:
    """On the test rows first, then on sealed rows and beyond, as far as these were looked at."""
    by_name = {part.part: part for part in parts}
    shown = by_name.get("test") or by_name["train"]
    if shown.defined < 1:
        return (
            f"The formula is undefined on {share_text(1 - shown.defined)} of the {shown.rows} "
            f"{NAMES[shown.part]}, so it has no error there."
        )
    said = [_first(session, formula, shown, worst)]
    if "sealed" in by_name:
        said.append(_sealed(by_name["sealed"]))
    if "beyond" in by_name:
        said.append(_beyond(by_name["beyond"], shown))
    return " ".join(said)


def _first(session: Session, formula: OutputFormula, shown: Part, worst: tuple[int, int, int] | None) -> str:
    target = f"log({formula.target})" if formula.target in session.context.data.logs else formula.target
    where = f"On the {shown.rows} {NAMES[shown.part]}"
    if shown.formula_rmse is None:
        return f"{where} the formula misses {target} by more than can be stated."
    share = f" ({error_text(shown.formula_rmse / shown.spread)} of its spread)" if shown.spread else ""
    said = f"{where} the formula misses {target} by {error_text(shown.formula_rmse)}{share}"
    if shown.network_rmse is None:
        return f"{said} (RMSE)."
    return (
        f"{said}, the network by {error_text(shown.network_rmse)} (RMSE){_compared(session, shown, worst)}."
    )


def _compared(session: Session, shown: Part, worst: tuple[int, int, int] | None) -> str:
    """“: it is 4× worse than the network; edge x₂ → h1.1 explains most of it”."""
    assert shown.formula_rmse is not None and shown.network_rmse is not None
    if worst is not None:
        data = session.context.data
        name = edge_name(edge_id(*worst), data.inputs, data.targets, session.network.shape.depth)
        blame = f"the name of edge {name} costs most"
    if not shown.network_rmse or not shown.spread or shown.formula_rmse < 1e-9 * shown.spread:
        return ""
    ratio = shown.formula_rmse / shown.network_rmse
    if ratio > WORSE:
        return f": the formula is {error_text(ratio)}× worse than the network" + (
            f"; {blame}" if worst else ""
        )
    return f"; {blame}" if worst else ""


def _sealed(part: Part) -> str:
    if part.formula_rmse is None:
        return f"On the {part.rows} sealed rows it has no error that can be stated."
    return (
        f"On the {part.rows} sealed rows, which chose nothing, it misses by {error_text(part.formula_rmse)}."
    )


def _beyond(part: Part, shown: Part) -> str:
    if part.formula_rmse is None:
        return f"Fitted to the inner rows alone, it has no value on some of the {part.rows} outer ones."
    error = error_text(part.formula_rmse)
    said = f"Fitted to the inner rows alone, it misses the {part.rows} outer ones by {error}"
    fails = shown.formula_rmse is not None and part.spread and part.formula_rmse > part.spread
    return f"{said}: it does not carry beyond its data." if fails else f"{said}."
