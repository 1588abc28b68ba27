"""Every function an edge may become, by name. Names are pykan's where it has one."""

from __future__ import annotations

from kanscope.kan.functions.bell import BELL
from kanscope.kan.functions.exponential import EXPONENTIAL
from kanscope.kan.functions.function import Function
from kanscope.kan.functions.hyperbolic import HYPERBOLIC
from kanscope.kan.functions.powers import POWERS
from kanscope.kan.functions.roots import ROOTS
from kanscope.kan.functions.sign import SIGN
from kanscope.kan.functions.trigonometric import TRIGONOMETRIC

ALIASES: dict[str, str] = {"x^0.5": "sqrt", "1/x^0.5": "1/sqrt(x)"}
"""Second names pykan has for the same function."""

_ALL = (*POWERS, *ROOTS, *EXPONENTIAL, *TRIGONOMETRIC, *HYPERBOLIC, *BELL, *SIGN)

FUNCTIONS: dict[str, Function] = {function.name: function for function in _ALL}
FUNCTIONS |= {alias: FUNCTIONS[name] for alias, name in ALIASES.items()}
