"""The special functions of two variables of the KAN paper, each on a rectangle that is fixed here.

Source: Liu et al., KAN (2404.19756), table 2; its ranges are not stated, so these are ours.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy.special
import torch
from numpy.typing import NDArray

from bench.learning import Rows

TRAIN, TEST = 3000, 2000
Range = tuple[float, float]
Floats = NDArray[np.float64]
Law = Callable[..., Floats]


@dataclass(frozen=True)
class Special:
    """A law on a rectangle, and the test RMSE of the paper's best KAN."""

    name: str
    law: Law
    first: Range
    second: Range
    paper: float

    def rows(self) -> Rows:
        """Uniform and independent, the same every time."""
        dice = torch.Generator().manual_seed(0)
        unit = torch.rand(TRAIN + TEST, 2, generator=dice, dtype=torch.float64)
        lo, hi = torch.tensor([self.first, self.second], dtype=torch.float64).unbind(1)
        x = lo + unit * (hi - lo)
        y = torch.from_numpy(self.law(*x.T.numpy()))[:, None]
        return Rows(x[:TRAIN], y[:TRAIN], x[TRAIN:], y[TRAIN:])


def _sn(u: Floats, m: Floats) -> Floats:
    value: Floats = scipy.special.ellipj(u, m)[0]
    return value


def _legendre(m: int) -> Law:
    return lambda degree, x: scipy.special.lpmv(m, degree, x)


def _harmonic(m: int, n: int) -> Law:
    return lambda around, down: scipy.special.sph_harm_y(n, m, down, around).real


AROUND, DOWN = (0.0, 2 * math.pi), (0.0, math.pi)
ORDER, DEGREE, INSIDE = (0.0, 3.0), (0.0, 4.0), (-0.9, 0.9)
ANGLE, PARAMETER = (0.0, 1.5), (0.0, 0.95)

SPECIAL = (
    Special("ellipj, sn", _sn, (0.0, 4.0), PARAMETER, 1.33e-4),
    Special("ellipkinc", scipy.special.ellipkinc, ANGLE, PARAMETER, 1.24e-4),
    Special("ellipeinc", scipy.special.ellipeinc, ANGLE, PARAMETER, 8.26e-5),
    Special("jv", scipy.special.jv, ORDER, (0.0, 10.0), 1.64e-3),
    Special("yv", scipy.special.yv, ORDER, (1.0, 10.0), 1.49e-5),
    Special("kv", scipy.special.kv, ORDER, (0.5, 4.0), 2.52e-5),
    Special("iv", scipy.special.iv, ORDER, (0.0, 4.0), 9.28e-3),
    Special("lpmv, m = 0", _legendre(0), DEGREE, INSIDE, 5.25e-5),
    Special("lpmv, m = 1", _legendre(1), DEGREE, INSIDE, 6.90e-4),
    Special("lpmv, m = 2", _legendre(2), DEGREE, INSIDE, 2.26e-4),
    Special("sph_harm, m, n = 0, 1", _harmonic(0, 1), AROUND, DOWN, 2.21e-7),
    Special("sph_harm, m, n = 1, 1", _harmonic(1, 1), AROUND, DOWN, 1.22e-4),
    Special("sph_harm, m, n = 0, 2", _harmonic(0, 2), AROUND, DOWN, 1.95e-7),
    Special("sph_harm, m, n = 1, 2", _harmonic(1, 2), AROUND, DOWN, 1.50e-5),
    Special("sph_harm, m, n = 2, 2", _harmonic(2, 2), AROUND, DOWN, 9.45e-5),
)
