"""A field's taste: which functions its laws are made of, and at what price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Preset:
    """`costs` are prices that differ from the library's, and put a function in that is not offered by itself;
    `without` are functions left out. `about` says for whom it is.
    """

    name: str
    about: str
    costs: Mapping[str, float] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
