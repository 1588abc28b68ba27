"""Functions with a kink or a step at 0, and the constant 0."""

from __future__ import annotations

import torch

from kanscope.kan.functions.function import Function

SIGN = (
    Function("abs", torch.abs, torch.sign),
    Function("sgn", torch.sign, torch.zeros_like),
    Function("0", torch.zeros_like, torch.zeros_like),
)
