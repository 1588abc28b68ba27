"""What a step is measured on."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

PENALTY = 1e-3
"""Weight of the sparsity penalty where a case has one: pykan's tutorials' value."""


@dataclass(frozen=True)
class Case:
    """A network's width and grid, the rows it learns from, and whether sparsity is asked for."""

    width: tuple[int, ...]
    grid: int
    rows: int
    dtype: torch.dtype = torch.float64
    sparsity: float = 0.0

    def rows_of(self) -> tuple[Tensor, Tensor]:
        """x (rows, inputs), uniform in [-1, 1], and standardised y (rows, outputs) of a smooth law.

        A single output is of all inputs; of several, each is of two.
        """
        dice = torch.Generator().manual_seed(0)
        x = torch.rand(self.rows, self.width[0], generator=dice, dtype=torch.float64) * 2 - 1
        outputs = self.width[-1]
        y = torch.stack([_law(x if outputs == 1 else x[:, j : j + 2]) for j in range(outputs)], 1)
        return x.to(self.dtype), ((y - y.mean(0)) / y.std(0)).to(self.dtype)

    def __str__(self) -> str:
        extra = ", sparsity" if self.sparsity else ""
        name = str(self.dtype).removeprefix("torch.")
        return f"{list(self.width)} grid {self.grid}, {self.rows} rows, {name}{extra}"


def _law(x: Tensor) -> Tensor:
    return (torch.sin(torch.pi * x[:, ::2]).sum(1) + x[:, 1::2].square().sum(1)).exp()
