"""Take off an axis that is only a factor xᵏ: then x·∂t/∂x = k·t everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from sympy import Expr

from kanscope.symbolic.discovery.constants import Constants
from kanscope.symbolic.discovery.moves.move import Move
from kanscope.symbolic.discovery.rational import near_rational
from kanscope.symbolic.discovery.surrogate import Surrogate
from kanscope.symbolic.discovery.view import View

WORST, ROOM = 0.5, 0.3


def peel(view: View, smooth: Surrogate, constants: Constants) -> Iterator[Move]:
    """For every axis the power that fits its slopes, rounded to halves; t′ = t/xᵏ."""
    weight = view.weight[smooth.rows]
    for k, axis in enumerate(view.axes):
        pull, value = weight * axis.values[smooth.rows] * smooth.slopes[:, k], weight * smooth.values
        power = float(pull @ value / (value @ value + 1e-300))
        misfit = float(np.linalg.norm(pull - power * value) / (np.linalg.norm(pull) + 1e-300))
        q = near_rational(power, ROOM, (1, 2))
        if misfit > WORST or q is None or q == 0 or (not q.is_Integer and not axis.positive):
            continue
        with np.errstate(all="ignore"):
            factor = axis.values ** float(q)
            target = view.target / factor
        sound = np.isfinite(target) & np.isfinite(factor)
        target, factor = np.where(sound, target, 0.0), np.where(sound, factor, 0.0)
        said = f"{axis.expression}**{q} taken off as a factor"
        rest = view.with_axes(view.without(k), said) if len(view.axes) > 1 else view
        yield Move(rest.inside(target, factor, _times(axis.expression**q), said), misfit)


def _times(factor: Expr) -> Callable[[Expr], Expr]:
    return lambda inner: factor * inner
