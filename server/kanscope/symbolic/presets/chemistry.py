"""Rates follow exp(-E/RT), orders are small powers of concentrations, titrations are steps."""

from kanscope.symbolic.presets.preset import Preset

CHEMISTRY = Preset(
    "chemistry",
    "kinetics and equilibria: exponentials, logarithms, saturation, small orders",
    costs={"exp": 1.5, "log": 1.5, "1/x": 1.5, "sqrt": 2, "x^1.5": 3, "tanh": 3, "sin": 4},
    without=frozenset(
        {"tan", "arcsin", "arctan", "arctanh", "abs", "sgn", "x^5", "1/x^3", "1/x^4", "1/x^5", "cosh", "sinh"}
    ),
)
