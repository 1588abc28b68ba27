"""Simple numbers near a fitted constant: 0, fractions, multiples of π and e, roots; constants of nature."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import sympy
from sympy import Expr

DENOMINATORS = (1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 16, 20, 24, 32, 64, 100)
ROOTS = (2, 3, 5, 6, 7, 10)
WITHIN = 2.5  # standard errors
ROUNDING = 1e-14  # of a number worked out in float64
SPARE = 1.5  # bits beyond what the rows know of a constant that a number may carry
READABLE = 10.0  # bits a multiple of π, e or a root may take: 5π/12 does, 31/π² means nothing to anybody


@dataclass(frozen=True)
class Constant:
    """A named number: a constant of nature in stated units, with its source."""

    name: str
    symbol: str
    value: str
    unit: str
    source: str


@dataclass(frozen=True)
class Option:
    """An exact value; `bits`: what it takes to write it down.

    `constant`: the constant of nature it is, or is a simple multiple of: `factor` times it.
    """

    exact: Expr
    bits: float
    constant: Constant | None = None
    factor: Expr = field(default_factory=lambda: sympy.Integer(1))

    @property
    def text(self) -> str:
        """As our grammar reads it; a constant of nature with the digits it is stated with."""
        if self.constant is None:
            return str(self.exact)
        return self.constant.value if self.factor == 1 else f"{self.factor}*{self.constant.value}"

    @property
    def value(self) -> float:
        """The number."""
        return float(self.exact)


def options(value: float, error: float, known: Iterable[Constant] = ()) -> list[Option]:
    """Numbers within 2.5 standard errors that say no more than the rows know, simplest first.

    A number that takes more than log₂(|value|/error) + 1.5 bits would be met by chance.
    """
    room = WITHIN * error + 1e-9 * abs(value) if error < 1e-7 * abs(value) else WITHIN * error
    affordable = math.log2(abs(value) / max(error, 1e-9 * abs(value), 1e-300) + 2) + SPARE
    found: dict[Expr, Option] = {}
    for option in (*_numbers(value, room), *_named(value, known)):
        near = abs(option.value - value) <= room
        if (
            near
            and option.bits <= affordable
            and (option.exact not in found or found[option.exact].bits > option.bits)
        ):
            found[option.exact] = option
    return sorted(found.values(), key=lambda option: (option.bits, abs(option.value - value)))


def _numbers(value: float, room: float) -> Iterator[Option]:
    yield Option(sympy.Integer(0), 0.0)
    if not math.isfinite(value) or value == 0 or abs(value) > 1e12:
        return
    for unit in _UNITS:
        for n in unit.denominators:
            m = round(value / unit.size * n)
            if m and abs(m / n * unit.size - value) <= room + ROUNDING * abs(value) and math.gcd(m, n) == 1:
                bits = unit.bits + math.log2(n) + math.log2(1 + abs(m))
                if unit.bits == 0 or bits <= READABLE:
                    yield Option(sympy.Rational(m, n) * unit.exact, bits)


@dataclass(frozen=True)
class _Unit:
    """What is taken m/n of, with the bits it costs; its `size` in float64, as SymPy is slow to compare."""

    exact: Expr
    bits: float
    denominators: tuple[int, ...] = DENOMINATORS
    size: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", float(self.exact))


_UNITS = (
    _Unit(sympy.Integer(1), 0.0),
    _Unit(sympy.pi, 3.0),
    _Unit(1 / sympy.pi, 4.0),
    _Unit(sympy.E, 5.0),
    _Unit(sympy.pi**2, 6.0, (1, 2, 3, 4, 6, 8)),
    _Unit(1 / sympy.pi**2, 6.0, (1, 2, 4, 8, 16, 32)),
    *(_Unit(sympy.sqrt(n), 3.0 + math.log2(n), (1, 2, 3, 4)) for n in ROOTS),
    *(
        _Unit(root, 5.0, (1, 2, 4))
        for root in (sympy.sqrt(sympy.pi), 1 / sympy.sqrt(sympy.pi), 1 / sympy.sqrt(2 * sympy.pi))
    ),
)


def _named(value: float, known: Iterable[Constant]) -> Iterator[Option]:
    """Constants of nature, and simple multiples of them, to the digits they are stated with."""
    for constant in known:
        exact = sympy.Float(constant.value, max(15, len(constant.value)))
        for factor in (1, 2, sympy.Rational(1, 2), 4, sympy.Rational(1, 4), -1):
            extra = 0.0 if factor == 1 else 2.0
            if abs(float(exact * factor) - value) < 0.1 * abs(value):
                yield Option(exact * factor, 8.0 + extra, constant, sympy.Rational(factor))
