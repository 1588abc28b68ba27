"""Returns diminish, prices grow by rates, demand has elasticities; nothing swings in closed form."""

from kanscope.symbolic.presets.preset import Preset

ECONOMICS = Preset(
    "economics",
    "growth, elasticities, diminishing returns: logarithms, exponentials, powers, kinks, adoption",
    costs={"log": 1, "exp": 1.5, "sqrt": 1.5, "1/x": 1.5, "abs": 2.5, "tanh": 3, "relu": 2.5}
    | {"power": 2.5, "x*log(x)": 2.5, "gompertz": 3},
    without=frozenset({"sin", "tan", "arcsin", "arctan", "arctanh", "arcsinh", "cosh", "sinh", "x^4", "x^5"})
    | {"1/x^2", "1/x^3", "1/x^4", "1/x^5", "sqrt(1+x^2)", "1/sqrt(1+x^2)", "sqrt(1-x^2)", "1/sqrt(1-x^2)"}
    | {"sech2", "lorentz", "langevin", "arrhenius", "planck", "sinc", "j0", "j1", "y0", "damped", "pade"}
    | {"x*exp(-x)", "powerlog", "hill"},
)
