"""Archives that somebody made: looked into without letting them expand beyond what a table can need."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Sequence

from kanscope.tables.error import TableError

MOST_BYTES = 512 * 2**20
"""Bytes that an archive may hold once unpacked."""

MOST_ENTRIES = 10_000
_ENTRY = b"PK\x01\x02"


def members(data: bytes) -> list[str]:
    """Names of what is in an archive, all of it checked: its sizes are true, its sums are right, and each
    name is that of one plain file within it.

    Raises TableError for an archive that is damaged, unsafe, or would expand beyond `MOST_BYTES`.
    """
    if data.count(_ENTRY) > MOST_ENTRIES:  # counted first: a list of so many would take all memory
        raise TableError(
            f"This file is an archive of more than {MOST_ENTRIES} files.",
            hint="Save the table as CSV.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_unsafe(archive.infolist())
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


def _refuse_unsafe(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Nothing is ever unpacked to a disk here; but whoever made such an archive meant no table."""
    names: set[str] = set()
    for entry in entries:
        name, kind = entry.filename, stat.S_IFMT(entry.external_attr >> 16)
        if name in names:
            raise _unsafe(name, "stands in it twice")
        if name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/"):
            raise _unsafe(name, "leads out of it")
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise _unsafe(name, "is no plain file")
        names.add(name)


def _unsafe(name: str, reason: str) -> TableError:
    hint = "Save the table anew with the program it comes from."
    return TableError(f"The archive is unsafe: “{name[:100]}” {reason}.", hint=hint)


def _damaged() -> TableError:
    hint = "Save it anew, without one."
    return TableError("The file is damaged or locked with a password.", hint=hint, word="damaged")
