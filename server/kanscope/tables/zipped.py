"""Archives that somebody made: looked into without letting them expand beyond what a table can need."""

from __future__ import annotations

import io
import zipfile
import zlib

from kanscope.tables.error import TableError

MOST_BYTES = 512 * 2**20
"""Bytes that an archive may hold once unpacked."""


def members(data: bytes) -> list[str]:
    """Names of what is in an archive, all of it checked: its sizes are true and its sums are right.

    Raises TableError for a damaged archive and for one that would expand beyond `MOST_BYTES`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise TableError(
                    f"This file holds more than {MOST_BYTES // 2**20} MiB once unpacked.",
                    hint="Save the table as CSV, with fewer rows.",
                )
            # Reads each entry to its stated size and compares its sum: a false size does not pass.
            damaged = archive.testzip()
            if damaged is not None:
                raise _damaged()
            return archive.namelist()
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError, OSError) as error:
        raise _damaged() from error


def _damaged() -> TableError:
    hint = "Save it anew, without one."
    return TableError("The file is damaged or locked with a password.", hint=hint, word="damaged")
