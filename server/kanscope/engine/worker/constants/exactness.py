"""Which numbers of named edges are exact, and what their texts are worth."""

from __future__ import annotations

import math
from collections.abc import Mapping

from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.units import affine_outside
from kanscope.kan.surgery import Edge
from kanscope.language.error import FormulaError
from kanscope.study.ids import edge_id, place_of
from kanscope.symbolic.parse import parse

SAME = 1e-9  # relative: rounding in the change of units


def worth(text: str) -> float:
    """The number a text such as "pi/2" stands for. FormulaError: it is none, or not finite."""
    formula = parse(text)
    if formula.variables:
        unknown = formula.variables[0]
        raise FormulaError("unknown_name", f"“{unknown}” stands in it", 0, "Write a number such as pi/2.")
    value = float(formula.evaluate({}))
    if not math.isfinite(value):
        raise FormulaError("too_large", "It has no finite value", 0, "Write a number such as pi/2.")
    return value


def still_exact(session: Session) -> dict[str, dict[str, str]]:
    """{edge id: {letter: text}} of numbers that are what their texts say; training and new names end that."""
    kept = {id: _kept(session, place_of(id), texts) for id, texts in session.exact.items()}
    return {id: texts for id, texts in kept.items() if texts}


def exact_of(session: Session, edge: Edge) -> dict[str, str]:
    """{letter: text} of one edge's exact numbers."""
    texts = session.exact.get(edge_id(*edge))
    return _kept(session, edge, texts) if texts else {}


def _kept(session: Session, edge: Edge, texts: Mapping[str, str]) -> dict[str, str]:
    l, i, j = edge
    layers = session.network.layers
    if l >= len(layers) or i >= layers[l].alive.shape[0] or j >= layers[l].alive.shape[1]:
        return {}
    if layers[l].function[i][j] is None or not bool(layers[l].alive[i, j]):
        return {}
    now = affine_outside(session, edge, layers[l].affine[i, j].tolist()).model_dump()
    return {
        k: text for k, text in texts.items() if math.isclose(now[k], worth(text), rel_tol=SAME, abs_tol=SAME)
    }
