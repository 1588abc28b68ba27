"""The grammar of conditions on rows: comparisons of formulas, joined by and, or, not.

condition  = all ("or" all)*
all        = one ("and" one)*
one        = "not" one | "(" condition ")" | comparison
comparison = side (("<" | "<=" | ">" | ">=" | "=" | "!=") side)+
side       = formula | quoted text
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from kanscope.language.error import FormulaError
from kanscope.language.grammar import DEEPEST, read
from kanscope.language.lexer import LONGEST_TEXT
from kanscope.language.tree import Tree, variables

Sign = Literal["<", "<=", ">", ">=", "=", "!="]

_SIGN = re.compile(r"<=|>=|==|!=|≤|≥|≠|<>|<|>|=")
_SPELT: dict[str, Sign] = {"==": "=", "≤": "<=", "≥": ">=", "≠": "!=", "<>": "!="}
_CLOSING = re.compile(r"\)")
_WORD = re.compile(r"\w+")
_QUOTES = {'"': '"', "'": "'", "“": "”"}


@dataclass(frozen=True)
class Words:
    """Quoted text."""

    text: str


Side = Tree | Words


@dataclass(frozen=True)
class Comparison:
    """`left sign right`; the two sides are numbers, or a column of text and a text."""

    left: Side
    sign: Sign
    right: Side


@dataclass(frozen=True)
class Every:
    """All of the parts hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Some:
    """At least one of the parts holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Condition


Condition = Comparison | Every | Some | Not


def read_condition(text: str) -> Condition:
    """The condition as a tree. FormulaError, with its place: what cannot be read."""
    if len(text) > LONGEST_TEXT:
        message = f"{len(text)} characters, {LONGEST_TEXT} are allowed"
        raise FormulaError("too_complex", message, LONGEST_TEXT, "", text)
    return _Part(text, 0, len(text)).condition()


def condition_columns(condition: Condition) -> tuple[str, ...]:
    """The columns it names, in the order of their first appearance."""
    return tuple(dict.fromkeys(_columns(condition)))


def _columns(condition: Condition) -> Iterator[str]:
    match condition:
        case Comparison():
            for side in (condition.left, condition.right):
                yield from () if isinstance(side, Words) else variables(side)
        case Not():
            yield from _columns(condition.part)
        case Every() | Some():
            for part in condition.parts:
                yield from _columns(part)


@dataclass(frozen=True)
class _Part:
    """A stretch of the whole text, read on its own."""

    whole: str
    start: int
    end: int
    depth: int = 0

    @property
    def text(self) -> str:
        return self.whole[self.start : self.end]

    def condition(self) -> Condition:
        if self.depth > DEEPEST:
            raise self.error("too_complex", f"nested more than {DEEPEST} deep", 0)
        for word, kind in (("or", Some), ("and", Every)):
            parts = self._split_at_word(word)
            if len(parts) > 1:
                return kind(tuple(part.condition() for part in parts))
        lead = re.match(r"(?i)\s*not\b", self.text)
        if lead:
            return Not(self._deeper(lead.end(), len(self.text)).condition())
        inner = self._inside_brackets()
        return inner.condition() if inner else self._comparison()

    def _comparison(self) -> Condition:
        signs = [found for found in self._outside(_SIGN) if found[1] == 0]
        if not signs:
            hint = "for example mass > 3 and temperature <= 40"
            raise self.error(
                "syntax", "there is no comparison", len(self.text) - len(self.text.lstrip()), hint
            )
        cuts = [0, *(place for match, _ in signs for place in match.span()), len(self.text)]
        sides = [self._deeper(cuts[k], cuts[k + 1])._side() for k in range(0, len(cuts), 2)]
        written = [_SPELT.get(match[0], cast(Sign, match[0])) for match, _ in signs]
        links = tuple(Comparison(*link) for link in zip(sides, written, sides[1:], strict=False))
        return links[0] if len(links) == 1 else Every(links)

    def _side(self) -> Side:
        text = self.text.strip()
        if len(text) >= 2 and _QUOTES.get(text[0]) == text[-1]:
            return Words(text[1:-1])
        try:
            return read(self.text)
        except FormulaError as error:
            raise error.within(self.whole, self.start) from None

    def _inside_brackets(self) -> _Part | None:
        """What one pair of brackets around everything holds, if that is a condition and no formula."""
        body = self.text.strip()
        if not (body.startswith("(") and body.endswith(")")):
            return None
        first = self.text.index("(")
        closing = next((m.start() for m, depth in self._outside(_CLOSING) if depth == 0), None)
        inner = self._deeper(first + 1, len(self.text.rstrip()) - 1)
        compares = any(True for _ in inner._outside(_SIGN))
        return inner if compares and closing == len(self.text.rstrip()) - 1 else None

    def _split_at_word(self, word: str) -> list[_Part]:
        found = [m.span() for m, depth in self._outside(_WORD) if depth == 0 and m[0].lower() == word]
        cuts = [0, *(place for span in found for place in span), len(self.text)]
        return [self._deeper(cuts[k], cuts[k + 1]) for k in range(0, len(cuts), 2)]

    def _outside(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int]]:
        """Matches that are not in quotes, each with how many brackets are open around it."""
        place, depth = 0, 0
        text = self.text
        while place < len(text):
            character = text[place]
            if character in _QUOTES:
                end = text.find(_QUOTES[character], place + 1)
                if end < 0:
                    raise self.error("syntax", "a quotation mark is never closed", place)
                place = end + 1
                continue
            depth -= character == ")"
            found = pattern.match(text, place)
            if found:
                yield found, depth
            depth += character == "("
            place = found.end() if found else place + 1

    def _deeper(self, start: int, end: int) -> _Part:
        return _Part(self.whole, self.start + start, self.start + end, self.depth + 1)

    def error(
        self, code: Literal["syntax", "too_complex"], said: str, place: int, hint: str = ""
    ) -> FormulaError:
        return FormulaError(code, said, self.start + place, hint, self.whole)
