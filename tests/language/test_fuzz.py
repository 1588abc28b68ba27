"""Nothing typed escapes the reader; `make soak` throws for ten minutes what a few seconds throw here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.language.probe import Escape, watched

SOAKING = bool(os.environ.get("KANSCOPE_SOAK"))


def alone(*command: str) -> str:
    """What a Python of its own prints: here the interpreter compiles checks of shapes while tests run."""
    run = subprocess.run(
        [sys.executable, *command],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-4000:]
    return run.stdout


def test_no_text_of_some_thousands_escapes() -> None:
    said = alone("-c", "from tests.language.fuzz import throw; print(*throw(seed=7, count=3000))")
    tried, read, pondered = map(int, said.split())
    assert tried == 3000 and pondered < 3 and read > 300, "too few texts can be read for this to say anything"


def test_the_watch_sees_what_is_forbidden() -> None:
    with pytest.raises(Escape, match="compile"), watched():
        compile("1", "text", "eval")


@pytest.mark.skipif(not SOAKING, reason="ten minutes; make soak")
@pytest.mark.timeout(1200)
def test_no_text_escapes_in_ten_minutes() -> None:
    alone("-m", "tests.language.fuzz", "600")
