"""The web process keeps studies without loading what only workers need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SERVER = Path(__file__).parents[2] / "server"


def test_storage_loads_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys, kanscope.storage.sql, kanscope.storage.blobs, kanscope.storage.memory;"
        "print(sorted({'torch', 'sympy', 'polars', 'numpy', 'plotly', 'ray', 'sklearn'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(SERVER)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "[]"
