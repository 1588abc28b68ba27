"""The verdict in plain words, its numbers measured."""

from __future__ import annotations

from collections.abc import Sequence

from kanscope.engine.worker.drawing import living_edges
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.verdict.measured import Part
from kanscope.study.figures import error_text, share_text
from kanscope.study.ids import edge_id, edge_name
from kanscope.study.saying import Sentence, joined, say
from kanscope.symbolic.formula import OutputFormula

AS_GOOD, WORSE, BETTER = 1.1, 1.5, 0.9
NAMES = {"test": "test rows", "train": "training rows", "sealed": "sealed rows"}


def unfinished(session: Session, formula: OutputFormula) -> Sentence:
    """What is said while there is no formula yet."""
    if formula.too_long:
        return say("The network is too large to be written out as a formula. Prune it first.", "too_long")
    open_, all_ = len(formula.unnamed), sum(1 for _ in living_edges(session))
    have = "has" if open_ == 1 else "have"
    text = f"{open_} of {all_} edges {have} no name yet, so this is no formula so far."
    return say(text, "unnamed", open=open_, all=all_)


def sentence(
    session: Session, formula: OutputFormula, parts: Sequence[Part], worst: tuple[int, int, int] | None
) -> Sentence:
    """On the test rows first, then on sealed rows and beyond, as far as these were looked at."""
    by_name = {part.part: part for part in parts}
    shown = by_name.get("test") or by_name["train"]
    if shown.defined < 1:
        share = 1 - shown.defined
        text = (
            f"The formula is undefined on {share_text(share)} of the {shown.rows} "
            f"{NAMES[shown.part]}, so it has no error there."
        )
        return say(text, "undefined", rows=shown.rows, part=shown.part, share=share)
    said = [_first(session, formula, shown, worst)]
    if "sealed" in by_name:
        said.append(_sealed(by_name["sealed"]))
    if "beyond" in by_name:
        said.append(_beyond(by_name["beyond"], shown))
    return joined(said)


def _first(
    session: Session, formula: OutputFormula, shown: Part, worst: tuple[int, int, int] | None
) -> Sentence:
    target = f"log({formula.target})" if formula.target in session.context.data.logs else formula.target
    where, rows, part = f"On the {shown.rows} {NAMES[shown.part]}", shown.rows, shown.part
    error, network = shown.formula_rmse, shown.network_rmse
    if error is None:
        text = f"{where} the formula misses {target} by more than can be stated."
        return say(text, "misses_beyond", rows=rows, part=part, target=target)
    spread = error / shown.spread if shown.spread else None
    share = "" if spread is None else f" ({error_text(spread)} of its spread)"
    misses = f"{where} the formula misses {target} by {error_text(error)}{share}"
    of_spread = () if spread is None else say("", "of_spread", ratio=spread).said
    if network is None:
        alone = say("", "misses", rows=rows, part=part, target=target, formula=error)
        return Sentence(f"{misses} (RMSE).", alone.said + of_spread)
    both = say("", "misses_network", rows=rows, part=part, target=target, formula=error, network=network)
    compared = _compared(session, shown, worst)
    text = f"{misses}, the network by {error_text(network)} (RMSE){compared.text}."
    return Sentence(text, both.said + of_spread + compared.said)


def _compared(session: Session, shown: Part, worst: tuple[int, int, int] | None) -> Sentence:
    """ ": the formula is 4.0× worse than the network; the name of edge x₂ → h1.1 costs most"."""
    assert shown.formula_rmse is not None and shown.network_rmse is not None
    if not shown.network_rmse or not shown.spread or shown.formula_rmse < 1e-9 * shown.spread:
        return Sentence("", ())
    said = []
    ratio = shown.formula_rmse / shown.network_rmse
    if ratio > WORSE:
        text = f": the formula is {error_text(ratio)}× worse than the network"
        said.append(say(text, "worse", ratio=ratio))
    if worst is not None:
        data = session.context.data
        name = edge_name(edge_id(*worst), data.inputs, data.targets, session.network.shape.depth)
        said.append(say(f"; the name of edge {name} costs most", "costs_most", edge=name))
    return joined(said, between="")


def _sealed(part: Part) -> Sentence:
    rows, error = part.rows, part.formula_rmse
    if error is None:
        return say(
            f"On the {rows} sealed rows it has no error that can be stated.", "sealed_beyond", rows=rows
        )
    text = f"On the {rows} sealed rows, which chose nothing, it misses by {error_text(error)}."
    return say(text, "sealed", rows=rows, formula=error)


def _beyond(part: Part, shown: Part) -> Sentence:
    rows, error = part.rows, part.formula_rmse
    if error is None:
        text = f"Fitted to the inner rows alone, it has no value on some of the {rows} outer ones."
        return say(text, "outer_undefined", rows=rows)
    said = f"Fitted to the inner rows alone, it misses the {rows} outer ones by {error_text(error)}"
    if shown.formula_rmse is not None and part.spread and error > part.spread:
        text = f"{said}: it does not carry beyond its data."
        return say(text, "outer_fails", rows=rows, formula=error)
    return say(f"{said}.", "outer", rows=rows, formula=error)
