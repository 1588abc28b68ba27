"""Safe identifiers for columns whose names may be anything."""

from __future__ import annotations

import keyword
import unicodedata
from collections.abc import Iterable, Sequence

_WORDS = (
    "E I S N Q O C pi e oo zoo nan np sympy exp log ln sqrt sin cos tan asin acos atan atan2"
    " sinh cosh tanh asinh acosh atanh arcsin arccos arctan arctanh abs Abs sign sgn gaussian"
    " sigmoid predict columns rows beta gamma zeta Symbol Function"
)
_MEANS_SOMETHING = frozenset(_WORDS.split())
"""Names that SymPy, NumPy or the exported code read as something else."""

LONGEST = 40

_SPELT = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"})
"""Letters that no accent can be taken off."""


def safe_symbols(columns: Sequence[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """{symbol: column} in the order of the columns; ASCII, no keyword, no known function, all different.

    A name that is safe already stays as it is. ValueError: a column twice.
    """
    if len(set(columns)) != len(columns):
        raise ValueError("columns: a name occurs twice")
    used = set(taken) | {name for name in columns if _is_safe(name)}
    symbols: dict[str, str] = {}
    for number, column in enumerate(columns, 1):
        symbol = column if _is_safe(column) else _unused(_plain(column) or f"v{number}", used)
        used.add(symbol)
        symbols[symbol] = column
    return symbols


def _is_safe(name: str) -> bool:
    return (
        name.isascii()
        and name.isidentifier()
        and not name.startswith("_")
        and len(name) <= LONGEST
        and not keyword.iskeyword(name)
        and name not in _MEANS_SOMETHING
    )


def _plain(column: str) -> str:
    """The letters and digits of a name, accents taken off, everything else one underscore."""
    letters = unicodedata.normalize("NFKD", column.translate(_SPELT)).encode("ascii", "ignore").decode()
    words = "".join(letter if letter.isalnum() else " " for letter in letters).split()
    plain = "_".join(words)[:LONGEST]
    return f"v{plain}" if plain[:1].isdigit() else plain


def _unused(wanted: str, used: set[str]) -> str:
    """`wanted`, with an underscore if it means something, and a number if it is taken."""
    base = wanted if _is_safe(wanted) else f"{wanted}_"
    name, number = base, 2
    while name in used:
        name, number = f"{base}_{number}", number + 1
    return name
