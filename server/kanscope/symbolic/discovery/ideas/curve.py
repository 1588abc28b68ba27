"""One column: t = zᵏ·g⁻¹(c·f(a·z + b) + d), every k, g and f, f from a grid of starts, all at once."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr

from kanscope.symbolic.discovery.constants import Constants, Draft
from kanscope.symbolic.discovery.ideas.outer import OUTERS, Outer, outers
from kanscope.symbolic.discovery.view import View

Numbers = NDArray[np.float64]
Build = Callable[[Expr, Constants], Expr]
ROWS, TOP, WORST = 250, 16, 0.15
POWERS = (1.0, 2.0, 3.0, -1.0, -2.0, 0.5, -0.5, 1.5, 4.0)
PREFACTORS = (0, 1, -1, 2, -2)


Found = tuple[float, "Atom", Outer, int, float, float]
"""(score, atom, outer, power before it, c, d)."""


@dataclass(frozen=True)
class Atom:
    """One start of one function: its values, what it is called and how it is written."""

    name: str
    values: Numbers
    build: Build
    cost: int


def curve(view: View, constants: Constants) -> Iterator[Draft]:
    """The best starts, at most two of a kind, with and without an addend; the simplest first."""
    return _named(view, constants, PREFACTORS, OUTERS)


def plain_curve(view: View, constants: Constants) -> Iterator[Draft]:
    """The same without a power before it and without an outer function, ten times as quickly."""
    return _named(view, constants, (0,), ("t",))


def _named(
    view: View, constants: Constants, prefactors: Sequence[int], allowed: Container[str]
) -> Iterator[Draft]:
    if len(view.axes) != 1:
        return
    axis = view.axes[0]
    rows = _rows(axis.values, view.weight)
    z, t, w = axis.values[rows], view.target[rows], view.weight[rows]
    if len(z) < 5 or np.ptp(z) <= 0:
        return
    atoms = [atom for atom in _atoms(z) if np.isfinite(1e10 * atom.values**2).all()]
    found = []
    for k in prefactors:
        if k and np.abs(z).min() < 1e-9 * np.abs(z).max():
            continue
        power = z ** float(k)
        for outer, sound in outers(t / power, w * np.abs(power)):
            if outer.name not in allowed:
                continue
            found += _scored(atoms, sound, t / power, w * np.abs(power), (outer, k))
    found.sort(key=lambda one: one[0])
    kinds: dict[tuple[str, str, int], int] = {}
    for one in found:
        _, atom, outer, k, *_ = one
        kind = (atom.name, outer.name, k)
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] <= 2 and len(kinds) <= TOP:
            yield from _drafts(axis.expression, constants, one)


def _rows(z: Numbers, w: Numbers) -> NDArray[np.int64]:
    order = np.argsort(z)
    order = order[w[order] > 0]
    picked: NDArray[np.int64] = order[
        np.unique(np.linspace(0, len(order) - 1, min(len(order), ROWS)).astype(int))
    ]
    return picked


def _scored(
    atoms: list[Atom], sound: NDArray[np.bool_], t: Numbers, w: Numbers, around: tuple[Outer, int]
) -> list[Found]:
    (outer, k), t, w = around, t[sound], w[sound]
    with np.errstate(all="ignore"):
        g, slope = outer.of(t), np.abs(outer.slope(t))
    if not (np.isfinite(g).all() and np.isfinite(slope).all()):
        return []
    f = np.stack([atom.values[sound] for atom in atoms])
    found = []
    flat = np.ones_like(w) / (np.ptp(g) + 1e-300)
    for weight in (w * slope, flat) if outer.cost else (w * slope,):
        v = weight**2 / max(float((weight**2).sum()), 1e-300)
        fm, gm = f @ v, float(v @ g)
        var = (f * f) @ v - fm * fm
        cov = f @ (v * g) - fm * gm
        spread = float(v @ (g - gm) ** 2) + 1e-300
        c = cov / np.where(var > 1e-14 * (fm * fm + 1e-300), var, np.inf)
        left = np.maximum(1 - c * cov / spread, 1e-13)
        for place in np.argsort(left)[:40]:
            atom = atoms[place]
            if left[place] < WORST:
                score = np.log(left[place]) + 0.5 * (atom.cost + outer.cost + (abs(k) > 0))
                found.append((score, atom, outer, k, float(c[place]), float(gm - c[place] * fm[place])))
    return found


def _drafts(z: Expr, constants: Constants, one: Found) -> Iterator[Draft]:
    _, atom, outer, k, c, d = one
    for with_d in (True, False):
        own = constants.beside(constants.numbers)
        inner = own(c) * atom.build(z, own)
        inner = inner + own(d) if with_d else inner
        yield Draft(z**k * outer.back(inner), own.numbers)
    own = constants.beside(constants.numbers)
    yield Draft(z**k * outer.back(sympy.sign(c) * atom.build(z, own) + own(d / abs(c))), own.numbers)


def _atoms(z: Numbers) -> Iterator[Atom]:
    lo, hi = float(z.min()), float(z.max())
    width = hi - lo
    with np.errstate(all="ignore"):
        yield from _powers(z)
        for s in np.geomspace(0.003, 8, 14) * width:
            yield from _bordered(z, s - lo, 1)
            yield from _bordered(z, s + hi, -1)
        yield from _rates(z, width, max(abs(lo), abs(hi)))
        for a in np.concatenate([np.arange(0.4, 30, 0.4), np.arange(30, 160, 1.0)]) / width:
            yield from _waves(z, float(a))
        for a in np.geomspace(0.7, 40, 9) / width:
            for m in np.linspace(lo, hi, 7):
                yield from _bumps(z, float(a), float(m))


def _powers(z: Numbers) -> Iterator[Atom]:
    for p in POWERS:
        if (p.is_integer() and p > 0) or z.min() > 0 or (p.is_integer() and z.max() < 0):
            yield _power(z, p)
    if z.min() > 0:
        yield Atom("log", np.log(z), lambda x, c: sympy.log(x), 1)
        for p in (0.3, 0.7, 1.3, 1.7, 2.5, -0.3, -0.7, -1.5):
            yield _free_power(z, p)


def _power(z: Numbers, p: float) -> Atom:
    exact = sympy.Rational(p)
    return Atom(f"z^{p:g}", z**p, lambda x, c: x**exact, 0 if p == 1 else 1)


def _free_power(z: Numbers, p: float) -> Atom:
    return Atom("power", z**p, lambda x, c: x ** c(p), 2)


def _bordered(z: Numbers, b: float, sign: int) -> Iterator[Atom]:
    u = sign * z + b
    for p in (-1.0, -2.0, 0.5, -0.5, 2.0):
        yield _bordered_power(u, p, b, sign)
    yield Atom(f"log({sign}z+b)", np.log(u), lambda x, c: sympy.log(sign * x + c(b)), 3)


def _bordered_power(u: Numbers, p: float, b: float, sign: int) -> Atom:
    exact = sympy.Rational(p)
    return Atom(f"({sign}z+b)^{p:g}", u**p, lambda x, c: (sign * x + c(b)) ** exact, 3)


def _rates(z: Numbers, width: float, reach: float) -> Iterator[Atom]:
    steps = np.geomspace(0.1, 25, 24) / width
    for a in (*steps.tolist(), *(-steps).tolist()):
        if abs(a) * reach < 300:
            yield from _rate(z, a)


def _rate(z: Numbers, a: float) -> Iterator[Atom]:
    yield Atom("exp", np.exp(a * z), lambda x, c: sympy.exp(c(a) * x), 2)
    if a > 0:
        yield Atom("cosh", np.cosh(a * z), lambda x, c: sympy.cosh(c(a) * x), 3)
        yield Atom("sinh", np.sinh(a * z), lambda x, c: sympy.sinh(c(a) * x), 3)
        yield Atom("tanh", np.tanh(a * z), lambda x, c: sympy.tanh(c(a) * x), 2)


def _waves(z: Numbers, a: float) -> Iterator[Atom]:
    yield Atom("sin", np.sin(a * z), lambda x, c: sympy.sin(c(a) * x), 2)
    yield Atom("cos", np.cos(a * z), lambda x, c: sympy.cos(c(a) * x), 2)
    for eighths in (2, -2, 1, -1, 3, -3):
        yield _wave(z, a, eighths * np.pi / 8)


def _wave(z: Numbers, a: float, b: float) -> Atom:
    return Atom("sin+", np.sin(a * z + b), lambda x, c: sympy.sin(c(a) * x + c(b)), 4)


def _bumps(z: Numbers, a: float, m: float) -> Iterator[Atom]:
    u = a * (z - m)
    yield Atom("tanh+", np.tanh(u), lambda x, c: sympy.tanh(c(a) * (x - c(m))), 4)
    yield Atom("atan", np.arctan(u), lambda x, c: sympy.atan(c(a) * (x - c(m))), 4)
    yield Atom("gauss", np.exp(-u * u), lambda x, c: sympy.exp(-((c(a) * (x - c(m))) ** 2)), 4)
    yield Atom("lorentz", 1 / (1 + u * u), lambda x, c: 1 / (1 + (c(a) * (x - c(m))) ** 2), 4)
    yield Atom("square", u * u, lambda x, c: (x - c(m)) ** 2, 3)
