"""Responses step, saturate and bend; tables know kinks; beams know powers up to the fourth."""

from kanscope.symbolic.presets.preset import Preset

ENGINEERING = Preset(
    "engineering",
    "responses and strength of materials: steps, kinks, powers to the fourth, damping",
    costs={"x^2": 1.5, "x^3": 2, "x^4": 2, "exp": 1.5, "tanh": 2, "abs": 2, "sgn": 2, "cosh": 2.5},
    without=frozenset({"arcsin", "arctanh", "1/x^5", "x^5"}),
)
