"""The way to a version as Python."""

from __future__ import annotations

from kanscope.study.script.notebook import notebook as as_notebook
from kanscope.study.script.script import script as script_of
from kanscope.taking.taken import Source, Taken, study_of


async def notebook(source: Source) -> Taken:
    """For Jupyter."""
    made = script_of(source.records, source.version)
    return Taken(as_notebook(study_of(source).name, made), "ipynb", "application/x-ipynb+json")


async def script(source: Source) -> Taken:
    """A program."""
    return Taken(script_of(source.records, source.version).program, "study.py", "text/x-python")
