"""Energies are squares, forces fall with the square, oscillations are sines, friction damps."""

from kanscope.symbolic.presets.preset import Preset

MECHANICS = Preset(
    "mechanics",
    "motion, forces, waves, circuits: squares, inverse squares, sines, damping, resonance",
    costs={"x^2": 1.5, "sin": 1.5, "1/x^2": 1.5, "sqrt": 1.5, "exp": 2, "abs": 2, "sgn": 2.5, "tan": 2.5}
    | {"damped": 3, "lorentz": 2.5, "sinc": 3, "sqrt(1+x^2)": 3, "1/sqrt(1+x^2)": 3, "j0": 4},
    without=frozenset({"x^5", "1/x^4", "1/x^5", "arctanh"})
    | {"hill", "arrhenius", "gompertz", "softplus", "relu", "weibull", "gamma", "planck", "powerlog"}
    | {"langevin", "x*log(x)", "y0"},
)
