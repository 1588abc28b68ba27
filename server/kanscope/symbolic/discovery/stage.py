"""How far discovery has got."""

from __future__ import annotations

from dataclasses import dataclass, field

from kanscope.symbolic.discovery.law import Law
from kanscope.symbolic.discovery.pool import Pool


@dataclass(frozen=True)
class Stage:
    """After `number` steps: `said` tells what the last one tried; `front` holds the laws no other beats in
    both complexity and check error, simplest first; `best` weighs both. `pool` is what `finish` goes on from.
    """

    number: int
    said: str
    front: tuple[Law, ...]
    best: Law
    pool: Pool = field(repr=False, compare=False)
