"""From bytes to text: which encoding, and is it text at all."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from kanscope.tables.east_asian import east_asian
from kanscope.tables.error import TableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the first half of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_TEXT = (
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"\x89HDF", "an HDF5 file", "Write the table in it out as CSV."),
    (b"%PDF", "a PDF document", "Copy the table into a spreadsheet and save it as CSV."),
    (b"<!DOCTYPE", "a web page", "Copy the table into a spreadsheet and save it as CSV."),
    (b"<html", "a web page", "Copy the table into a spreadsheet and save it as CSV."),
    (b"<?xml", "an XML document", "Write the table in it out as CSV."),
    (b'{"', "a JSON document", "Write the table in it out as CSV."),
    (b"[{", "a JSON document", "Write the table in it out as CSV."),
    *((b"\x80%c" % n, "a Python pickle", "Write the table in it out as CSV.") for n in range(2, 6)),
)
_SAMPLE = 64 * 1024
_HIGH = re.compile(rb"[\x80-\xff]+")
_LATIN = ["cp1252", "cp1250", "cp1254", "iso8859_15", "mac_roman"]


def decode(data: bytes, encoding: str | None) -> tuple[str, str, list[str]]:
    """Text, the encoding it was read with, and notices. Raises TableError for what is not text."""
    _refuse_known_formats(data)
    if encoding is not None:
        return _strictly(data, encoding), encoding, []
    certain = _certain(data)
    if certain is not None:
        return _strictly(data, certain), certain, []
    guess = _guess(data)
    notice = f"The encoding was guessed to be {guess}; choose another if letters look wrong."
    return _strictly(data, guess), guess, [notice]


def _refuse_known_formats(data: bytes) -> None:
    for start, what, hint in _NOT_TEXT:
        if data.startswith(start):
            raise TableError(f"This is {what}, not a text table.", hint=hint, word="no_table")


def _certain(data: bytes) -> str | None:
    """The encoding where the bytes leave no doubt: a byte order mark, UTF-16's zeros, or valid UTF-8."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\0" in data:
        return _utf16_without_mark(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _utf16_without_mark(data: bytes) -> str:
    """Latin text in UTF-16 has a zero in every other byte: the odd ones when little-endian."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    even, odd = (sample[start::2].count(0) / max(len(sample) // 2, 1) for start in (0, 1))
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    if even > 0.4 and odd < 0.1:
        return "utf-16-be"
    line = data[: data.index(b"\0")].count(b"\n") + 1
    raise TableError(
        f"Line {line} holds a zero byte, so this is not a text table.",
        line=line,
        word="no_table",
        hint="Export the data as CSV and upload that file.",
    )


def _guess(data: bytes) -> str:
    """A likely encoding of bytes that are not UTF-8, judged by the lines that are not plain ASCII."""
    telling = b"\n".join(line for line in data[: 16 * _SAMPLE].split(b"\n") if not line.isascii())
    eastern = None if _accents_are_alone(telling) else east_asian(telling)
    if eastern is not None and _decodes(data, eastern):
        return eastern
    best = from_bytes(telling[:_SAMPLE], cp_isolation=_LATIN if _accents_are_alone(telling) else None).best()
    if best is None or _same_in_windows_1252(telling, best.encoding):
        return "cp1252" if _decodes(data, "cp1252") else "latin-1"
    return best.encoding if _decodes(data, best.encoding) else "latin-1"


def _accents_are_alone(telling: bytes) -> bool:
    """Whether high bytes mostly stand alone or beside plain letters, as the accents of a Latin script do. In
    tables, where words are few and short, this says more than the letters themselves."""
    runs = list(_HIGH.finditer(telling))
    alone = [run for run in runs if len(run[0]) == 1 or (len(run[0]) == 2 and _beside_letters(telling, run))]
    return len(alone) > 0.6 * len(runs)


def _beside_letters(telling: bytes, run: re.Match[bytes]) -> bool:
    return telling[run.start() - 1 : run.start()].isalpha() and telling[run.end() : run.end() + 1].isalpha()


def _same_in_windows_1252(telling: bytes, encoding: str) -> bool:
    """Whether Windows-1252, much the most common of its family, would give the same text."""
    return _decodes(telling, "cp1252") and telling.decode(encoding, "replace") == telling.decode("cp1252")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except LookupError as error:
        raise TableError(f"No text encoding is called {encoding!r}.", hint="Try utf-8 or cp1252.") from error
    except UnicodeError as error:
        raise _undecodable(data, encoding, error) from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise TableError(f"Line {line} holds a zero character.", line=line, hint="Remove it, or try utf-16.")
    return text


def _undecodable(data: bytes, encoding: str, error: UnicodeError) -> TableError:
    start = error.start if isinstance(error, UnicodeDecodeError) else 0
    line = data[:start].count(b"\n") + 1
    return TableError(
        f"Line {line}: byte {start + 1} of the file is not valid {encoding}.",
        line=line,
        word="bad_bytes",
        at=line,
        encoding=encoding,
        hint="Choose another encoding, for example cp1252 for files from older Windows programs.",
    )
