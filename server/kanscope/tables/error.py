"""Why a file is not a table, where, and what the person can do about it."""

from __future__ import annotations


class TableError(Exception):
    """A file that cannot be read as it stands.

    `line` counts the file's lines from 1, `column` the values in that line from 1; None where neither
    applies. `hint` says how to mend it.
    """

    def __init__(
        self, message: str, line: int | None = None, column: int | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message)
        self.message, self.line, self.column, self.hint = message, line, column, hint

    def __reduce__(self) -> tuple[type[TableError], tuple[object, ...]]:
        """Travel whole between processes, which would otherwise keep only the message."""
        return type(self), (self.message, self.line, self.column, self.hint)
