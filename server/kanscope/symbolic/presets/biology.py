"""Doses saturate, populations grow and level off, sizes scale by powers."""

from kanscope.symbolic.presets.preset import Preset

BIOLOGY = Preset(
    "biology",
    "dose and response, growth, allometry: Hill, saturation, logistic steps, powers, bells",
    costs={"exp": 1.5, "log": 1.5, "1/x": 1.5, "sigmoid": 2, "gaussian": 2, "sqrt": 2, "sin": 3, "erf": 3}
    | {"michaelis": 1.5, "hill": 2, "gompertz": 2.5, "power": 2.5, "x*exp(-x)": 2.5, "gamma": 3.5}
    | {"weibull": 3.5},
    without=frozenset({"tanh", "tan", "arcsin", "arctan", "arctanh", "arcsinh", "abs", "sgn", "x^4", "x^5"})
    | {"1/x^3", "1/x^4", "1/x^5", "cosh", "sinh", "sech2", "planck", "langevin", "lorentz", "sinc", "j0"}
    | {"j1", "y0", "sqrt(1+x^2)", "1/sqrt(1+x^2)", "sqrt(1-x^2)", "1/sqrt(1-x^2)", "powerlog", "pade"},
)
