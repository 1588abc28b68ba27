"""Leave out an axis on which the target does not depend."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kanscope.symbolic.discovery.constants import Constants
from kanscope.symbolic.discovery.moves.move import Move
from kanscope.symbolic.discovery.surrogate import Surrogate
from kanscope.symbolic.discovery.view import View

LITTLE = 3.0


def drop(view: View, smooth: Surrogate, constants: Constants) -> Iterator[Move]:
    """Axes whose slope over their spread is within a few errors of none."""
    if len(view.axes) < 2:
        return
    for k, axis in enumerate(view.axes):
        effect = smooth.slopes[:, k] * np.std(axis.values) * view.weight[smooth.rows]
        size = float(np.sqrt(np.mean(effect**2)))
        if size < LITTLE * smooth.error + 1e-9:
            said = f"{axis.expression} left out"
            yield Move(view.with_axes(view.without(k), said), size / (LITTLE * smooth.error + 1e-9) * 0.5)
