"""How well the rows are met: `fit{version?, across?, down?}`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from kanscope.engine.worker.fit.regions import regions
from kanscope.engine.worker.fit.rivals import Guess, rivals, told
from kanscope.engine.worker.fit.slices import slice_along
from kanscope.engine.worker.problem import QuestionWrong
from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.queries.formula import formulas_of
from kanscope.engine.worker.session.errors import finite, rmse
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.verdict.beyond import beyond
from kanscope.symbolic.formula import OutputFormula

ROWS, INPUTS = 2000, 6
"""Rows and inputs that are shown; of more rows a fair draw, of more inputs those that matter most."""


def fit(asked: Asked) -> dict[str, Any]:
    """{rows, shown, test, inputs, inputs_left_out, targets}: values in the user's unit, sealed rows left out.

    Residuals and errors are guess minus truth in the unit of use, which is the logarithm's for columns in
    `logs`. `across` and `down` choose the inputs of the regions; the two that matter most unless told.
    """
    session = asked.session()
    strong = _by_strength(session)
    kept = strong[:INPUTS]
    shown = _Shown(_drawn(session), kept, _chosen(asked, session, kept))
    return {
        "rows": len(session.context.train) + len(session.context.check),
        "shown": len(shown.rows),
        "test": torch.isin(shown.rows, session.context.check).tolist(),
        "inputs": [_input(session, k, shown.rows) for k in kept],
        "inputs_left_out": len(strong) - len(kept),
        "targets": [_target(session, k, one, shown) for k, one in enumerate(formulas_of(session))],
    }


@dataclass(frozen=True)
class _Shown:
    """Rows and inputs that are looked at, and the one or two inputs the map of errors is over."""

    rows: Tensor
    inputs: list[int]
    over: list[int]


def _by_strength(session: Session) -> list[int]:
    """Inputs the network listens to, the most important first."""
    scores = session.scores.inputs
    order: list[int] = torch.argsort(scores, descending=True, stable=True).tolist()
    heard = [k for k in order if bool(session.network.layers[0].alive[k].any())]
    return heard or order[:1]


def _drawn(session: Session) -> Tensor:
    seen = torch.cat([session.context.train, session.context.check])
    if len(seen) <= ROWS:
        return seen.sort().values
    dice = torch.Generator().manual_seed(0)
    return seen[torch.randperm(len(seen), generator=dice)[:ROWS]].sort().values


def _chosen(asked: Asked, session: Session, strong: list[int]) -> list[int]:
    names = session.context.data.inputs
    chosen: list[int] = []
    for field in ("across", "down"):
        name = asked.arguments.get(field)
        if name is not None and name not in names:
            raise QuestionWrong(f"There is no input “{name}”.", field=field, hint=", ".join(names))
        free = [k for k in strong if k not in chosen]
        place = names.index(name) if name is not None else next(iter(free), None)
        if place is not None and place not in chosen:
            chosen.append(place)
    return chosen


def _input(session: Session, input: int, rows: Tensor) -> dict[str, Any]:
    data = session.context.data
    name = data.inputs[input]
    values = told(session.context.x[rows, input], name in data.logs)
    return {"name": name, "log": name in data.logs, "values": values}


def _target(session: Session, output: int, formula: OutputFormula, shown: _Shown) -> dict[str, Any]:
    both = rivals(session, output, formula)
    log = formula.target in session.context.data.logs
    outer = beyond(session, output, formula) if formula.complete else None
    return {
        "target": formula.target,
        "log": log,
        "actual": told(session.context.y[shown.rows, output], log),
        "network": _met(session, output, both.network, shown.rows),
        "formula": None if both.formula is None else _met(session, output, both.formula, shown.rows),
        "beyond_rmse": None if outer is None else outer.formula_rmse,
        "beyond_rows": 0 if outer is None else outer.rows,
        "regions": regions(session, output, both, shown.over),
        "slices": [slice_along(session, output, both, k) for k in shown.inputs],
    }


def _met(session: Session, output: int, guess: Guess, rows: Tensor) -> dict[str, Any]:
    """One rival against the rows shown, and its errors on all of both parts."""
    context = session.context
    log = context.data.targets[output] in context.data.logs
    values = guess(context.x[rows])
    parts = {"train_rmse": context.train, "test_rmse": context.check}
    errors = {
        name: finite(rmse(guess(context.x[part]), context.y[part, output])) if len(part) else None
        for name, part in parts.items()
    }
    off = told(values - context.y[rows, output])
    return {"predicted": told(values, log), "residual": off, **errors}
