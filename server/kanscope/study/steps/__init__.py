"""The clauses of `apply`, by family. Importing this package registers them all."""

from kanscope.study.steps import data, drawing, editing, history, library, runs, structure, symbolic, training
from kanscope.study.steps.clause import step

__all__ = [
    "data",
    "drawing",
    "editing",
    "history",
    "library",
    "runs",
    "step",
    "structure",
    "symbolic",
    "training",
]
