"""The architecture is a test: floors, the light web process, and words that must not creep in."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVER = ROOT / "server" / "kanscope"


def test_the_floors_hold() -> None:
    run = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("heavy", ["torch", "sympy", "polars", "plotly", "ray", "sklearn"])
def test_the_web_process_loads_nothing_heavy(heavy: str) -> None:
    code = f"import sys, kanscope.api.app, kanscope.cli; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_importing_the_package_is_free_of_torch() -> None:
    code = "import sys, kanscope; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_planted_import_is_caught(tmp_path: Path) -> None:
    """The contracts can fail: a copy of the house with one upward import breaks them."""
    import shutil

    shutil.copytree(SERVER, tmp_path / "kanscope", ignore=shutil.ignore_patterns("static", "__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    with (tmp_path / "kanscope" / "study" / "changes.py").open("a") as file:
        file.write("\nimport asyncio\nimport kanscope.rooms.room\n")
    run = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0 and "BROKEN" in run.stdout


def test_package_files_stay_empty_on_the_lower_floors() -> None:
    """An import of one name must not run a whole floor."""
    for floor in ("language", "kan", "symbolic", "formats", "tables", "engine", "storage", "rooms", "api"):
        assert (SERVER / floor / "__init__.py").read_text() == ""


FORBIDDEN = re.compile(
    r"\b(eval|exec|sympify|parse_expr|lambdify)\s*\("
    r"|pickle\.|import pickle|torch\.load(?!\(.*weights_only=True\))|yaml\.load\b|\bjoblib\b"
)


def test_nothing_evaluates_or_unpickles_text() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SERVER.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if FORBIDDEN.search(line.split("#")[0]) and '"""' not in line
    ]
    assert found == []
