"""What a reader found out about the network, for the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Output:
    """One target: its formula as MathML, as text and as an equation of LaTeX, and what it is worth (`parts`:
    errors on rows)."""

    target: str
    mathml: str
    text: str
    tex: str
    verdict: str
    parts: tuple[Mapping[str, Any], ...]
    scatter: tuple[tuple[float, float], ...]
    log: bool
    complete: bool


@dataclass(frozen=True)
class Found:
    """`figure`: SVG. `software`: versions by name."""

    outputs: tuple[Output, ...]
    figure: str
    software: Mapping[str, str]
