"""What went wrong, as a word for programs and a sentence for people."""

from __future__ import annotations

import traceback
from typing import NamedTuple

from kanscope.kan.divergence import Diverged
from kanscope.study.ids import edge_id, edge_name
from kanscope.study.records import Data
from kanscope.study.saying import Said as Clause


class DataUnusable(Exception):
    """The table cannot be learnt from; the message says why."""


class EditRefused(Exception):
    """The edit makes no sense for this network; the message says why."""


class QuestionWrong(Exception):
    """The question cannot be answered as it was put; `hint`, or `clauses` elsewhere, say how it could."""

    def __init__(
        self,
        detail: str,
        field: str | None = None,
        hint: str | None = None,
        clauses: tuple[Clause, ...] = (),
    ) -> None:
        super().__init__(detail)
        self.detail, self.field, self.hint, self.clauses = detail, field, hint, clauses


class Said(NamedTuple):
    """A code and a sentence."""

    code: str
    detail: str


def problem_of(error: BaseException, data: Data | None = None) -> Said:
    """What to tell people about an exception. Unforeseen ones go to the log in full and are told in short."""
    match error:
        case DataUnusable():
            return Said("data", str(error))
        case EditRefused():
            return Said("refused", str(error))
        case Diverged():
            return Said("diverged", _diverged(error, data))
        case MemoryError():
            return Said("memory", "There is not enough memory for a network of this size on these rows.")
        case RuntimeError() if "can't allocate memory" in str(error) or "out of memory" in str(error).lower():
            return Said("memory", "There is not enough memory for a network of this size on these rows.")
        case ValueError():
            return Said("refused", str(error))
        case _:
            traceback.print_exception(error)
            return Said(
                "internal", f"Something unforeseen happened in the worker: {type(error).__name__}: {error}"
            )


def _diverged(error: Diverged, data: Data | None) -> str:
    where = ""
    if error.edge is not None and data is not None:
        where = f" at {edge_name(edge_id(*error.edge), data.inputs, data.targets, error.layers)}"
    return (
        f"The training left the finite numbers in step {error.step}{where}. "
        "Try a smaller learning rate; the version before it stands."
    )
