"""The clauses of `apply`, by family. Importing this package registers them all."""

from kanscope.study.steps import data, editing, history, runs, symbolic, training
from kanscope.study.steps.clause import step

__all__ = ["data", "editing", "history", "runs", "step", "symbolic", "training"]
