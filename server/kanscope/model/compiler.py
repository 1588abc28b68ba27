"""From a formula to the network that is it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from kanscope.model.kan import KAN
from kanscope.symbolic.compile import compile_formula


def kanpiler(
    input_variables: Sequence[Any], expr: Any, grid: int = 5, k: int = 3, dtype: torch.dtype | None = None
) -> KAN:
    """A model that computes a SymPy expression, or a text such as "exp(x) + y", exactly; all edges named.

    input_variables: symbols or names, in the order of the columns. ValueError for what no edge can be.
    """
    names = [str(variable) for variable in input_variables]
    model = KAN.of(compile_formula(expr, names, grid=grid, k=k).network)
    return model.to(torch.get_default_dtype() if dtype is None else dtype)
