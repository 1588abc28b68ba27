"""How each example's table comes about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.resources import files

import numpy as np

from kanscope.tables.making import make_table
from kanscope.tables.reading import read_table
from kanscope.tables.table import Numbers, Table


def toy() -> Table:
    """y = exp(sin(πx₁) + x₂²), without noise, 1000 rows."""

    def law(inputs: Mapping[str, Numbers]) -> Numbers:
        return np.asarray(np.exp(np.sin(np.pi * inputs["x1"]) + inputs["x2"] ** 2))

    return make_table({"x1": (-1, 1), "x2": (-1, 1)}, "y", law, rows=1000, seed=1)


def kepler() -> Table:
    """Bodies with distance a [au], central mass M [solar masses] and period P [d]: P = 365.25·√(a³/M)."""
    return read_table(files("kanscope.tables").joinpath("data/orbits.csv").read_bytes(), "orbits.csv")


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


def _agm(x: Numbers) -> Numbers:
    """Arithmetic-geometric mean of 1 and x, 0 < x ≤ 1; six rounds reach double precision for x > 0.01."""
    a, b = np.ones_like(x), x
    for _ in range(6):
        a, b = (a + b) / 2, np.sqrt(a * b)
    return a


BUILDERS: Mapping[str, Callable[[], Table]] = {"toy": toy, "kepler": kepler, "pendulum": pendulum}
