"""Look at log t, 1/t, t² instead of t: factors become summands, roots and quotients go away."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kanscope.symbolic.discovery.constants import Constants
from kanscope.symbolic.discovery.ideas.outer import OUTERS, sound
from kanscope.symbolic.discovery.moves.move import Move
from kanscope.symbolic.discovery.surrogate import Surrogate
from kanscope.symbolic.discovery.view import INNER, View

TRIED = ("log t", "1/t", "t²", "√t", "log -t")


def transform(view: View, smooth: Surrogate, constants: Constants) -> Iterator[Move]:
    """At most two transforms in a row from y."""
    if sum("seen as" in said for said in view.said) >= 2:
        return
    for name in TRIED:
        outer = OUTERS[name]
        rows = sound(outer.where, view.target, view.weight)
        if rows is None or (view.outside.has(outer.back(INNER).func) and name != "1/t"):
            continue
        with np.errstate(all="ignore"):
            target, slope = outer.of(view.target), outer.slope(view.target)
        sure = rows & np.isfinite(target) & np.isfinite(slope)
        target, slope = np.where(sure, target, 0.0), np.where(sure, slope, 0.0)
        yield Move(view.inside(target, slope, outer.back, f"t seen as {name}"), 0.5)
