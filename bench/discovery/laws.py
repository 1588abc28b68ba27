"""The laws, fixed before the first run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "laws"
SETS = ("feynman", "curves")


@dataclass(frozen=True)
class Law:
    """A law as SymPy text over columns, and the range of each."""

    id: str
    set: str
    name: str
    text: str
    ranges: Mapping[str, tuple[float, float]]


@lru_cache
def laws() -> tuple[Law, ...]:
    """All of them, in the order of their sets."""
    return tuple(law for name in SETS for law in _of(name))


def _of(name: str) -> list[Law]:
    said = json.loads((FOLDER / f"{name}.json").read_text())["laws"]
    return [
        Law(str(one["id"]), name, one["name"], one["law"], {k: (a, b) for k, (a, b) in one["ranges"].items()})
        for one in said
    ]
