"""Which functions an edge may be: `suggest{edge, limit?, refit?, cost_weight?}`, best first."""

from __future__ import annotations

import math
import time
from typing import Any

import torch

from kanscope.engine.worker.drawing import POINTS, mended
from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.session.curve import curve_of
from kanscope.engine.worker.session.errors import rmse, test_rmse
from kanscope.engine.worker.session.gaps import Gaps, Reach
from kanscope.engine.worker.session.refitted import refitted_rmse
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.undefined import undefined_on_rows
from kanscope.engine.worker.session.units import affine_outside, output_unit
from kanscope.kan.functions.catalogue import function
from kanscope.kan.network import Network
from kanscope.kan.surgery import Edge, fix_symbolic
from kanscope.symbolic.prices import Prices
from kanscope.symbolic.suggest import COST_WEIGHT, Candidate
from kanscope.symbolic.suggest import suggest as ranked

MOST_WEIGHT = 20.0
"""Of a function's cost against what it leaves unexplained; 0 looks at accuracy alone."""
TRIED = 12
"""So many candidates are put into the network to see what it would then be off by."""
REFITTED, SECONDS = 5, 1.5
"""So many candidates are refitted where that is asked for, in so many seconds in all."""
SURE, VAGUE = 1e-4, 1e-2
"""A curve counts as known to the network's relative error, kept between these bounds."""


def suggest(asked: Asked) -> dict[str, Any]:
    """{candidates: [{function, r2, cost, a, b, c, d, curve, test_rmse, refitted_rmse, poles, undefined,
    notice}]}.

    In the user's units. `curve`: 64 values over the edge's grid range. `test_rmse`: the network's, were the
    edge fixed and nothing refitted; null for candidates far down the list, or where it is not a number.
    `refitted_rmse`: the same once the rest of the network has been fitted to it, with `refit` for the first
    five; null for the others. `poles`: of the candidate, in the edge's own x, on the range of its rows and a
    tenth of it to both sides; `undefined`: the share of rows on which it has no value; `notice`: a sentence
    on both, or on a function further on that has no value then.
    """
    session = asked.session()
    edge, limit = asked.edge(session), asked.whole("limit", 8, 1, 100)
    weight = asked.number("cost_weight", COST_WEIGHT, 0.0, MOST_WEIGHT)
    found = candidates(session, edge, limit, asked.prices(), weight)
    reach = Reach(session, edge)
    told = [_told(session, edge, one, reach, place < TRIED) for place, one in enumerate(found)]
    if asked.arguments.get("refit") is True:
        for one, rmse_then in zip(told, _refitted(session, edge, found[:REFITTED]), strict=False):
            one["refitted_rmse"] = rmse_then
    return {"candidates": told}


def candidates(
    session: Session,
    edge: Edge,
    limit: int,
    prices: Prices | None = None,
    cost_weight: float = COST_WEIGHT,
) -> list[Candidate]:
    """The functions offered (the session's unless told) fitted to an edge's curve, best first.

    As exactly as the network knows the curve.
    """
    rows, network = session.samples, session.network
    known_to = min(max(rmse(network(rows.x), rows.y), SURE), VAGUE)
    noise = rmse(network(rows.check_x), rows.check_y)
    offered = session.prices if prices is None else prices
    known_noise = noise if math.isfinite(noise) else 0.0
    return ranked(
        curve_of(session, edge),
        limit,
        known_to,
        noise=known_noise,
        names=list(offered),
        costs=offered,
        cost_weight=cost_weight,
    )


def _told(session: Session, edge: Edge, one: Candidate, reach: Reach, tried: bool) -> dict[str, Any]:
    numbers = (one.a, one.b, one.c, one.d)
    gaps = reach.gaps(one.function, one.a, one.b)
    fixed = fix_symbolic(session.network, edge, one.function, *numbers) if tried else None
    return {
        "function": one.function,
        "r2": one.r2,
        "cost": one.cost,
        **affine_outside(session, edge, numbers).model_dump(),
        "curve": _curve(session, edge, one),
        "test_rmse": None if fixed is None else test_rmse(session, fixed),
        "refitted_rmse": None,
        "poles": gaps.poles,
        "undefined": gaps.undefined,
        "notice": _notice(session, gaps, fixed),
    }


def _notice(session: Session, gaps: Gaps, fixed: Network | None) -> str | None:
    """Of the candidate itself; where that has a value on all rows, also of what is undefined further on."""
    further = None if fixed is None or gaps.undefined else undefined_on_rows(session, fixed)
    return ". ".join(filter(None, (gaps.notice, further))) or None


def _refitted(session: Session, edge: Edge, found: list[Candidate]) -> list[float | None]:
    """Test RMSE with each candidate once the rest is fitted to it, all in equal shares of the time."""
    errors = list[float | None]()
    for one in found:
        fixed = fix_symbolic(session.network, edge, one.function, one.a, one.b, one.c, one.d)
        errors.append(refitted_rmse(session, fixed, time.monotonic() + SECONDS / REFITTED))
    return errors


def _curve(session: Session, edge: Edge, one: Candidate) -> list[float]:
    l, i, j = edge
    here = session.network.layers[l]
    x = torch.linspace(float(here.lo[i]), float(here.hi[i]), POINTS, dtype=here.lo.dtype)
    y = one.c * function(one.function).value(one.a * x + one.b) + one.d
    heights: list[float] = mended((y * output_unit(session, l, j)).numpy()).tolist()
    return heights
