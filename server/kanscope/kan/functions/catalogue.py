"""Every function an edge may become, by its text. Fixed names are pykan's where it has one."""

from __future__ import annotations

from functools import lru_cache

from kanscope.kan.functions.bell import BELL
from kanscope.kan.functions.bessel import BESSEL
from kanscope.kan.functions.custom import custom
from kanscope.kan.functions.exponential import EXPONENTIAL
from kanscope.kan.functions.free_powers import ENTROPY, SHAPED_POWERS
from kanscope.kan.functions.function import Function
from kanscope.kan.functions.hyperbola import HYPERBOLA
from kanscope.kan.functions.hyperbolic import HYPERBOLIC
from kanscope.kan.functions.powers import POWERS
from kanscope.kan.functions.rates import RATES, SHAPED_RATES
from kanscope.kan.functions.resonance import RESONANCE, SHAPED_RESONANCE
from kanscope.kan.functions.roots import ROOTS
from kanscope.kan.functions.saturation import SATURATION, SHAPED_SATURATION
from kanscope.kan.functions.shaped import ShapedFunction
from kanscope.kan.functions.sign import SIGN
from kanscope.kan.functions.steps import STEPS
from kanscope.kan.functions.trigonometric import TRIGONOMETRIC
from kanscope.language.function_text import Custom, Shaped, read_function

ALIASES: dict[str, str] = {"x^0.5": "sqrt", "1/x^0.5": "1/sqrt(x)"}
"""Second names pykan has for the same function."""

_ELEMENTARY = (*POWERS, *ROOTS, *EXPONENTIAL, *TRIGONOMETRIC, *HYPERBOLIC, *BELL, *SIGN)
_FURTHER = (*STEPS, *HYPERBOLA, *RESONANCE, *SATURATION, *RATES, *ENTROPY, *BESSEL)
_ALL = (*_ELEMENTARY, *_FURTHER)

FUNCTIONS: dict[str, Function] = {function.name: function for function in _ALL}
FUNCTIONS |= {alias: FUNCTIONS[name] for alias, name in ALIASES.items()}

SHAPED: dict[str, ShapedFunction] = {
    family.name: family for family in (*SHAPED_POWERS, *SHAPED_SATURATION, *SHAPED_RATES, *SHAPED_RESONANCE)
}
"""Families with a number of their own."""


@lru_cache(maxsize=4096)
def function(text: str) -> Function:
    """The function a text stands for: "sin", "power(2.37)", "langmuir := x/(1 + x)".

    KeyError: no such name. FormulaError, a ValueError: a custom function that cannot be read. ValueError:
    a shaped one with too many numbers or too few.
    """
    if text in FUNCTIONS:
        return FUNCTIONS[text]
    said = read_function(text)
    if isinstance(said, Custom):
        return custom(text, said.tree, FUNCTIONS)
    if isinstance(said, Shaped) and said.name in SHAPED:
        return SHAPED[said.name].function(said.numbers)
    raise KeyError(text)


def known(text: str) -> bool:
    """Whether the text stands for a function."""
    try:
        function(text)
    except (KeyError, ValueError):
        return False
    return True
