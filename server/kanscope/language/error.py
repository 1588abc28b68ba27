"""What is said about a formula that cannot be read."""

from __future__ import annotations

import unicodedata
from typing import Literal

Code = Literal["syntax", "unknown_name", "too_large", "too_complex"]

AROUND = 32
"""Characters shown on either side of the place that is wrong."""


class FormulaError(ValueError):
    """`message` says what is wrong at `position` (counted from 0), `hint` what to write instead ("" if
    unknown). With the `text` it is about, the error points at the place.
    """

    def __init__(self, code: Code, message: str, position: int, hint: str = "", text: str = "") -> None:
        said = f"{message} at character {position + 1}" + (f": {hint}" if hint else "")
        super().__init__(f"{said}\n{caret(text, position)}" if text else said)
        self.code: Code = code
        self.message = message
        self.position = position
        self.hint = hint
        self.text = text

    def within(self, text: str, start: int = 0) -> FormulaError:
        """The same said of a longer text, in which the formula starts at character `start`."""
        return FormulaError(self.code, self.message, self.position + start, self.hint, text)


def caret(text: str, position: int) -> str:
    """Two lines: the text around a position, and a caret below it."""
    first, last = max(position - AROUND, 0), position + AROUND
    before = ("…" if first else "") + _plain(text[first:position])
    after = _plain(text[position:last]) + ("…" if last < len(text) else "")
    return f"    {before}{after}\n    {' ' * len(before)}^"


def _plain(text: str) -> str:
    """One column a character: what would move the line or hide is a dot."""
    return "".join(
        character if character.isprintable() and not unicodedata.combining(character) else "·"
        for character in text
    )
