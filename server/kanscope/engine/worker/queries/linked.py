"""The formula typeset with marks: which part of it is which edge of the network."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from kanscope.engine.worker.drawing import living_edges
from kanscope.engine.worker.session.session import Session
from kanscope.kan.trace import trace
from kanscope.study.ids import edge_id
from kanscope.symbolic.export.latex import latex_text
from kanscope.symbolic.export.linked import linked_latex
from kanscope.symbolic.formula import OutputFormula
from kanscope.symbolic.numeric import Column
from kanscope.symbolic.origins import Origins, Place

ROWS = 128
"""So many training rows tell the parts of a formula apart."""


def linked(session: Session, output: int, formula: OutputFormula) -> str:
    r"""LaTeX where \htmlData{edge=…} names the edges a part stands for; without marks where all are cut."""
    edges = _values(session)
    if formula.too_long or not edges:
        return latex_text(formula)
    owners = {
        (l, subnode): int(node)
        for l in range(len(session.network.layers))
        for subnode, node in enumerate(session.network.owners(l))
    }
    origins = Origins(formula, edges, _columns(session, formula), owners)
    return linked_latex(formula, output, origins, lambda place: edge_id(*place))


def _some(rows: Tensor) -> Tensor:
    return rows[:: -(-len(rows) // ROWS)]


def _values(session: Session) -> dict[Place, Column]:
    """Every living edge's value on some training rows."""
    nodes = trace(session.network, _some(session.inputs)).nodes
    values = [layer.edge_values(x) for layer, x in zip(session.network.layers, nodes, strict=False)]
    return {(l, i, j): values[l][:, i, j].numpy() for l, i, j in living_edges(session)}


def _columns(session: Session, formula: OutputFormula) -> dict[str, Column]:
    """The formula's symbols on the same rows, in the user's units."""
    data, x = session.context.data, _some(session.context.x[session.context.train]).numpy()
    columns = {name: np.exp(x[:, k]) if name in data.logs else x[:, k] for k, name in enumerate(data.inputs)}
    return {symbol: columns[name] for symbol, name in formula.symbols.items()}
