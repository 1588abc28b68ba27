"""Whether a data folder is whole after an accident, judged against what had been acknowledged."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.storage.killed_work import weights

from kanscope.storage.blobs import BlobStore
from kanscope.storage.sql import open_store

_NAME = re.compile(r"sha:([0-9a-f]{64})")


@dataclass(frozen=True)
class Found:
    """What lies in a folder: entries by number, blobs that records name, those the log ever named, their
    folder."""

    integrity: str
    entries: dict[int, str]
    named: frozenset[str]
    once: frozenset[str]
    folder: Path

    @property
    def files(self) -> frozenset[str]:
        """The files that stand for a blob, by their names."""
        return frozenset(path.name for path in self.folder.glob("??/*"))


async def violations(folder: Path, acknowledged: Iterable[int]) -> list[str]:
    """What was promised and does not hold, after the folder was opened as a starting server does it."""
    store = await open_store(f"sqlite:///{folder}/studies.db")
    BlobStore(folder / "blobs")
    await store.close()
    found = look(folder)
    wrong = [] if found.integrity == "ok" else [f"integrity_check: {found.integrity}"]
    wrong += [f"{number} was acknowledged and is not kept" for number in _lost(found, acknowledged)]
    wrong += [f"{name} is named and not there" for name in found.named - found.files]
    wrong += [f"{name} is not what it is called" for name in _damaged(found)]
    wrong += [f"{path} was not swept" for path in found.folder.glob(".tmp-*")]
    wrong += [f"{name} is nobody's and was not on its way" for name in found.files - _expected(found)]
    await (await open_store(f"sqlite:///{folder}/studies.db")).close()
    return wrong if look(folder) == found else [*wrong, "opening it once more changed it"]


def look(folder: Path) -> Found:
    """What is on the disk, read without the code under test."""
    connection = sqlite3.connect(folder / "studies.db")
    try:
        integrity = connection.execute("PRAGMA integrity_check").fetchone()[0]
        entries = dict(connection.execute("SELECT number, put FROM operations").fetchall())
        records = [body for (body,) in connection.execute("SELECT body FROM records")]
    finally:
        connection.close()
    named, once = (frozenset(_NAME.findall(" ".join(texts))) for texts in (records, entries.values()))
    return Found(integrity, entries, named, once, folder / "blobs")


def _lost(found: Found, acknowledged: Iterable[int]) -> list[int]:
    return [number for number in acknowledged if number and number not in found.entries]


def _damaged(found: Found) -> list[str]:
    return [
        path.name for path in found.folder.glob("??/*") if sha256(path.read_bytes()).hexdigest() != path.name
    ]


def _expected(found: Found) -> frozenset[str]:
    """Blobs somebody names or named, and the one whose entry had not come yet."""
    coming = sha256(weights(max(found.entries, default=0) + 1)).hexdigest()
    return found.named | found.once | {coming}
