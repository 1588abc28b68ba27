"""What an edge's function may be called: the text itself says all there is to know of it.

    sin, 1/x^2                 a fixed name of the library
    power(2.37)                a shaped one: its further numbers, at full precision, stand in brackets
    langmuir := x/(1 + x)      a custom one: its own name and its formula of the one variable x

So a function that somebody wrote travels with every record, file and machine, and none keeps a list of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kanscope.language.constants import check_constants
from kanscope.language.error import FormulaError
from kanscope.language.grammar import CONSTANTS, FUNCTIONS, read
from kanscope.language.letters import named
from kanscope.language.lexer import LONGEST_NAME, Token, token_at
from kanscope.language.tree import Tree, variables

VARIABLE = "x"
MARK = ":="
LONGEST = 600
"""Characters of a function's text."""

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_SHAPED = re.compile(rf"([A-Za-z][A-Za-z_0-9]*)\(\s*({_NUMBER}(?:\s*,\s*{_NUMBER})*)\s*\)", re.ASCII)
_OWN_NAME = re.compile(r"[A-Za-z][A-Za-z_0-9]*", re.ASCII)


@dataclass(frozen=True)
class Fixed:
    """A name that stands for itself; whether the library has it, only the library knows."""

    name: str


@dataclass(frozen=True)
class Shaped:
    """A family's name and the numbers that choose one function of it."""

    name: str
    numbers: tuple[float, ...]


@dataclass(frozen=True)
class Custom:
    """A function of `x` that somebody wrote: its name, the formula as written, and what it says."""

    name: str
    formula: str
    tree: Tree


FunctionText = Fixed | Shaped | Custom


def read_function(text: str) -> FunctionText:
    """What a function's text says. FormulaError: a custom function that cannot be read, a number too large.

    Positions in the error are those of `text`.
    """
    if MARK in text:
        return _custom(text)
    found = _SHAPED.fullmatch(text)
    if found is None:
        return Fixed(text)
    numbers = tuple(float(number) for number in found[2].split(","))
    if not all(map(math.isfinite, numbers)):
        raise FormulaError("too_large", "a number that is too large", found.start(2))
    return Shaped(found[1], numbers)


def shaped_text(name: str, numbers: Sequence[float]) -> str:
    """The text of a shaped function; every bit of its numbers is kept."""
    return f"{name}({', '.join(repr(float(number)) for number in numbers)})"


def custom_text(name: str, formula: str) -> str:
    """The text of a custom function. FormulaError: it cannot be read."""
    text = f"{name.strip()} {MARK} {' '.join(formula.split())}"
    _custom(text)
    return text


def _custom(text: str) -> Custom:
    if len(text) > LONGEST:
        message = f"a function of {len(text)} characters, {LONGEST} are allowed"
        raise FormulaError("too_complex", message, LONGEST, text=text)
    name, _, formula = text.partition(MARK)
    try:
        check_own_name(name.strip())
    except FormulaError as error:
        raise error.within(text) from None
    try:
        tree = read(formula)
        _check_variable(tree, formula)
        check_constants(tree)
    except FormulaError as error:
        raise error.within(text, len(name) + len(MARK)) from None
    return Custom(name.strip(), formula.strip(), tree)


def check_own_name(name: str) -> None:
    """FormulaError: a custom function cannot be called so."""
    if not _OWN_NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        hint = f"a letter, then letters, digits and _, {LONGEST_NAME} at most, such as langmuir"
        raise FormulaError("syntax", f"{ascii(name)[:60]} cannot be a function's name", 0, hint)
    if name in FUNCTIONS or name in CONSTANTS or name == VARIABLE:
        raise FormulaError("syntax", f"{name!r} means something already", 0, "choose another name")


def _check_variable(tree: Tree, formula: str) -> None:
    """x must occur, and nothing else may."""
    names = variables(tree)
    for name in names:
        if name != VARIABLE:
            hint = _meant(name)
            raise FormulaError("unknown_name", f"no name {name!r}", _place(formula, name), hint)
    if not names:
        raise FormulaError("unknown_name", f"{VARIABLE} does not occur", 0, "such as x/(1 + x)")


def _meant(name: str) -> str:
    """What somebody who wrote a name that is not x may have meant."""
    if name in ("I", "i", "j"):
        return "functions are real here, there is no imaginary unit"
    if name.lower() in (VARIABLE, *CONSTANTS):
        return f"did you mean {name.lower()}?"
    if not name.isascii():
        return f"{named(next(letter for letter in name if not letter.isascii()))}; only x may stand here"
    return f"only {VARIABLE} and numbers may stand here; scale and shift, a·x + b, are fitted anyway"


def _place(formula: str, name: str) -> int:
    """Where a name first stands in a formula that could be read."""
    token = token_at(formula, 0)
    while token.kind != "end" and token != Token("name", name, token.position):
        token = token_at(formula, token.position + len(token.text))
    return token.position
