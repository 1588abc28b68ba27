"""Numbers as people write them: decimal comma or point, thousands, a typographic minus, Fortran exponents."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import polars as pl

from kanscope.tables.table import Numbers

_EXPONENT = r"([eEdD][+-]?[0-9]+)?"
_GROUPS = {".": ",", ",": "."}
_BLANKS = " \u00a0\u202f\u2009'’"  # a space, no-break spaces and apostrophes may also part thousands
_ENDLESS = r"(?i)^[+-]?inf(inity)?$"

_DECIMAL = {
    ",": re.compile(r"[-+−]?(?!([1-9]\d{0,2})(,\d{3})+$)\d*,\d+([eE][-+]?\d+)?"),
    ".": re.compile(r"[-+−]?(?!([1-9]\d{0,2})(\.\d{3})+$)\d*\.\d+([eE][-+]?\d+)?"),
}


def grammar(decimal: str) -> str:
    """Regular expression (of Rust's kind) of a whole number cell."""
    parts = re.escape(_GROUPS[decimal]) + _BLANKS
    whole = rf"([0-9]{{1,3}}([{parts}][0-9]{{3}})+|[0-9]+)"
    point = re.escape(decimal)
    return rf"^[+-]?({whole}({point}[0-9]*)?|{point}[0-9]+){_EXPONENT}$"


def parse_numbers(cells: Sequence[str], decimal: str) -> Numbers:
    """float64 of each cell; NaN for what is no number, an infinity for what is too large for one."""
    written = pl.Series("", list(cells), dtype=pl.String).str.replace_all("−", "-", literal=True)
    plain = written.str.replace_all(rf"[{re.escape(_GROUPS[decimal])}{_BLANKS}]", "")
    plain = plain.str.replace_all(decimal, ".", literal=True).str.replace_all("[dD]", "e")
    # An infinity is kept as one for now, so that it can be told from a word.
    plain = plain.zip_with(~written.str.contains(_ENDLESS), pl.Series(["inf"]))
    valid = written.str.contains(grammar(decimal)) | written.str.contains(_ENDLESS)
    values = plain.cast(pl.Float64, strict=False).to_numpy()
    return np.where(valid.to_numpy(), values, np.nan)


def find_decimal(columns: Sequence[Sequence[str]], delimiter: str) -> str:
    """Comma or point, by vote of the columns whose numbers can be read only one way.

    1,234 could be either, so it votes only when nothing else does, and then with the habit of the delimiter:
    programs that part values by semicolons do so because the comma is their decimal mark.
    """
    votes = {mark: sum(_votes(column, mark) for column in columns) for mark in _DECIMAL}
    if votes[","] != votes["."]:
        return "," if votes[","] > votes["."] else "."
    commas = any("," in cell for column in columns for cell in column)
    return "," if delimiter == ";" and commas and not votes["."] else "."


def _votes(column: Sequence[str], mark: str) -> bool:
    """Whether most cells that have `mark` can only mean it as the decimal mark."""
    marked = [cell for cell in column if mark in cell]
    return sum(_DECIMAL[mark].fullmatch(cell) is not None for cell in marked) > len(marked) / 2
