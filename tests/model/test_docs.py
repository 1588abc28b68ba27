from __future__ import annotations

import doctest
from pathlib import Path

import pytest
import torch

PAGE = Path(__file__).parents[2] / "docs" / "python.md"


def test_the_session_in_the_documentation_runs_as_printed() -> None:
    pytest.importorskip("sklearn", reason="scikit-learn is in the extra notebook")
    before = torch.get_default_dtype()
    try:
        outcome = doctest.testfile(str(PAGE), module_relative=False, parser=_Fenced())
    finally:
        torch.set_default_dtype(before)
    assert outcome.attempted > 20 and outcome.failed == 0


class _Fenced(doctest.DocTestParser):
    """Reads only what stands in fences: their ends would be taken for output."""

    def parse(self, string: str, name: str = "<string>") -> list[str | doctest.Example]:
        return super().parse(string.replace("```", "\n"), name)
