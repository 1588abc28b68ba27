"""What is said about a formula that cannot be read."""

from __future__ import annotations

from typing import Literal

Code = Literal["syntax", "unknown_name", "too_large", "too_complex"]


class FormulaError(ValueError):
    """`message` says what is wrong at `position` (counted from 0), `hint` what to write instead ("" if
    unknown).
    """

    def __init__(self, code: Code, message: str, position: int, hint: str = "") -> None:
        super().__init__(f"{message} at character {position + 1}" + (f": {hint}" if hint else ""))
        self.code: Code = code
        self.message = message
        self.position = position
        self.hint = hint

    def moved(self, by: int) -> FormulaError:
        """The same said of a longer text, in which the formula starts `by` characters later."""
        return FormulaError(self.code, self.message, self.position + by, self.hint)
