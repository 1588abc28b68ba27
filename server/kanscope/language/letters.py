"""Letters that look like others: what they are called, and which one was probably meant."""

from __future__ import annotations

import unicodedata

_ALIKE = dict(zip("асеһіјорѕухвкмтАВСЕНІЈКМОРЅТУХ", "acehijopsyxbkmtABCEHIJKMOPSTYX", strict=True))
"""Cyrillic letters and the Latin ones they pass for."""


def named(character: str) -> str:
    """Such as: х is CYRILLIC SMALL LETTER HA, which looks like x."""
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    shown = character if character.isprintable() else ascii(character)[1:-1]
    like = meant(character)
    return f"{shown} is {name}" + (f", which looks like {like}: did you mean {like}?" if like else "")


def meant(character: str) -> str:
    """The plain letter, digit or sign a character passes for, "" if there is none."""
    plain = _ALIKE.get(character) or unicodedata.normalize("NFKC", character)
    return plain if plain != character and len(plain) == 1 and plain.isascii() and plain.isprintable() else ""
