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
    Name("sinh", 3, "sinh x", "arcsinh"),
    Name("sigmoid", 3, "1/(1+exp(−x))", same_as="tanh"),
    Name("arcsinh", 4, "arsinh x", "sinh"),
    Name("sech2", 4, "sech² x"),
    Name("erf", 4, "erf x"),
    Name("softplus", 4, "log(1+exp x)"),
    Name("relu", 3, "max(0, x)"),
    Name("sqrt(1+x^2)", 4, "√(1+x²)"),
    Name("1/sqrt(1+x^2)", 4, "1/√(1+x²)"),
    Name("sqrt(1-x^2)", 4, "√(1−x²)", "sqrt(1-x^2)"),
    Name("1/sqrt(1-x^2)", 4, "1/√(1−x²)"),
    Name("lorentz", 3, "1/(1+x²)"),
    Name("michaelis", 2, "x/(1+x)", same_as="1/x"),
    Name("langevin", 5, "coth x − 1/x"),
    Name("arrhenius", 3, "exp(−1/x)"),
    Name("planck", 3, "1/(exp x − 1)"),
    Name("gompertz", 4, "exp(−exp(−x))"),
    Name("x*exp(-x)", 3, "x·exp(−x)"),
    Name("x*log(x)", 3, "x·log x"),
    Name("sinc", 4, "sin x / x"),
    Name("j0", 5, "J₀(x)"),
    Name("j1", 5, "J₁(x)"),
    Name("y0", 5, "Y₀(x)"),
)

NAMES: dict[str, Name] = {entry.name: entry for entry in _ENTRIES}


@dataclass(frozen=True)
class ShapedName:
    """An entry with a number of its own, named in `shapes`; `shown` has a place for it."""

    name: str
    shapes: tuple[str, ...]
    cost: int
    shown: str


_SHAPED_ENTRIES = (
    ShapedName("power", ("p",), 4, "x^{p}"),
    ShapedName("powerlog", ("p",), 5, "x^{p}·log x"),
    ShapedName("hill", ("n",), 4, "x^{n}/(1+x^{n})"),
    ShapedName("gamma", ("a",), 5, "x^{a}·exp(−x)"),
    ShapedName("weibull", ("k",), 4, "exp(−x^{k})"),
    ShapedName("pade", ("p",), 5, "(x+{p})/(1+x²)"),
    ShapedName("damped", ("b",), 5, "exp({b}·x)·sin x"),
)

SHAPED_NAMES: dict[str, ShapedName] = {entry.name: entry for entry in _SHAPED_ENTRIES}

OFFERED: tuple[str, ...] = (
    *(n.name for n in _ENTRIES if n.same_as is None and n.name != "0"),
    *SHAPED_NAMES,
)
"""The default library: each shape once, the constant left out (a constant edge is one to cut). A bare shaped
name stands for its whole family.
"""


@lru_cache(maxsize=4096)
def name(text: str) -> Name:
    """What is known of any function by its text alone: fixed, shaped or custom.

    A shaped name without its number is the family, to be fitted. A custom one costs as much as it has
    operations, and is called by its own name. KeyError: no such
    function. FormulaError: a custom one that cannot be read.
    """
    if text in NAMES:
        return NAMES[text]
    if text in SHAPED_NAMES:
        return _shaped(text, text, SHAPED_NAMES[text].shapes)
    said = read_function(text)
    if isinstance(said, Custom):
        return Name(text, max(operations(said.tree), 1), said.name)
    if isinstance(said, Fixed) or said.name not in SHAPED_NAMES:
        raise KeyError(text)
    if len(said.numbers) != len(SHAPED_NAMES[said.name].shapes):
        raise KeyError(text)
    return _shaped(text, said.name, tuple(f"{value:.4g}" for value in said.numbers))


def _shaped(text: str, family: str, numbers: tuple[str, ...]) -> Name:
    entry = SHAPED_NAMES[family]
    return Name(text, entry.cost, entry.shown.format(**dict(zip(entry.shapes, numbers, strict=True))))


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
