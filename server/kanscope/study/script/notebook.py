"""A script as a Jupyter notebook (nbformat 4.5): a cell an act, its sentence above it."""

from __future__ import annotations

import json

from kanscope.study.script.opening import FILE
from kanscope.study.script.script import Script


def notebook(name: str, script: Script) -> str:
    """The notebook's text. It wants the file of rows beside it."""
    needs = f"Needs `pip install kanscope`, and the rows of the study beside this notebook as `{FILE}`."
    heading = f"# {name}\n\n{needs}"
    cells = [_said(heading), _run(script.opening)]
    for act in script.acts:
        differs = f"\n\nDiffers: {act.differs}" if act.differs else ""
        cells += [_said(f"{act.text}{differs}"), _run(act.code)]
    cells.append(_run(script.closing))
    numbered = [{"id": f"cell-{k}", **cell} for k, cell in enumerate(cells)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book = {
        "cells": numbered,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def _said(text: str) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {}, "source": _lines(text)}


def _run(code: str) -> dict[str, object]:
    source = _lines(code)
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
