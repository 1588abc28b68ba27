"""What the command line says, read and checked: every mistake is one sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kanscope.discover.unusable import Unusable
from kanscope.symbolic.presets.catalogue import PRESETS

LARGEST_SEED = 2**31 - 1
MOST_BYTES = 2**30


@dataclass(frozen=True)
class Asked:
    """`inputs` None: every column that can be one. `stages` None: as many as there is time for."""

    file: Path
    target: str
    inputs: Sequence[str] | None
    seed: int = 0
    budget: float = 120.0
    stages: int | None = None
    library: str | None = None


def read(data: str, target: str, inputs: str | None, **given: str | None) -> Asked:
    """The words of the command line as numbers and names. Unusable: one of them makes no sense."""
    if not data:
        raise Unusable("Say which table to look into: kanscope discover DATA --target COLUMN.")
    if not target:
        raise Unusable("Say which column to explain: --target COLUMN.")
    names = None if inputs is None else [name.strip() for name in inputs.split(",") if name.strip()]
    if names == []:
        raise Unusable("--inputs names no column. Leave it out to use every column that can be one.")
    return Asked(
        _file(Path(data)),
        target,
        names,
        seed=_whole("--seed", given["seed"] or "0", 0, LARGEST_SEED),
        budget=_seconds(given["budget"] or "120"),
        stages=None if given["stages"] is None else _whole("--stages", given["stages"], 1, 10**6),
        library=_preset(given["library"]),
    )


def _file(file: Path) -> Path:
    if not file.exists():
        raise Unusable(f"There is no file {file}.")
    if file.is_dir():
        raise Unusable(f"{file} is a folder; name a table in it.")
    if file.stat().st_size > MOST_BYTES:
        raise Unusable(f"{file} is larger than 1 GiB.")
    return file


def _whole(option: str, text: str, least: int, most: int) -> int:
    try:
        value = int(text)
    except ValueError:
        raise Unusable(f"{option}: “{text}” is no whole number.") from None
    if not least <= value <= most:
        raise Unusable(f"{option}: {value} is not between {least} and {most}.")
    return value


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise Unusable(f"--budget: “{text}” is no number of seconds.") from None
    if not (math.isfinite(value) and value > 0):
        raise Unusable(f"--budget: {text} seconds leave no time; give more than 0.")
    return value


def _preset(name: str | None) -> str | None:
    if name is None or name in PRESETS:
        return name
    near = get_close_matches(name, PRESETS, 1)
    hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(PRESETS)}."
    raise Unusable(f"--library: there is no preset “{name}”. {hint}")
