"""Bytes kept under the hash of their content: checkpoints, packed tables, films.

Equal bytes are stored once, a blob never changes, and its name is no permission to read it.
"""

from __future__ import annotations

import asyncio
import os
import re
import threading
import time
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

from kanscope.storage.durable import TEMPORARY, NotDurable, sync_name, write_file
from kanscope.storage.trust import Trust

_NAME = re.compile(r"sha:([0-9a-f]{64})")

GRACE = 3600.0
"""Seconds a blob is left alone after it was put, named or not: longer than any upload and its commit."""


class UnknownBlob(LookupError):
    """No blob has this name."""


class BlobDamaged(Exception):
    """What is on disk is not what was put there."""


def blob_name(data: bytes) -> str:
    """`sha:` and the SHA-256 of the bytes, in hexadecimal."""
    return f"sha:{sha256(data).hexdigest()}"


def names_in(text: str) -> set[str]:
    """The names of blobs anywhere in a text, such as the JSON of a record."""
    return {f"sha:{digits}" for digits in _NAME.findall(text)}


class BlobStore:
    """Blobs as files `folder/ab/abcd…`; waiting for the disk happens in threads.

    `still` is held by whoever needs that no blob goes meanwhile.
    """

    def __init__(
        self, folder: Path, clock: Callable[[], float] = time.monotonic, trust: Trust | None = None
    ) -> None:
        """Make the folder if missing, and sweep what an earlier process left unfinished."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for unfinished in folder.glob(f"{TEMPORARY}*"):
            unfinished.unlink(missing_ok=True)
        self._folder = folder
        self._trust = trust or Trust()
        self.still = asyncio.Lock()
        self._clock = clock
        self._lately: dict[str, float] = {}
        self._noting = threading.Lock()

    async def put(self, data: bytes) -> str:
        """Keep the bytes and return their name once they would survive a power loss.

        Raises OSError when there is no room. After one failed fsync every later put raises NotDurable: what
        the disk took since is unknown, and only a restart reads the truth.
        """
        return await asyncio.to_thread(self._put, data)

    async def get(self, name: str) -> bytes:
        """The bytes. Raises UnknownBlob, or BlobDamaged when they no longer match their name."""
        return await asyncio.to_thread(self._get, name)

    async def has(self, name: str) -> bool:
        """Whether there is a blob of this name."""
        return _NAME.fullmatch(name) is not None and await asyncio.to_thread(self._path(name).is_file)

    async def old(self, grace: float = GRACE) -> list[str]:
        """The blobs whose files have been there for at least so many seconds."""
        return await asyncio.to_thread(self._old, grace)

    async def drop(self, names: Iterable[str], grace: float = GRACE) -> dict[str, int]:
        """Remove these, but none that was put within the last `grace` seconds; returns the bytes of each."""
        async with self.still:
            sizes = await asyncio.to_thread(lambda: {name: self._drop(name, grace) for name in names})
        return {name: size for name, size in sizes.items() if size is not None}

    def _path(self, name: str) -> Path:
        match = _NAME.fullmatch(name)
        if match is None:  # also what keeps `sha:../../etc/passwd` out
            raise UnknownBlob(name)
        return self._folder / match[1][:2] / match[1]

    def _put(self, data: bytes) -> str:
        self._trust.require()
        name = blob_name(data)
        with self._noting:  # before looking whether it is there: from now on it may not go
            self._lately[name] = self._clock()
        try:
            self._write(self._path(name), data)
        except NotDurable as failed:
            self._trust.lose(failed)
            raise
        return name

    def _write(self, path: Path, data: bytes) -> None:
        if path.is_file() and path.stat().st_size == len(data):
            # Somebody else's rename may not have reached the disk yet, and our caller relies on it too.
            sync_name(path)
            os.utime(path)
        else:
            write_file(path, data, scratch=self._folder)

    def _get(self, name: str) -> bytes:
        try:
            data = self._path(name).read_bytes()
        except FileNotFoundError as error:
            raise UnknownBlob(name) from error
        if blob_name(data) != name:
            raise BlobDamaged(name)
        return data

    def _old(self, grace: float) -> list[str]:
        before = time.time() - grace
        files = self._folder.glob("??/*")
        names = (f"sha:{path.name}" for path in files if path.stat().st_mtime <= before)
        return [name for name in names if _NAME.fullmatch(name)]

    def _drop(self, name: str, grace: float) -> int | None:
        path = self._path(name)
        with self._noting:
            since = self._clock() - grace
            self._lately = {one: at for one, at in self._lately.items() if at > since}
            if name in self._lately:
                return None
            try:
                size = path.stat().st_size
                path.unlink()
            except FileNotFoundError:
                return 0
            return size
