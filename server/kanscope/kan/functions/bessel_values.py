"""Values of the Bessel functions J₀, J₁, Y₀, Y₁ to 1e-15.

torch's own are off by up to 4e-7 between 0 and 25 (version 2.13), which a formula beside its network would
show. There they are sums over equally spaced angles, exact to J₆₄(25) < 1e-17 (A&S 9.1.18 and 9.1.88):

    J₀(z) = mean cos(z·sin θ)        Y₀(z) = 2/π·(log(z/2) + γ)·J₀(z) - 4/π·Σₖ (-1)ᵏ J₂ₖ(z)/k

From 25 on they are Hankel's asymptotic series (A&S 9.2.5). All is plain arithmetic, so that it can be taken
into formats that know no Bessel functions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

FAR = 25.0
"""From here on the asymptotic series are right to the last digit."""
TERMS = 24
"""Of those series; they shrink until about the 50th at 25."""
GAMMA = 0.57721566490153286
ANGLES = 64
ORDERS = 32
"""Even orders 2k up to twice this are taken into Y₀; from J₆₄ on none counts below FAR."""

FEW = 1 << 14
"""So many values are laid on all angles at once; more take turns, angle by angle, to save memory."""

Part = Callable[[Tensor], Tensor]

_HALF = [math.pi * j / ANGLES for j in range(ANGLES // 2 + 1)]
_SINES = [math.sin(angle) for angle in _HALF]
_SHARES = [(1.0 if j in (0, ANGLES // 2) else 2.0) / ANGLES for j in range(ANGLES // 2 + 1)]
"""θ and π - θ have the same sine and are counted together."""
_SERIES = [
    -4 / math.pi * share * sum((-1) ** k * math.cos(2 * k * angle) / k for k in range(1, ORDERS + 1))
    for angle, share in zip(_HALF, _SHARES, strict=True)
]


def j0(z: Tensor) -> Tensor:
    """J₀, any z."""
    return _pieced(z.abs() < FAR, z, lambda z: _j0(_near(z)), lambda z: _far(z.abs(), 0, torch.cos))


def j1(z: Tensor) -> Tensor:
    """J₁, any z."""
    return _pieced(
        z.abs() < FAR, z, lambda z: _j1(_near(z)), lambda z: torch.sign(z) * _far(z.abs(), 1, torch.cos)
    )


def y0(z: Tensor) -> Tensor:
    """Y₀ for z > 0, else nan."""
    positive = torch.where(z > 0, z, math.nan)
    return _pieced(z < FAR, positive, lambda z: _y0(_near(z)), lambda z: _far(z, 0, torch.sin))


def y1(z: Tensor) -> Tensor:
    """Y₁ for z > 0, else nan."""
    positive = torch.where(z > 0, z, math.nan)
    return _pieced(z < FAR, positive, lambda z: _y1(_near(z)), lambda z: _far(z, 1, torch.sin))


def _pieced(is_near: Tensor, z: Tensor, near: Part, far: Part) -> Tensor:
    """One piece alone where it has all values: only who traces a graph needs both whatever comes."""
    if not _traced():
        if bool(is_near.all()):
            return near(z)
        if not bool(is_near.any()):
            return far(z)
    return torch.where(is_near, near(z), far(z))


def _traced() -> bool:
    return torch.compiler.is_compiling() or torch.compiler.is_exporting()


def _far(z: Tensor, order: int, wave: Callable[[Tensor], Tensor]) -> Tensor:
    """√(2/πz)·(P·cos χ - Q·sin χ) for `cos`, which is J, and (P·sin χ + Q·cos χ) for `sin`, which is Y.

    χ = z - (order/2 + ¼)·π, and P, Q the even and odd terms of Σ aₖ(i/z)ᵏ.
    """
    z = z.clamp(min=FAR)
    even, odd = _hankel(order)
    other = -torch.sin(_phase(z, order)) if wave is torch.cos else torch.cos(_phase(z, order))
    return torch.sqrt(2 / (math.pi * z)) * (
        _polynomial(1 / (z * z), even) * wave(_phase(z, order)) + _polynomial(1 / (z * z), odd) / z * other
    )


def _phase(z: Tensor, order: int) -> Tensor:
    return z - (order / 2 + 0.25) * math.pi


def _hankel(order: int) -> tuple[list[float], list[float]]:
    """Coefficients of P and Q by powers of 1/z²: aₖ = Π (4ν² - (2j - 1)²)/(8j)."""
    terms = [1.0]
    for j in range(1, TERMS):
        terms.append(terms[-1] * (4 * order**2 - (2 * j - 1) ** 2) / (8 * j))
    signed = [term * (-1) ** (k // 2) for k, term in enumerate(terms)]
    return signed[::2], signed[1::2]


def _polynomial(x: Tensor, coefficients: Sequence[float]) -> Tensor:
    """Σ cₖxᵏ, by Horner."""
    total = torch.zeros_like(x)
    for coefficient in reversed(coefficients):
        total = total * x + coefficient
    return total


def _near(z: Tensor) -> Tensor:
    return z.clamp(-FAR, FAR)


def _j0(z: Tensor) -> Tensor:
    return _summed(torch.cos, z, _SHARES)


def _j1(z: Tensor) -> Tensor:
    """-J₀′."""
    return _summed(torch.sin, z, [share * sine for share, sine in zip(_SHARES, _SINES, strict=True)])


def _y0(z: Tensor) -> Tensor:
    return 2 / math.pi * _log(z) * _j0(z) + _summed(torch.cos, z, _SERIES)


def _y1(z: Tensor) -> Tensor:
    """-Y₀′."""
    weights = [weight * sine for weight, sine in zip(_SERIES, _SINES, strict=True)]
    return 2 / math.pi * (_log(z) * _j1(z) - _j0(z) / z) + _summed(torch.sin, z, weights)


def _log(z: Tensor) -> Tensor:
    return torch.log(z / 2) + GAMMA


def _summed(wave: Callable[[Tensor], Tensor], z: Tensor, weights: Sequence[float]) -> Tensor:
    if not _traced() and z.numel() <= FEW:
        turned: Tensor = wave(z[..., None] * z.new_tensor(_SINES)) @ z.new_tensor(weights)
        return turned
    total = torch.zeros_like(z)
    for weight, sine in zip(weights, _SINES, strict=True):
        total = total + weight * wave(z * sine)
    return total
