"""What is known about every function by name alone: text and numbers, so that any process may import it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kanscope.language.function_text import Custom, Fixed, read_function
from kanscope.language.tree import Call, Tree


@dataclass(frozen=True)
class Name:
    """One entry of the library.

    `cost` is its complexity (pykan's, where it has one); `shown` is what a person reads; `inverse` undoes
    it on a suitable range; `same_as` names the function that already covers it once scale and shift are
    free.
    """

    name: str
    cost: int
    shown: str
    inverse: str | None = None
    same_as: str | None = None


_ENTRIES = (
    Name("0", 0, "0"),
    Name("x", 1, "x", "x"),
    Name("x^2", 2, "x²", "sqrt"),
    Name("x^3", 3, "x³"),
    Name("x^4", 3, "x⁴"),
    Name("x^5", 3, "x⁵"),
    Name("1/x", 2, "1/x", "1/x"),
    Name("1/x^2", 2, "1/x²", "1/sqrt(x)"),
    Name("1/x^3", 3, "1/x³"),
    Name("1/x^4", 4, "1/x⁴"),
    Name("1/x^5", 5, "1/x⁵"),
    Name("sqrt", 2, "√x", "x^2"),
    Name("x^0.5", 2, "√x", "x^2", same_as="sqrt"),
    Name("x^1.5", 4, "x^1.5"),
    Name("1/sqrt(x)", 2, "1/√x", "1/x^2"),
    Name("1/x^0.5", 2, "1/√x", "1/x^2", same_as="1/sqrt(x)"),
    Name("exp", 2, "exp x", "log"),
    Name("log", 2, "log x", "exp"),
    Name("abs", 3, "|x|"),
    Name("sin", 2, "sin x", "arcsin"),
    Name("cos", 2, "cos x", "arccos", same_as="sin"),
    Name("tan", 3, "tan x", "arctan"),
    Name("tanh", 3, "tanh x", "arctanh"),
    Name("sgn", 3, "sgn x"),
    Name("arcsin", 4, "arcsin x", "sin"),
    Name("arccos", 4, "arccos x", "cos", same_as="arcsin"),
    Name("arctan", 4, "arctan x", "tan"),
    Name("arctanh", 4, "artanh x", "tanh"),
    Name("gaussian", 3, "exp(−x²)"),
    Name("cosh", 3, "cosh x"),
    Name("sinh", 3, "sinh x"),
    Name("sigmoid", 3, "1/(1+exp(−x))", same_as="tanh"),
)

NAMES: dict[str, Name] = {entry.name: entry for entry in _ENTRIES}

OFFERED: tuple[str, ...] = tuple(n.name for n in _ENTRIES if n.same_as is None and n.name != "0")
"""The default library: each shape once, the constant left out (a constant edge is one to cut)."""


@dataclass(frozen=True)
class ShapedName:
    """An entry with numbers of its own, named in `shapes`; `shown` has a place for each."""

    name: str
    shapes: tuple[str, ...]
    cost: int
    shown: str


_SHAPED_ENTRIES = (ShapedName("power", ("p",), 4, "x^{p:.4g}"),)

SHAPED_NAMES: dict[str, ShapedName] = {entry.name: entry for entry in _SHAPED_ENTRIES}


@lru_cache(maxsize=4096)
def name(text: str) -> Name:
    """What is known of any function by its text alone: fixed, shaped or custom.

    A custom one costs as much as it has operations, and is called by its own name. KeyError: no such
    function. FormulaError: a custom one that cannot be read.
    """
    if text in NAMES:
        return NAMES[text]
    said = read_function(text)
    if isinstance(said, Custom):
        return Name(text, max(operations(said.tree), 1), said.name)
    if isinstance(said, Fixed) or said.name not in SHAPED_NAMES:
        raise KeyError(text)
    family = SHAPED_NAMES[said.name]
    if len(said.numbers) != len(family.shapes):
        raise KeyError(text)
    return Name(text, family.cost, family.shown.format(**dict(zip(family.shapes, said.numbers, strict=True))))


def known(text: str) -> bool:
    """Whether the library, or the text itself, says which function it is."""
    try:
        name(text)
    except (KeyError, ValueError):
        return False
    return True


def operations(tree: Tree) -> int:
    """Signs and functions in a formula; a + b + c has two."""
    if not isinstance(tree, Call):
        return 0
    return max(len(tree.arguments) - 1, 1) + sum(operations(part) for part in tree.arguments)


def cost(text: str) -> int:
    """Complexity of a function. Errors: as `name`."""
    return name(text).cost


def shown(text: str) -> str:
    """How a person reads a function. Errors: as `name`."""
    return name(text).shown
