"""Which functions a law may be made of, where somebody chose the library of a field."""

from __future__ import annotations

from collections.abc import Iterable

from kanscope.language.function_text import read_function
from kanscope.symbolic.names import NAMES
from kanscope.symbolic.prices import Choice, prices

ALWAYS = frozenset({"0", "x", "1/x", "x^2", "x^3", "x^4", "x^5", "exp", "log"})
"""Arithmetic, and what powers are made of: in every library."""


def allowed(preset: str | None) -> frozenset[str] | None:
    """The functions of a preset, with what says the same in another way; None: all there are."""
    if preset is None:
        return None
    inside = {*prices(Choice(preset))} | ALWAYS
    return frozenset(inside | {key for key, name in NAMES.items() if name.same_as in inside})


def foreign(functions: Iterable[str], inside: frozenset[str] | None) -> list[str]:
    """Those of the functions that are not inside."""
    if inside is None:
        return []
    return sorted(text for text in set(functions) if text not in inside and _bare(text) not in inside)


def _bare(text: str) -> str:
    said = read_function(text)
    return str(getattr(said, "name", text))
