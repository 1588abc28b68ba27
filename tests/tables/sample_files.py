"""The sample files that lie beside the repository, where a checkout has them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kanscope.tables.reading import read_table
from kanscope.tables.table import Table

SAMPLES = Path(os.environ.get("KANSCOPE_SAMPLES", Path(__file__).parents[3] / "shared" / "data"))


def sample(name: str) -> Table:
    """The named sample, read; skips the test where there is none."""
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip(f"needs the sample file {name}; set KANSCOPE_SAMPLES to the folder that has it")
    return read_table(path.read_bytes(), name)
