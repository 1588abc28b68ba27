"""Doses saturate, populations grow and level off, sizes scale by powers."""

from kanscope.symbolic.presets.preset import Preset

BIOLOGY = Preset(
    "biology",
    "dose and response, growth, allometry: saturation, logistic steps, powers, bells",
    costs={"exp": 1.5, "log": 1.5, "1/x": 1.5, "sigmoid": 2, "gaussian": 2, "sqrt": 2, "sin": 3},
    without=frozenset(
        {"tanh", "tan", "arcsin", "arctan", "arctanh", "abs", "sgn", "x^4", "x^5", "1/x^3", "1/x^4", "1/x^5"}
        | {"cosh", "sinh"}
    ),
)
