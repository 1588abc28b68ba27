"""Rates follow exp(-E/RT), orders are small powers of concentrations, enzymes and surfaces saturate."""

from kanscope.symbolic.presets.preset import Preset

CHEMISTRY = Preset(
    "chemistry",
    "kinetics and equilibria: Arrhenius, saturation, exponentials, logarithms, small orders",
    costs={"exp": 1.5, "log": 1.5, "1/x": 1.5, "sqrt": 2, "x^1.5": 3, "tanh": 3, "sin": 4}
    | {"arrhenius": 1.5, "michaelis": 1.5, "hill": 2.5, "erf": 3, "x*log(x)": 2.5},
    without=frozenset({"tan", "arcsin", "arctan", "arctanh", "arcsinh", "abs", "sgn", "relu", "softplus"})
    | {"x^5", "1/x^3", "1/x^4", "1/x^5", "cosh", "sinh", "sech2", "planck", "langevin", "gompertz", "sinc"}
    | {"sqrt(1+x^2)", "1/sqrt(1+x^2)", "sqrt(1-x^2)", "1/sqrt(1-x^2)", "j0", "j1", "y0", "damped"}
    | {"powerlog"},
)
