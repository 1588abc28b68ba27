"""What a formula is worth: measured on the rows, said in one honest sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kanscope.engine.worker.drawing import living_edges
from kanscope.engine.worker.session.errors import finite
from kanscope.engine.worker.session.session import Session
from kanscope.study.figures import error_text, share_text
from kanscope.study.ids import edge_id
from kanscope.symbolic.formula import OutputFormula
from kanscope.symbolic.numeric import values


def verdict(session: Session, output: int, formula: OutputFormula) -> dict[str, Any]:
    """{sentence, network_rmse, formula_rmse, extrapolation_rmse, worst_edge}, in the target's unit of use.

    The formula's error is that of its text, evaluated on the rows; not of the network it was read from.
    """
    rows = session.context.check if len(session.context.check) else session.context.train
    truth = session.context.y[rows, output]
    network = finite(_rmse(_network(session, rows, output), truth))
    told = _formula(session, rows, formula) if formula.complete else None
    said = None if told is None else finite(_rmse(told, truth))
    spread = float(truth.std(unbiased=False))
    return {
        "sentence": _lacking(told, session) or _sentence(session, formula, network, said, spread),
        "network_rmse": network,
        "formula_rmse": said,
        "extrapolation_rmse": None,
        "worst_edge": _worst(session),
    }


def _network(session: Session, rows: Tensor, output: int) -> Tensor:
    x = session.scaling.inputs.inside(session.context.x[rows])
    return session.scaling.targets.outside(session.network(x))[:, output]


def _formula(session: Session, rows: Tensor, formula: OutputFormula) -> Tensor:
    data, x = session.context.data, session.context.x[rows].numpy()
    columns = {name: _outside(x[:, k], name in data.logs) for k, name in enumerate(data.inputs)}
    found = values(formula.expression, {symbol: columns[name] for symbol, name in formula.symbols.items()})
    with np.errstate(all="ignore"):
        found = np.log(found) if formula.target in data.logs else found
    return torch.from_numpy(np.broadcast_to(found, len(rows)).copy())


def _outside(column: NDArray[np.float64], log: bool) -> NDArray[np.float64]:
    return np.exp(column) if log else column


def _rmse(guess: Tensor, truth: Tensor) -> float:
    return float((guess - truth).square().mean().sqrt())


def _sentence(
    session: Session, formula: OutputFormula, network: float | None, said: float | None, spread: float
) -> str:
    if not formula.complete:
        return _unfinished(session, formula)
    tested = len(session.context.check)
    which = f"{tested} test rows" if tested else "training rows"
    target = f"log({formula.target})" if formula.target in session.context.data.logs else formula.target
    if said is None:
        return f"On the {which} the formula misses {target} by more than can be stated."
    share = f" ({error_text(said / spread)} of its spread)" if spread > 0 else ""
    beside = "" if network is None else f", the network by {error_text(network)}"
    return f"On the {which} the formula misses {target} by {error_text(said)}{share}{beside} (RMSE)."


def _lacking(told: Tensor | None, session: Session) -> str | None:
    """What is said of a formula that is undefined on some of the rows it is tested on."""
    if told is None or bool(torch.isfinite(told).all()):
        return None
    which = f"{len(told)} test rows" if len(session.context.check) else "training rows"
    share = share_text(1 - float(torch.isfinite(told).double().mean()))
    return f"The formula is undefined on {share} of the {which}, so it has no error there."


def _unfinished(session: Session, formula: OutputFormula) -> str:
    if formula.too_long:
        return "The network is too large to be written out as a formula. Prune it first."
    open_, all_ = len(formula.unnamed), sum(1 for _ in living_edges(session))
    have = "has" if open_ == 1 else "have"
    return f"{open_} of {all_} edges {have} no name yet, so this is no formula so far."


def _worst(session: Session) -> str | None:
    """The named edge whose function fitted its curve least."""
    living = {edge_id(*edge) for edge in living_edges(session)}
    fits = {id: r2 for id, r2 in session.fits.items() if id in living}
    return min(fits, key=lambda id: fits[id]) if fits else None
