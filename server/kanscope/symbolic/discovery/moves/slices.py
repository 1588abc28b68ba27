"""Take off a curve of one axis: t = A + B·S(x), A and B functions of the other axes.

Moved along x alone, over many rows, the stand-in makes a matrix; less its mean over x it has rank 1 exactly
where t is of that form: one singular vector is S, the other B. Where B is level S is a summand, where A and B
are in proportion a factor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sympy import Expr

from kanscope.symbolic.discovery.constants import Constants
from kanscope.symbolic.discovery.ideas.curve import curve
from kanscope.symbolic.discovery.ideas.dictionary import dictionary
from kanscope.symbolic.discovery.ideas.power_law import power_law
from kanscope.symbolic.discovery.moves.move import Move
from kanscope.symbolic.discovery.parts import Part, parts
from kanscope.symbolic.discovery.surrogate import Surrogate
from kanscope.symbolic.discovery.view import INNER, View

Numbers = NDArray[np.float64]
PLACES, ROWS = 41, 200
LEAST, ERRORS = 0.01, 3.0
"""What may be left of another form, in spreads of y: this, or so many errors of the stand-in."""
MOST = 3


@dataclass(frozen=True)
class Slice:
    """S at `places` of axis k, and B on `rows`; `off`: what is left of another form, `varies`: how much B
    does, `apart`: how far A is from ratio·B; all in spreads of y.
    """

    k: int
    places: Numbers
    shape: Numbers
    rows: Numbers
    slope: Numbers
    ratio: float
    off: float
    varies: float
    apart: float


def slices(view: View, smooth: Surrogate, constants: Constants) -> Iterator[Move]:
    """Summands, factors and linear parts of the axes whose slices have one form best."""
    if len(view.axes) < 2:
        return
    seen = sorted((_slice(view, smooth, k) for k in range(len(view.axes))), key=lambda one: one.off)
    limit = LEAST + ERRORS * smooth.error
    for one in [one for one in seen if one.off < limit][:MOST]:
        if one.varies < limit:
            yield from _summand(view, smooth, constants, one)
        elif one.apart < limit:
            yield from _factor(view, smooth, constants, one)
        else:
            yield from _linear(view, smooth, constants, one)


def _slice(view: View, smooth: Surrogate, k: int) -> Slice:
    x = view.matrix
    rows = x[smooth.rows][:ROWS]
    places = np.linspace(float(np.quantile(x[:, k], 0.03)), float(np.quantile(x[:, k], 0.97)), PLACES)
    points = np.repeat(rows, PLACES, 0)
    points[:, k] = np.tile(places, len(rows))
    values = np.nan_to_num(smooth.at(points).reshape(len(rows), PLACES).T)
    weight, offset = view.weight[smooth.rows][:ROWS], values.mean(0)
    shape = np.linalg.svd((values - offset) * weight, full_matrices=False)[0][:, 0]
    slope = shape @ (values - offset)
    rest = weight * (values - offset - np.outer(shape, slope))
    ratio = float((weight**2 * offset * slope).sum() / (((weight * slope) ** 2).sum() + 1e-300))
    level = np.average(slope, weights=weight**2)
    return Slice(
        k,
        places[:, None],
        shape,
        np.delete(rows, k, 1),
        slope,
        ratio,
        off=_size(rest),
        varies=_size(weight * (slope - level)) / PLACES**0.5,
        apart=_size(weight * (offset - ratio * slope)),
    )


def _size(values: Numbers) -> float:
    return float(np.sqrt(np.mean(values**2)))


def _summand(view: View, smooth: Surrogate, constants: Constants, one: Slice) -> Iterator[Move]:
    axis = view.axes[one.k]
    for place, part in enumerate(_curves(one, one.shape * float(one.slope.mean()), smooth)):
        value, own = part.on(axis.values[:, None]), constants.beside(view.numbers)
        outside = view.whole(INNER + part.written([axis.expression], own))
        rest = replace(view, axes=view.without(one.k), numbers=own.numbers)
        said = f"a curve of {axis.expression} taken off as a summand"
        yield Move(_taken(rest, view.target - value, np.ones_like(value), outside, said), 0.1 * (1 + place))


def _factor(view: View, smooth: Surrogate, constants: Constants, one: Slice) -> Iterator[Move]:
    axis = view.axes[one.k]
    for place, part in enumerate(_curves(one, one.shape + one.ratio, smooth)):
        value, own = part.on(axis.values[:, None]), constants.beside(view.numbers)
        outside = view.whole(INNER * part.written([axis.expression], own))
        rest = replace(view, axes=view.without(one.k), numbers=own.numbers)
        with np.errstate(all="ignore"):
            target = view.target / value
        said = f"a curve of {axis.expression} taken off as a factor"
        yield Move(_taken(rest, target, value, outside, said), 0.15 * (1 + place))


def _linear(view: View, smooth: Surrogate, constants: Constants, one: Slice) -> Iterator[Move]:
    """S named, then B, each from the stand-in; t - B·S is left, over all axes but S's."""
    axis, others = view.axes[one.k], view.without(one.k)
    x = np.stack([other.values for other in others], 1)
    ideas = (power_law, curve, dictionary)
    for shape in _curves(one, one.shape, smooth)[:1]:
        for place, slope in enumerate(parts(one.rows, one.slope, 3 * max(smooth.error, 1e-4), ideas, 2)):
            own = constants.beside(view.numbers)
            value = shape.on(axis.values[:, None]) * slope.on(x)
            written = shape.written([axis.expression], own) * slope.written(
                [o.expression for o in others], own
            )
            rest = replace(view, axes=others, numbers=own.numbers)
            said = f"a part linear in a curve of {axis.expression} taken off"
            outside = view.whole(INNER + written)
            yield Move(
                _taken(rest, view.target - value, np.ones_like(value), outside, said), 0.3 * (1 + place)
            )


def _curves(one: Slice, values: Numbers, smooth: Surrogate) -> list[Part]:
    return parts(one.places, values, max(smooth.error, 1e-4), (curve,), 2)


def _taken(rest: View, target: Numbers, slope: Numbers, outside: Expr, said: str) -> View:
    return replace(rest.inside(target, slope, lambda inner: inner, said), outside=outside)
