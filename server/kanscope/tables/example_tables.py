"""How each example's table comes about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from kanscope.tables.making import make_table, table_of
from kanscope.tables.table import Column, Numbers, Table


def toy() -> Table:
    """y = exp(sin(πx₁) + x₂²), without noise, 1000 rows."""

    def law(inputs: Mapping[str, Numbers]) -> Numbers:
        return np.asarray(np.exp(np.sin(np.pi * inputs["x1"]) + inputs["x2"] ** 2))

    return make_table({"x1": (-1, 1), "x2": (-1, 1)}, "y", law, rows=1000, seed=1)


def kepler() -> Table:
    """P = 365.25·√(a³/M) days, 800 planets: distances a from 0.03 to 30 au, stars M of 0.2 to 2 solar masses,
    both evenly spread in their logarithm, periods scattered by 1 %."""
    random = np.random.default_rng(3)
    distance, mass = (
        low * (high / low) ** random.uniform(size=800) for low, high in ((0.03, 30.0), (0.2, 2.0))
    )
    period = 365.25 * np.sqrt(distance**3 / mass) * np.exp(random.normal(0, 0.01, 800))
    columns = (("distance", "au", distance), ("star mass", "M_sun", mass), ("period", "d", period))
    return table_of([Column(name, "number", unit, values) for name, unit, values in columns])


def pendulum() -> Table:
    """T = 2π√(L/g) / agm(1, cos(θ₀/2)), 600 rows: lengths of a desk to a staircase, gravity of the Moon to
    Jupiter, amplitudes up to 172°."""

    def law(inputs: Mapping[str, Numbers]) -> Numbers:
        small = 2 * np.pi * np.sqrt(inputs["length"] / inputs["gravity"])
        return np.asarray(small / _agm(np.cos(inputs["amplitude"] / 2)))

    ranges = {"length": (0.1, 2.0), "gravity": (1.6, 25.0), "amplitude": (0.05, 3.0)}
    made = make_table(ranges, "period", law, rows=600, seed=1)
    units = {"length": "m", "gravity": "m/s²", "amplitude": "rad", "period": "s"}
    return replace(made, columns=[replace(column, unit=units[column.name]) for column in made.columns])


def arm() -> Table:
    """x = 0.3 m · Σ_k cos(θ₁ + … + θ_k), 1000 rows: six joints that turn freely."""
    names = [f"joint {k}" for k in range(1, 7)]

    def law(inputs: Mapping[str, Numbers]) -> Numbers:
        directions = np.cumsum([inputs[name] for name in names], axis=0)
        return np.asarray(0.3 * np.cos(directions).sum(axis=0))

    made = make_table(dict.fromkeys(names, (-np.pi, np.pi)), "reach", law, rows=1000, seed=5)
    units = {**dict.fromkeys(names, "rad"), "reach": "m"}
    return replace(made, columns=[replace(column, unit=units[column.name]) for column in made.columns])


def _agm(x: Numbers) -> Numbers:
    """Arithmetic-geometric mean of 1 and x, 0 < x ≤ 1; six rounds reach double precision for x > 0.01."""
    a, b = np.ones_like(x), x
    for _ in range(6):
        a, b = (a + b) / 2, np.sqrt(a * b)
    return a


BUILDERS: Mapping[str, Callable[[], Table]] = {"toy": toy, "kepler": kepler, "pendulum": pendulum, "arm": arm}
