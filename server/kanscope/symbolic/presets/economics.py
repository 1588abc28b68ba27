"""Returns diminish, prices grow by rates, demand has elasticities; nothing swings in closed form."""

from kanscope.symbolic.presets.preset import Preset

ECONOMICS = Preset(
    "economics",
    "growth, elasticities, diminishing returns: logarithms, exponentials, roots, kinks",
    costs={"log": 1, "exp": 1.5, "sqrt": 1.5, "1/x": 1.5, "abs": 2.5, "tanh": 3},
    without=frozenset(
        {"sin", "tan", "arcsin", "arctan", "arctanh", "cosh", "sinh", "x^4", "x^5"}
        | {"1/x^2", "1/x^3", "1/x^4", "1/x^5"}
    ),
)
