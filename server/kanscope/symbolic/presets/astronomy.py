"""Magnitudes are logarithms, orbits and luminosities are powers, light curves are sines."""

from kanscope.symbolic.presets.preset import Preset

ASTRONOMY = Preset(
    "astronomy",
    "orbits, spectra, magnitudes: powers whole and broken, logarithms, sines, lines, black bodies",
    costs={"x^1.5": 1.5, "x^2": 1.5, "1/x^2": 1.5, "sqrt": 1.5, "1/sqrt(x)": 1.5, "log": 1.5, "sin": 1.5}
    | {"x^3": 2, "x^4": 2, "1/x^3": 2, "gaussian": 2.5, "planck": 2, "lorentz": 2.5, "power": 2.5}
    | {"sqrt(1-x^2)": 3, "1/sqrt(1-x^2)": 3, "1/sqrt(1+x^2)": 3, "j1": 4},
    without=frozenset({"abs", "sgn", "arctanh", "sinh", "cosh", "tan", "hill", "gompertz", "softplus"})
    | {"relu", "langevin", "arrhenius", "weibull", "x*log(x)", "powerlog"},
)
