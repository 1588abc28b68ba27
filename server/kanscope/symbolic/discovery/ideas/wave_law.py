"""t = C·Πxᵖ·s(z): a power law in all axes but one, of which (or of its double) s is the sine or cosine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr

from kanscope.symbolic.discovery.constants import Constants, Draft
from kanscope.symbolic.discovery.ideas.power_law import power_law
from kanscope.symbolic.discovery.view import View

Numbers = NDArray[np.float64]
LEAST_SPAN, MOST = 1.0, 60.0


def wave_law(view: View, constants: Constants) -> Iterator[Draft]:
    """The power laws of t/s, for every axis wide enough and every s."""
    if len(view.axes) < 2:
        return
    for k, axis in enumerate(view.axes):
        if np.ptp(axis.values) < LEAST_SPAN or np.abs(axis.values).max() > MOST:
            continue
        for z in (axis.expression, 2 * axis.expression):
            angle = axis.values if z is axis.expression else 2 * axis.values
            yield from _times(replace(view, axes=view.without(k)), np.sin(angle), sympy.sin(z), constants)
            yield from _times(replace(view, axes=view.without(k)), np.cos(angle), sympy.cos(z), constants)


def _times(rest: View, wave: Numbers, written: Expr, constants: Constants) -> Iterator[Draft]:
    with np.errstate(all="ignore"):
        target = rest.target / wave
    seen = rest.inside(target, wave, lambda inner: inner, "t over a wave")
    for draft in power_law(seen, constants.beside(constants.numbers)):
        yield Draft(draft.expression * written, draft.numbers)
