"""What discovery finds."""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Expr


@dataclass(frozen=True)
class Law:
    """`expression` over the problem's symbols; errors are root mean squares in the target's unit.

    `complexity`: operations and constants, counted by `complexity.complexity`. `idea`: where it came from.
    """

    expression: Expr
    complexity: int
    train_rmse: float
    check_rmse: float
    idea: str
