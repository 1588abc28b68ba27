"""What a program is made of: numbers, columns and calls. The one form all languages are written from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce

import sympy
from sympy import Expr


@dataclass(frozen=True)
class Number:
    """A float64; a whole one is still a float when it is written."""

    value: float


@dataclass(frozen=True)
class Constant:
    """pi, e, nan or inf: what languages have a word for."""

    name: str


@dataclass(frozen=True)
class Variable:
    """A column, or a step worked out before."""

    name: str


@dataclass(frozen=True)
class Call:
    """`operation` of its arguments: + * / neg, powi (by a whole number), pow, < <= == and or not, where, or a
    function by its name.
    """

    operation: str
    arguments: tuple[Node, ...]


Node = Number | Constant | Variable | Call

_CONSTANTS: dict[Expr, Constant] = {
    sympy.pi: Constant("pi"),
    sympy.E: Constant("e"),
    sympy.nan: Constant("nan"),
    sympy.zoo: Constant("inf"),
    sympy.oo: Constant("inf"),
}

_SAME: dict[type[Expr], str] = {
    sympy.exp: "exp", sympy.Abs: "abs", sympy.sign: "sign",
    sympy.sin: "sin", sympy.cos: "cos", sympy.tan: "tan",
    sympy.asin: "asin", sympy.acos: "acos", sympy.atan: "atan",
    sympy.sinh: "sinh", sympy.cosh: "cosh", sympy.tanh: "tanh",
    sympy.asinh: "asinh", sympy.acosh: "acosh", sympy.atanh: "atanh",
    sympy.erf: "erf", sympy.erfc: "erfc", sympy.floor: "floor",
}  # fmt: skip
"""Functions of one argument that languages have, or that are written out for them."""

_RECIPROCAL: dict[type[Expr], str] = {
    sympy.sech: "cosh", sympy.csch: "sinh", sympy.coth: "tanh",
    sympy.sec: "cos", sympy.csc: "sin", sympy.cot: "tan",
}  # fmt: skip

_COMPARED: dict[type[Expr], tuple[str, bool]] = {
    sympy.StrictLessThan: ("<", False),
    sympy.LessThan: ("<=", False),
    sympy.StrictGreaterThan: ("<", True),
    sympy.GreaterThan: ("<=", True),
    sympy.Eq: ("==", False),
}
"""Comparison → the one that is written, and whether its sides change places."""

_JOINED: dict[type[Expr], str] = {sympy.And: "and", sympy.Or: "or", sympy.Min: "min", sympy.Max: "max"}


def tree(expression: Expr) -> Node:
    """The expression as a tree; what holds no column and is no plain arithmetic becomes a number.

    ValueError: a function no program can compute, such as the unnamed curve of an edge.
    """
    if expression.is_Symbol:
        return Variable(expression.name)
    if not expression.free_symbols and not _arithmetic(expression):
        return _worked_out(expression)
    if expression.is_Number or expression.is_NumberSymbol:
        return _number(expression)
    if expression.is_Add:
        return _sum(expression)
    if expression.is_Mul:
        return _product(expression)
    if expression.is_Pow:
        return _power(tree(expression.base), expression.exp)
    return _function(expression)


def times(parts: list[Node]) -> Node:
    """The product, one of which needs no sign."""
    return Call("*", tuple(parts)) if len(parts) > 1 else parts[0] if parts else Number(1.0)


def walk(node: Node) -> Iterator[Node]:
    """The node and all it is made of, the parts first."""
    if isinstance(node, Call):
        for part in node.arguments:
            yield from walk(part)
    yield node


def _arithmetic(expression: Expr) -> bool:
    """Numbers with + * / and whole powers, which every language computes alike."""
    if not expression.args:
        return bool(expression.is_Rational or expression.is_Float or expression in _CONSTANTS)
    whole = expression.is_Pow and expression.exp.is_Integer
    plain = expression.is_Add or expression.is_Mul or whole
    return plain and all(_arithmetic(part) for part in expression.args)


def _worked_out(expression: Expr) -> Node:
    if expression in (sympy.true, sympy.false):
        return Call("<", (Number(0.0), Number(1.0 if expression == sympy.true else -1.0)))
    if expression == -sympy.oo:
        return Call("neg", (Constant("inf"),))
    value = sympy.N(expression, 20)
    return _number(value) if value.is_real else Constant("nan")


def _number(number: Expr) -> Node:
    if number in _CONSTANTS:
        return _CONSTANTS[number]
    if number < 0:
        return Call("neg", (_number(-number),))
    if number.is_Rational and number.q != 1:
        return Call("/", (Number(float(number.p)), Number(float(number.q))))
    return Number(float(number))


def _sum(expression: Expr) -> Node:
    """The terms in their order; exp(u) - 1 as one call, which keeps its digits where u is small."""
    parts = list(expression.args)
    growths = [part for part in parts if isinstance(part, sympy.exp)]
    if -1 not in parts or not growths:
        return Call("+", tuple(tree(part) for part in parts))
    parts.remove(sympy.Integer(-1))
    terms = [Call("expm1", (tree(part.exp),)) if part is growths[0] else tree(part) for part in parts]
    return Call("+", tuple(terms)) if len(terms) > 1 else terms[0]


def _log(expression: Expr) -> Node:
    """log(1 + u) as one call, which keeps its digits where u is small."""
    [argument] = expression.args
    if argument.is_Add and sympy.S.One in argument.args:
        return Call("log1p", (tree(argument - 1),))
    return Call("log", (tree(argument),))


def _sinc(expression: Expr) -> Node:
    argument = tree(expression.args[0])
    fraction = Call("/", (Call("sin", (argument,)), argument))
    return Call("where", (Call("==", (argument, Number(0.0))), Number(1.0), fraction))


def _product(expression: Expr) -> Node:
    """Factors over divisors, a sign in front."""
    above: list[Node] = []
    below: list[Node] = []
    signs = [factor for factor in expression.args if factor.is_Number and factor < 0]
    for factor in (-part if part in signs else part for part in expression.args):
        top, bottom = _split(factor)
        above += [] if top == 1 else [tree(top)]
        below += [] if bottom == 1 else [tree(bottom)]
    node = Call("/", (times(above), times(below))) if below else times(above)
    return Call("neg", (node,)) if len(signs) % 2 else node


def _split(factor: Expr) -> tuple[Expr, Expr]:
    """What stands above the line of a fraction, and what below."""
    if factor.is_Rational:
        return sympy.Integer(factor.p), sympy.Integer(factor.q)
    if factor.is_Pow and factor.exp.is_Rational and factor.exp < 0:
        return sympy.S.One, sympy.Pow(factor.base, -factor.exp)
    return factor, sympy.S.One


def _power(base: Node, exponent: Expr) -> Node:
    if exponent.is_Rational and exponent < 0:
        return Call("/", (Number(1.0), _power(base, -exponent)))
    if exponent == 1:
        return base
    if exponent == sympy.S.Half:
        return Call("sqrt", (base,))
    if exponent.is_Integer:
        return Call("powi", (base, Number(float(exponent))))
    return Call("pow", (base, tree(exponent)))


def _function(expression: Expr) -> Node:
    kind = expression.func
    if kind in _SAME:
        return Call(_SAME[kind], (tree(expression.args[0]),))
    if kind in _RECIPROCAL:
        return Call("/", (Number(1.0), Call(_RECIPROCAL[kind], (tree(expression.args[0]),))))
    if kind in _SPECIAL:
        return _SPECIAL[kind](expression)
    if kind in _COMPARED:
        name, swapped = _COMPARED[kind]
        sides = tuple(tree(part) for part in expression.args)
        return Call(name, sides[::-1] if swapped else sides)
    if kind in _JOINED:
        return reduce(lambda a, b: Call(_JOINED[kind], (a, b)), [tree(part) for part in expression.args])
    raise ValueError(f"{kind}: no program can compute it; give the edge a name first")


def _bessel(expression: Expr) -> Node:
    order, argument = expression.args
    if order not in (0, 1):
        raise ValueError(f"{expression.func} of order {order}: only the orders 0 and 1 can be exported")
    return Call(f"{expression.func.__name__}{order}", (tree(argument),))


def _heaviside(expression: Expr) -> Node:
    argument, at_zero = tree(expression.args[0]), tree(expression.args[1])
    zero = Number(0.0)
    above = Call("where", (Call("<", (zero, argument)), Number(1.0), at_zero))
    return Call("where", (Call("<", (argument, zero)), zero, above))


def _pieces(expression: Expr) -> Node:
    """Pieces one in the other; nan where none of them holds."""
    node: Node = Constant("nan")
    for value, condition in reversed(expression.args):
        node = tree(value) if condition == sympy.true else Call("where", (tree(condition), tree(value), node))
    return node


def _unequal(expression: Expr) -> Node:
    return Call("not", (Call("==", tuple(tree(part) for part in expression.args)),))


_SPECIAL: dict[type[Expr], Callable[[Expr], Node]] = {
    sympy.log: _log,
    sympy.sinc: _sinc,
    sympy.besselj: _bessel,
    sympy.bessely: _bessel,
    sympy.Heaviside: _heaviside,
    sympy.Piecewise: _pieces,
    sympy.Ne: _unequal,
    sympy.Not: lambda e: Call("not", (tree(e.args[0]),)),
    sympy.ceiling: lambda e: Call("neg", (Call("floor", (Call("neg", (tree(e.args[0]),)),)),)),
}
