"""docs/engine.md points at tests; here they are looked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "engine.md").read_text(encoding="utf-8")
POINTERS = re.findall(r"`([\w/]+)::(test_\w+)`", PAGE)


def named_in(path: Path) -> set[str]:
    return set(re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))


def test_every_test_the_page_points_at_exists() -> None:
    files = {name: named_in(ROOT / "tests" / f"{name}.py") for name, _ in POINTERS}
    assert len(POINTERS) > 60
    assert [f"{name}::{test}" for name, test in POINTERS if test not in files[name]] == []


def test_every_row_shows_a_test_or_says_that_it_is_left() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and line.count("|") == 4]
    bare = [row for row in rows if "::" not in row and "left" not in row and not row.startswith("| pykan |")]
    assert [row for row in bare if not re.match(r"\| (from or to|\d+|) ?\|", row)] == []


@pytest.mark.parametrize("number", range(1, 24))
def test_every_pitfall_has_a_test_where_the_page_says(number: int) -> None:
    [file] = re.findall(rf"^\| {number} \|.*`(test_\w+)` \|$", PAGE, re.MULTILINE)
    found = named_in(ROOT / "tests" / "pitfalls" / f"{file}.py")
    assert any(name.startswith(f"test_{number}_") for name in found)
