"""Responses step, saturate and bend; tables know kinks; beams know powers up to the fourth."""

from kanscope.symbolic.presets.preset import Preset

ENGINEERING = Preset(
    "engineering",
    "responses and strength of materials: steps, kinks, resonance, damping, powers to the fourth",
    costs={"x^2": 1.5, "x^3": 2, "x^4": 2, "exp": 1.5, "tanh": 2, "abs": 2, "sgn": 2, "cosh": 2.5}
    | {"relu": 2, "damped": 3, "lorentz": 2.5, "erf": 3, "power": 3, "weibull": 3, "j0": 4},
    without=frozenset({"arcsin", "arctanh", "1/x^5", "x^5", "langevin", "planck", "hill", "gompertz", "y0"}),
)
