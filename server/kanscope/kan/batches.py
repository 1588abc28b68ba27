"""Mini-batches: every row once an epoch, in an order that depends on nothing but seed and step."""

from __future__ import annotations

import torch
from torch import Tensor

PRIME = 1_000_003  # so that neighbouring seeds share no epochs


class Batches:
    """Divides `rows` rows into batches of `size`; the last of an epoch is smaller where it must be.

    Which rows belong to a step is a function of (seed, step): a training may stop and go on anywhere.
    """

    def __init__(self, rows: int, size: int | None, seed: int) -> None:
        self._rows, self._size, self._seed = rows, min(size or rows, rows), seed
        self._epoch, self._order = -1, torch.zeros(0, dtype=torch.long)

    @property
    def whole(self) -> bool:
        """Whether every batch holds all rows."""
        return self._size == self._rows

    def rows_of(self, step: int) -> Tensor | None:
        """Row numbers of a step (from 0); None for all of them."""
        if self.whole:
            return None
        epoch, place = divmod(step, -(-self._rows // self._size))
        if epoch != self._epoch:
            dice = torch.Generator().manual_seed((self._seed * PRIME + epoch) % 2**63)
            self._epoch, self._order = epoch, torch.randperm(self._rows, generator=dice)
        return self._order[place * self._size : (place + 1) * self._size]
