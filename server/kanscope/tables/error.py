"""Why a file is not a table, where, and what the person can do about it."""

from __future__ import annotations


class TableError(Exception):
    """A file that cannot be read as it stands.

    `line` counts the file's lines from 1, `column` the values in that line from 1; None where neither
    applies. `hint` says how to mend it. `word` and `figures`: which error it is and what stands in it, for
    other languages; None where it is told in English only.
    """

    def __init__(
        self,
        message: str,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
        *,
        word: str | None = None,
        **figures: int | str,
    ) -> None:
        super().__init__(message)
        self.message, self.line, self.column, self.hint = message, line, column, hint
        self.word, self.figures = word, figures

    def __reduce__(self) -> tuple[object, ...]:
        """Travel whole between processes, which would otherwise keep only the message."""
        return type(self), (self.message, self.line, self.column, self.hint), self.__dict__
