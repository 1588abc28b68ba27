"""Formulas a person can read."""

from __future__ import annotations

from typing import Any

import sympy


def ex_round(ex1: Any, n_digit: int) -> Any:
    """An expression with every decimal number rounded to n_digit places, pykan's `ex_round`."""
    return ex1.xreplace({number: sympy.Float(round(number, n_digit)) for number in ex1.atoms(sympy.Float)})
