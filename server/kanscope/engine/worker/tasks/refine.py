"""A finer grid under the same curves."""

from __future__ import annotations

from kanscope.engine.worker.session.errors import error_unit, errors_of
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.edited import Edited
from kanscope.kan.grid import refine as refine_grid
from kanscope.study.operations import RefineGrid

VISIBLE = 1e-3
"""A change of the output above this share of the target's spread is worth a sentence."""


def refine(operation: RefineGrid, session: Session) -> Edited:
    """Every spline on `grid` intervals. Exact when the new number is a multiple of the old one."""
    finer, change = refine_grid(session.network, operation.grid, session.inputs)
    refined = session.with_network(finer)
    if change.outputs <= VISIBLE:
        return Edited(refined)
    most, now = change.outputs * error_unit(session), errors_of(refined).train_rmse
    return Edited(
        refined, f"The curves could not be kept exactly: outputs moved by up to {most:.3g} (RMSE {now:.3g})."
    )
