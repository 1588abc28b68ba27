"""The way to a version as Python."""

from __future__ import annotations

from kanscope.api.taking.taken import Source, Taken
from kanscope.study.script.notebook import notebook as as_notebook
from kanscope.study.script.script import script as script_of


async def notebook(source: Source) -> Taken:
    """For Jupyter."""
    made = script_of(source.room.records, source.version)
    return Taken(as_notebook(source.study.name, made), "ipynb", "application/x-ipynb+json")


async def script(source: Source) -> Taken:
    """A program."""
    return Taken(script_of(source.room.records, source.version).program, "study.py", "text/x-python")
