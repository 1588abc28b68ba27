"""All that is kept, as one file: a zip of every table's rows and every blob that one of them names.

`tables/NAME.jsonl` has the names of the columns in its first line and a row in each other, so that a backup
of SQLite can be restored to Postgres and the other way; `blobs/HEX` are named by the SHA-256 of their
content. The last part, `backup.json`, says which schema the rows have and what the SHA-256 of every table's
text is: without it a file was cut short.
"""

from __future__ import annotations

import asyncio
import json
import zipfile
import zlib
from collections.abc import AsyncIterator, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from kanscope.storage.blobs import BlobDamaged, BlobStore, UnknownBlob, blob_name, names_in
from kanscope.storage.json_text import encode
from kanscope.storage.migrate import newest
from kanscope.storage.sql import SqlStore
from kanscope.storage.tables import metadata
from kanscope.study.value import Value
from kanscope.version import __version__

FORMAT = 1
ROWS = 500
"""Rows that are read and packed at a time."""
LINE = 2**28
"""Bytes a line of a table may have."""

_TOLD = "backup.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNZIPPING = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, OSError, RuntimeError)
"""What reading a damaged or locked zip may raise."""


class NoBackup(ValueError):
    """This file is no backup, or not a whole one; the message says why."""


class Told(Value):
    """What `backup.json` holds. `tables`: the SHA-256 of each one's text, in the order to restore them in;
    `missing`: blobs that were named but lost or damaged already."""

    kind: Literal["kanscope.backup"] = "kanscope.backup"
    format: int = FORMAT
    version: str
    schema_: str = Field(alias="schema")
    at: str
    tables: dict[str, str]
    blobs: int
    missing: tuple[str, ...] = ()


async def packed(store: SqlStore, blobs: BlobStore, at: str) -> AsyncIterator[bytes]:
    """The file, piece by piece, as everything stands at one moment; nobody has to stop working meanwhile."""
    sink = _Sink()
    tables: dict[str, str] = {}
    names: set[str] = set()
    missing: list[str] = []
    async with blobs.still, store.snapshot() as connection:
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as file:
            for table in metadata.sorted_tables:
                digest = sha256()
                with file.open(_part(f"tables/{table.name}.jsonl"), "w", force_zip64=True) as part:
                    async for text in _lines(connection, table):
                        part.write(text)
                        digest.update(text)
                        names |= names_in(text.decode()) if table.name in ("records", "datasets") else set()
                        yield sink.taken()
                tables[table.name] = digest.hexdigest()
            for name in sorted(names):
                try:
                    data = await blobs.get(name)
                except (UnknownBlob, BlobDamaged):
                    missing.append(name)
                    continue
                await asyncio.to_thread(file.writestr, _part(f"blobs/{name[4:]}"), data, zipfile.ZIP_STORED)
                yield sink.taken()
            told = Told(
                version=__version__,
                schema=newest(),
                at=at,
                tables=tables,
                blobs=len(names) - len(missing),
                missing=tuple(missing),
            )
            file.writestr(_part(_TOLD), told.model_dump_json(by_alias=True))
    yield sink.taken()


class Archive:
    """A backup file that was found whole. Use it as a context."""

    def __init__(self, path: Path):
        """Read all of it once. Raises `NoBackup` for a file that is none, was cut short or is damaged."""
        self._zip: zipfile.ZipFile | None = None
        try:
            self._zip = zipfile.ZipFile(path)
            self.told = Told.model_validate_json(self._zip.read(_TOLD))
            self._check()
        except BaseException as error:
            self.close()
            if isinstance(error, NoBackup):
                raise
            if isinstance(error, ValidationError):
                raise NoBackup(
                    "Its backup.json makes no sense; a later KANscope may have written it."
                ) from error
            if isinstance(error, _UNZIPPING):
                raise NoBackup(
                    f"It is no backup of KANscope, was cut short or is damaged: {error}."
                ) from error
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._zip is not None:
            self._zip.close()

    def rows(self, table: str) -> Iterator[list[dict[str, Any]]]:
        """The rows of a table, some at a time, as column → value."""
        lines = self._lines(f"tables/{table}.jsonl")
        columns = json.loads(next(lines))
        some: list[dict[str, Any]] = []
        for line in lines:
            some.append(dict(zip(columns, json.loads(line), strict=True)))
            if len(some) == ROWS:
                yield some
                some = []
        if some:
            yield some

    def blobs(self) -> Iterator[bytes]:
        """The content of every blob."""
        assert self._zip is not None
        for name in self._zip.namelist():
            if name.startswith("blobs/"):
                yield self._zip.read(name)

    def _lines(self, name: str) -> Iterator[bytes]:
        assert self._zip is not None
        with self._zip.open(name) as part:
            while line := part.readline(LINE):
                yield line

    def _check(self) -> None:
        assert self._zip is not None
        for table, digest in self.told.tables.items():
            found = sha256()
            for line in self._lines(f"tables/{table}.jsonl"):
                found.update(line)
            if found.hexdigest() != digest:
                raise NoBackup(f"It is damaged: table {table} is not what was written.")
        names = [name for name in self._zip.namelist() if name.startswith("blobs/")]
        for name in names:
            if blob_name(self._zip.read(name)) != f"sha:{name[6:]}":
                raise NoBackup(f"It is damaged: {name} is not what it is called.")
        if len(names) != self.told.blobs:
            raise NoBackup(f"It has {len(names)} blobs and should have {self.told.blobs}.")


async def _lines(connection: AsyncConnection, table: Any) -> AsyncIterator[bytes]:
    """A table as text: its columns, then its rows, in the order of its key."""
    yield encode([column.name for column in table.columns]).encode() + b"\n"
    rows = await connection.stream(select(table).order_by(*table.primary_key.columns))
    async for some in rows.partitions(ROWS):
        yield b"".join(encode(list(row)).encode() + b"\n" for row in some)


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, _EPOCH)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


class _Sink:
    """Takes what the zip writes until somebody takes it from here."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        """As a file that cannot be rewound."""
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing to let go of."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
