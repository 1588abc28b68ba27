"""Compositions that several tests look at."""

from __future__ import annotations

import math

from kanscope.symbolic.composition import Composition, EdgeForm


def toy_law(names: tuple[str, str] = ("x1", "x2")) -> Composition:
    """exp(sin(πx₁) + x₂²) as a trained [2,1,1] has it: scaled, signs turned, phases shifted, dust of 1e-9."""
    inside, outside = 0.7, 1 / 0.9
    return Composition(
        width=[2, 1, 1],
        edges={
            (0, 0, 0): EdgeForm("sin", -math.pi * 0.58, 4 * math.pi - 0.01 * math.pi + 1e-9, -inside, 0.3),
            (0, 1, 0): EdgeForm("x^2", 1.14, 0.04 + 1e-9, inside / 4, -0.2),
            (1, 0, 0): EdgeForm(
                "exp", 1 / inside, 2.0, outside * math.exp(-2 - 0.1 / inside), -1.3 * outside
            ),
        },
        input_names=names,
        input_shift=[0.01, 0.02],
        input_scale=[0.58, 0.57],
        output_shift=[1.3],
        output_scale=[0.9],
        output_names=["y"],
    )
