"""t = Σ c·x over the axes themselves: what people fit first, and where nothing lawful is, fit last."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import sympy

from kanscope.symbolic.discovery.constants import Constants, Draft
from kanscope.symbolic.discovery.ideas.subsets import best_subsets
from kanscope.symbolic.discovery.view import View


def linear(view: View, constants: Constants) -> Iterator[Draft]:
    """The best few sums of every size."""
    rows = view.weight > 0
    values = np.stack([np.ones(len(view.target)), *(axis.values for axis in view.axes)], 1)[rows]
    w, t = view.weight[rows], view.target[rows]
    written = [sympy.Integer(1), *(axis.expression for axis in view.axes)]
    for _, places, numbers in best_subsets(values * w[:, None], t * w, len(written)):
        own = constants.beside(constants.numbers)
        total = sympy.Add(*(own(c) * written[k] for k, c in zip(places, numbers, strict=True)))
        yield Draft(total, own.numbers)
