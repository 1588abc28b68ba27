"""A function somebody wrote, from its tree: value and slope as torch code, made of known pieces alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add, mul

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from kanscope.kan.functions.domain import Domain
from kanscope.kan.functions.function import Function
from kanscope.kan.functions.powers import power
from kanscope.language.constants import constant
from kanscope.language.tree import Call, Number, Tree

REPEATED = 5
"""Whole powers up to this are products."""

Value = Tensor | float
Library = Mapping[str, Function]
"""The functions a tree may call, by the names the grammar gives them."""


@dataclass(frozen=True)
class WhereFinite(Domain):
    """All places where the value is finite, whatever their shape."""

    of: Function | None = None

    def contains(self, z: Float[Tensor, "*shape"]) -> Bool[Tensor, "*shape"]:
        """Boolean tensor of z's shape."""
        return torch.isfinite(z if self.of is None else self.of.value(z)) & torch.isfinite(z)


def custom(text: str, tree: Tree, library: Library) -> Function:
    """The tree of a text as a function of its one variable; its slope by the rules of differentiation."""
    whole = _folded(tree)

    def value(z: Tensor) -> Tensor:
        return _tensor(_value(whole, z, library), z)

    def slope(z: Tensor) -> Tensor:
        return _tensor(_both(whole, z, library)[1], z)

    return Function(text, value, slope, WhereFinite(of=Function(text, value, slope)))


def _tensor(value: Value, like: Tensor) -> Tensor:
    return value if isinstance(value, Tensor) else torch.full_like(like, value)


def _folded(tree: Tree) -> Tree:
    """The same with every part that holds no variable worked out."""
    if not isinstance(tree, Call):
        return tree
    value = constant(tree)
    if value is not None:
        return Number(value, repr(value))
    return Call(tree.operation, tuple(_folded(part) for part in tree.arguments))


def _value(tree: Tree, z: Tensor, library: Library) -> Value:
    if isinstance(tree, Number):
        return tree.value
    if not isinstance(tree, Call):
        return z
    return _applied(tree.operation, [_value(part, z, library) for part in tree.arguments], library)


def _applied(operation: str, parts: list[Value], library: Library) -> Value:
    if operation == "+":
        return reduce(add, parts)
    if operation == "*":
        return reduce(mul, parts)
    if operation == "/":
        return parts[0] / parts[1]
    if operation == "^":
        return _power(parts[0], parts[1])
    return -parts[0] if operation == "neg" else library[operation].value(_as_tensor(parts[0]))


def _as_tensor(value: Value) -> Tensor:
    """What a function is applied to holds the variable: numbers were worked out before."""
    assert isinstance(value, Tensor)
    return value


def _power(base: Value, exponent: Value) -> Value:
    if isinstance(base, Tensor) and isinstance(exponent, float):
        whole = exponent.is_integer() and abs(exponent) <= REPEATED
        return power(base, int(exponent)) if whole else torch.pow(base, exponent)
    return torch.pow(base, exponent)  # type: ignore[arg-type] # torch takes a number on either side


def _both(tree: Tree, z: Tensor, library: Library) -> tuple[Value, Value]:
    """Value and slope. A slope of 0.0, the number, is that of a part without the variable."""
    if isinstance(tree, Number):
        return tree.value, 0.0
    if not isinstance(tree, Call):
        return z, 1.0
    pairs = [_both(part, z, library) for part in tree.arguments]
    values, slopes = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return _applied(tree.operation, values, library), _slope(tree.operation, values, slopes, library)


def _slope(operation: str, values: list[Value], slopes: list[Value], library: Library) -> Value:
    if operation == "+":
        return reduce(add, slopes)
    if operation == "neg":
        return -slopes[0]
    if operation == "*":
        return _of_product(values, slopes)
    if operation == "/":
        return _of_quotient(values, slopes)
    if operation == "^":
        return _of_power(values, slopes)
    return library[operation].slope(_as_tensor(values[0])) * slopes[0]


def _of_product(values: list[Value], slopes: list[Value]) -> Value:
    """(f·g)' = f'·g + f·g', factor by factor; what does not move adds nothing."""
    value, slope = values[0], slopes[0]
    for factor, its_slope in zip(values[1:], slopes[1:], strict=True):
        slope = _times(slope, factor) + _times(its_slope, value)
        value = value * factor
    return slope


def _of_quotient(values: list[Value], slopes: list[Value]) -> Value:
    """(f/g)' = (f' - (f/g)·g')/g."""
    return (slopes[0] - _times(slopes[1], values[0] / values[1])) / values[1]


def _of_power(values: list[Value], slopes: list[Value]) -> Value:
    """(f^g)' = g·f^(g-1)·f' + f^g·log(f)·g'."""
    (base, exponent), (base_slope, exponent_slope) = values, slopes
    slope: Value = 0.0
    if not _still(base_slope) and not (isinstance(exponent, float) and exponent == 0):
        slope = exponent * _power(base, exponent - 1) * base_slope
    if not _still(exponent_slope):
        log = torch.log(base) if isinstance(base, Tensor) else math.log(base) if base > 0 else math.nan
        slope = slope + _power(base, exponent) * log * exponent_slope
    return slope


def _times(slope: Value, factor: Value) -> Value:
    """0 · ∞ is nothing where the 0 is no limit but a part that does not move."""
    return 0.0 if _still(slope) else slope * factor


def _still(slope: Value) -> bool:
    return isinstance(slope, float) and slope == 0
