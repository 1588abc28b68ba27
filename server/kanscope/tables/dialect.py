"""From text to rows of cells: which delimiter, where do rows begin and end."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from clevercsv import Detector

from kanscope.tables.error import TableError

DELIMITERS = (",", ";", "\t", "|", " ")
_COMMENTS = ("#", "%", "//")
_LONGEST_LINE = 4 * 2**20
_SAMPLE_LINES = 100
_SAMPLE_CHARACTERS = 16_000
_NOWHERE = (
    "\x1f"  # ASCII's own "unit separator": stands for "no delimiter", as no file that people make has it
)


@dataclass(frozen=True)
class Row:
    """The cells of one record, stripped of blanks around them, and the line of the file it starts on."""

    line: int
    cells: list[str]

    @property
    def blank(self) -> bool:
        """Whether nothing is in it."""
        return not any(self.cells)


def refuse_endless_lines(text: str) -> None:
    """Raises TableError for a line longer than any table has, before anything looks into it."""
    start = 0
    while len(text) - start > _LONGEST_LINE:
        end = max(text.rfind(mark, start, start + _LONGEST_LINE) for mark in "\r\n")
        if end < 0:
            line = text.count("\n", 0, start) + 1
            raise TableError(
                f"Line {line} is longer than {_LONGEST_LINE:,} characters.",
                line=line,
                hint="Save the table with each row on a line of its own.",
            )
        start = end + 1


def comment_mark(text: str) -> str | None:
    """The mark of comment lines, if the file's first line that is not blank begins with one."""
    first = next((line for line in _lines(text) if line.strip()), "").lstrip(' "\ufeff')
    return next((mark for mark in _COMMENTS if first.startswith(mark)), None)


def find_delimiter(text: str, comment: str | None) -> str:
    """The delimiter, or "" when there is one column only."""
    lines = _telling_lines(text, comment)
    sample = "".join(lines)
    dialect = Detector().detect(sample, delimiters=list(DELIMITERS)) if sample else None
    found = dialect.delimiter if dialect is not None and dialect.delimiter else ""
    return "" if found == "," and _commas_are_decimal(lines) else found


def split_rows(text: str, delimiter: str, comment: str | None, skipped: int) -> list[Row]:
    """All rows after `skipped` lines, blank ones and comments left out.

    Raises TableError for a quote that never closes, with the line on which it opens.
    """
    lines = islice(_without_comments(text, delimiter, comment), skipped, None)
    reader = csv.reader(lines, delimiter=delimiter or _NOWHERE, strict=True)
    rows: list[Row] = []
    line = skipped + 1
    try:
        for cells in reader:
            row = Row(line, [cell.strip() for cell in cells])
            line = skipped + reader.line_num + 1
            if not row.blank:
                rows.append(row)
    except csv.Error as error:
        raise _bad_quote(line, error) from error
    return rows


def _lines(text: str) -> Iterator[str]:
    # Not str.splitlines, which also splits at form feeds and other characters that belong to a cell.
    return iter(io.StringIO(text, newline=""))


def _without_comments(text: str, delimiter: str, comment: str | None) -> Iterator[str]:
    """The lines, comments made blank so that the others keep their numbers."""
    for line in _lines(text):
        if comment is not None and line.lstrip(' "').startswith(comment):
            yield "\n"
        else:
            yield re.sub(r"[ \t]+", " ", line.strip()) + "\n" if delimiter == " " else line


def _telling_lines(text: str, comment: str | None) -> list[str]:
    found: list[str] = []
    size = 0
    for line in _lines(text):
        if not line.strip() or (comment is not None and line.startswith(comment)):
            continue
        found.append(line)
        size += len(line)
        if len(found) >= _SAMPLE_LINES or size >= _SAMPLE_CHARACTERS:
            break
    found[-1:] = [line[:_SAMPLE_CHARACTERS] for line in found[-1:]]
    return found


def _commas_are_decimal(lines: list[str]) -> bool:
    """One column of numbers like 1,5 under a header without a comma looks like two columns, but is not."""
    head, *rest = (line.strip() for line in lines)
    return "," not in head and bool(rest) and all(re.fullmatch(r"[-+]?\d+(,\d+)?", line) for line in rest)


def _bad_quote(line: int, error: csv.Error) -> TableError:
    if "field limit" in str(error) or "end of data" in str(error):
        message = f"A quotation mark opened on line {line} is never closed."
    else:
        message = f"Line {line} has text after a closing quotation mark."
    return TableError(message, line=line, hint='Close it, or write a quotation mark inside a value as "".')
