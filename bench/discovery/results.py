"""Results line by line, so that an interrupted run goes on where it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parents[1] / "results" / "discover.jsonl"

Result = dict[str, Any]


def kept(file: Path = RESULTS) -> dict[tuple[str, str], Result]:
    """The last result of each (condition, id). A line that was cut off while being written is left out."""
    found = {}
    for line in file.read_text().splitlines() if file.exists() else []:
        try:
            result = json.loads(line)
        except ValueError:
            continue
        found[result["condition"], result["id"]] = result
    return found


def keep(result: Result, file: Path = RESULTS) -> None:
    """Adds one."""
    with file.open("a") as open_file:
        open_file.write(json.dumps(result, ensure_ascii=False, allow_nan=False) + "\n")


def tidy(file: Path = RESULTS) -> None:
    """Leaves only the last result of each, in the order of conditions and laws."""
    lines = [json.dumps(result, ensure_ascii=False) + "\n" for result in kept(file).values()]
    fresh = file.with_suffix(".tmp")
    fresh.write_text("".join(lines))
    fresh.replace(file)
