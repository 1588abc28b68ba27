"""One line of the results."""

from __future__ import annotations

import math
import os
import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import torch


def machine() -> str:
    """The machine in words: processor, cores, threads used, versions."""
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    processor = models[0] if models else platform.processor() or platform.machine()
    threads = torch.get_num_threads()
    return (
        f"{processor}, {os.cpu_count()} cores, {threads} thread{'s' * (threads > 1)} used, "
        f"{platform.system()}, Python {platform.python_version()}, torch {torch.__version__}"
    )


def now() -> str:
    """This moment, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True)
class Row:
    """`ours` and `theirs` in `unit`; theirs and peer are None where there is nobody to compare with.

    A number that is not finite (a peer that came to nothing) is None, as JSON has no word for it.
    """

    name: str
    ours: float | None
    theirs: float | None
    unit: str
    peer: str | None
    machine: str = field(default_factory=machine)
    date: str = field(default_factory=now)

    @property
    def ratio(self) -> float | None:
        """ours / theirs: below 1 where ours is less."""
        ours, theirs = _finite(self.ours), _finite(self.theirs)
        return None if ours is None or not theirs else ours / theirs

    def as_json(self) -> dict[str, object]:
        """The line as it is kept."""
        return {
            "name": self.name,
            "ours": _finite(self.ours),
            "theirs": _finite(self.theirs),
            "ratio": self.ratio,
            "unit": self.unit,
            "peer": self.peer,
            "machine": self.machine,
            "date": self.date,
        }


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
