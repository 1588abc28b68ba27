"""Energies are squares, forces fall with the square, oscillations are sines, friction damps."""

from kanscope.symbolic.presets.preset import Preset

MECHANICS = Preset(
    "mechanics",
    "motion, forces, waves, circuits: squares, inverse squares, sines, damping",
    costs={"x^2": 1.5, "sin": 1.5, "1/x^2": 1.5, "sqrt": 1.5, "exp": 2, "abs": 2, "sgn": 2.5, "tan": 2.5},
    without=frozenset({"x^5", "1/x^4", "1/x^5", "arctanh"}),
)
