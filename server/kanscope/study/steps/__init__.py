"""The clauses of `apply`, by family. Importing this package registers them all."""

from kanscope.study.steps import (
    data,
    drawing,
    editing,
    history,
    library,
    notes,
    proposals,
    runs,
    structure,
    symbolic,
    training,
)
from kanscope.study.steps.clause import step
from kanscope.study.steps.proposals import end_outdated

__all__ = [
    "data",
    "drawing",
    "editing",
    "end_outdated",
    "history",
    "library",
    "notes",
    "proposals",
    "runs",
    "step",
    "structure",
    "symbolic",
    "training",
]
