"""Keeps the last result of everything that was ever measured, and prints it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.row import Row

LATEST = Path(__file__).parent / "results" / "latest.json"
COLUMNS = ("what", "ours", "theirs", "ours / theirs", "unit", "peer", "date")

Kept = Mapping[str, Any]


def kept() -> list[Kept]:
    """What was measured last, in the order it was first measured."""
    return json.loads(LATEST.read_text()) if LATEST.exists() else []


def keep(rows: Iterable[Row]) -> None:
    """Puts new rows in the place of the old ones of the same names; the others stay, with their dates."""
    by_name = {line["name"]: line for line in kept()}
    by_name |= {row.name: row.as_json() for row in rows}
    text = json.dumps(list(by_name.values()), indent=1, ensure_ascii=False, allow_nan=False)
    LATEST.parent.mkdir(exist_ok=True)
    fresh = LATEST.with_suffix(".tmp")
    fresh.write_text(text + "\n")
    fresh.replace(LATEST)


def table(lines: Sequence[Kept]) -> str:
    """The lines as a Markdown table that is also straight in a terminal."""
    cells = [COLUMNS, *(_cells(line) for line in lines)]
    widths = [max(len(row[k]) for row in cells) for k in range(len(COLUMNS))]
    head, *body = ("| " + " | ".join(_aligned(row, widths)) + " |" for row in cells)
    rule = "|" + "|".join("-" * (width + 1) + _side(k) for k, width in enumerate(widths)) + "|"
    return "\n".join([head, rule, *body])


def _cells(line: Kept) -> tuple[str, ...]:
    numbers = (_short(line[key]) for key in ("ours", "theirs", "ratio"))
    return (line["name"], *numbers, line["unit"], line["peer"] or "–", line["date"][:10])


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [
        cell.rjust(width) if _side(k) == ":" else cell.ljust(width)
        for k, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def _side(column: int) -> str:
    return ":" if column in (1, 2, 3) else "-"


def _short(value: float | None) -> str:
    return "–" if value is None else f"{value:.3g}"
