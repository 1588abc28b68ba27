"""Fits under way, one a row: which function, which curve, and how it lies; rows of one function stand
together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import torch
from torch import Tensor

from kanscope.kan.functions.catalogue import SHAPED, function
from kanscope.symbolic.families.family import Placement
from kanscope.symbolic.families.members import family_of

Block = tuple[str, slice]


@dataclass(frozen=True)
class Rows:
    """M fits: `kind` (M,) ascending, place of each row's function in `names`; `curve` (M,); `t` (M, 4): t₁,
    t₂, sign and, for shaped functions, their number.
    """

    names: tuple[str, ...]
    kind: Tensor
    curve: Tensor
    t: Tensor

    def part(self, which: Tensor) -> Rows:
        """Some of the rows, in their order."""
        return Rows(self.names, self.kind[which], self.curve[which], self.t[which])

    @cached_property
    def blocks(self) -> list[Block]:
        """Each function that has rows, with where they are."""
        counts = torch.bincount(self.kind, minlength=len(self.names)).tolist()
        blocks, first = [], 0
        for name, count in zip(self.names, counts, strict=True):
            if count:
                blocks.append((name, slice(first, first + count)))
            first += count
        return blocks

    @cached_property
    def placed(self) -> list[tuple[Callable[[Tensor], Placement], slice]]:
        """Neighbours whose families lay functions over curves alike, placed together."""
        return [
            (family_of(blocks[0][0]).place, slice(blocks[0][1].start, blocks[-1][1].stop))
            for blocks in _alike(self.blocks)
        ]

    @cached_property
    def shaped(self) -> list[Block]:
        """Those of shaped functions, whose number is searched."""
        return [(name, rows) for name, rows in self.blocks if name in SHAPED]


def _alike(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    for _, group in groupby(blocks, key=lambda block: id(family_of(block[0]).place)):
        yield list(group)


def placements(rows: Rows, t: Tensor) -> Placement:
    """Where every row lies, each field (M,)."""
    parts = [place(t[part]) for place, part in rows.placed]
    return parts[0] if len(parts) == 1 else Placement(*map(torch.cat, zip(*parts, strict=True)))


def values(rows: Rows, t: Tensor, z: Tensor) -> Tensor:
    """f(z) with the function of every row of z (M, n)."""

    def value(name: str, part: slice) -> Tensor:
        return SHAPED[name].value(z[part], t[part, 3:]) if name in SHAPED else function(name).value(z[part])

    return _joined(rows, value)


def slopes(rows: Rows, t: Tensor, z: Tensor) -> Tensor:
    """∂f/∂z at z (M, n)."""

    def slope(name: str, part: slice) -> Tensor:
        return SHAPED[name].slope(z[part], t[part, 3:]) if name in SHAPED else function(name).slope(z[part])

    return _joined(rows, slope)


def bends(rows: Rows, t: Tensor, z: Tensor) -> Tensor | None:
    """∂f/∂number at z (M, n), 0 for functions without one; None where no row has one."""
    if not rows.shaped:
        return None
    whole = torch.zeros_like(z)
    for name, part in rows.shaped:
        whole[part] = SHAPED[name].bend(z[part], t[part, 3:])
    return whole


def _joined(rows: Rows, of: Callable[[str, slice], Tensor]) -> Tensor:
    parts = [of(name, part) for name, part in rows.blocks]
    return parts[0] if len(parts) == 1 else torch.cat(parts)
