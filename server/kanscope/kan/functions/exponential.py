"""The exponential function and its inverse."""

from __future__ import annotations

import math

import torch

from kanscope.kan.functions.domain import Domain
from kanscope.kan.functions.function import Function

EXPONENTIAL = (
    Function("exp", torch.exp, torch.exp),
    Function("log", torch.log, torch.reciprocal, Domain(0.0, math.inf, closed=False)),
)
