"""Formula text to tokens, one at a time, so that the first thing wrong is the thing reported."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from kanscope.language.error import FormulaError
from kanscope.language.letters import meant, named

LONGEST_TEXT = 2000
LONGEST_NAME = 40

_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_NAME = re.compile(r"[A-Za-z_\u0391-\u03A9\u03B1-\u03C9][A-Za-z_0-9\u0391-\u03A9\u03B1-\u03C9]*")
_SIGN = re.compile(r"\*\*|[-+*/^(),]")

_HINTS = {
    "=": "write only the right-hand side",
    "|": "write abs(x) for |x|",
    "²": "write ^2",
    "³": "write ^3",
    "·": "write * for a product",
    "×": "write * for a product",
    "÷": "write / for a quotient",
    "−": "write - for a minus",
    "√": "write sqrt(x)",
    ";": "write one formula",
    "[": "use round brackets",
    "{": "use round brackets",
    ".": "a column's name has no dot",
}

Kind = Literal["number", "name", "sign", "end"]


class Token(NamedTuple):
    """A piece of the text and where it starts."""

    kind: Kind
    text: str
    position: int


def token_at(text: str, position: int) -> Token:
    """The first token at or after `position`. FormulaError: a character no formula has."""
    position = _after_space(text, position)
    if position == len(text):
        return Token("end", "", position)
    for kind, pattern in _PATTERNS:
        found = pattern.match(text, position)
        if found:
            return _checked(Token(kind, found[0], position))
    raise _unreadable(text, position)


_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("number", _NUMBER),
    ("name", _NAME),
    ("sign", _SIGN),
)


def _after_space(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _checked(token: Token) -> Token:
    if token.kind == "name" and len(token.text) > LONGEST_NAME:
        raise FormulaError("too_large", f"a name of {len(token.text)} characters", token.position)
    return token


def _unreadable(text: str, position: int) -> FormulaError:
    character = text[position]
    hint = _HINTS.get(character, "")
    if not hint and not character.isascii():
        hint = named(character)
        if character.isalpha() and not meant(character):
            hint += ", no letter of the Latin or Greek alphabet"
    shown = character if character.isprintable() else ascii(character)[1:-1]
    return FormulaError("syntax", f"unexpected '{shown}'", position, hint)
