"""The data folder belongs to one server at a time.

Two of them would sweep away each other's unfinished files and carry out the same runs twice. The lock goes
with the process that holds it, however that ends.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path

from kanscope.storage.durable import TEMPORARY
from kanscope.storage.failures import CannotOpen

PATIENCE = 5.0
"""Seconds a server that is started again waits for the one that is still closing."""


class FolderTaken(CannotOpen):
    """Another process has it."""


class DataFolder:
    """A folder taken for this process until it is released."""

    def __init__(self, folder: Path, descriptor: int):
        self.folder, self._descriptor = folder, descriptor

    @classmethod
    async def take(cls, folder: Path, patience: float | None = None) -> DataFolder:
        """Make the folder if missing, take it, and sweep what an earlier process left unfinished.

        Waits `patience` seconds for whoever has it. Raises `CannotOpen`, `FolderTaken`.
        """
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise CannotOpen(unusable(folder, error)) from error
        try:
            await _wait(folder, descriptor, PATIENCE if patience is None else patience)
            with suppress(OSError):  # a full disk is no reason to keep people from reading
                os.ftruncate(descriptor, 0)
                os.write(descriptor, str(os.getpid()).encode())
            for unfinished in folder.glob(f"{TEMPORARY}*"):
                unfinished.unlink(missing_ok=True)
        except BaseException:
            os.close(descriptor)
            raise
        return cls(folder, descriptor)

    def release(self) -> None:
        """Let another server have it."""
        os.close(self._descriptor)


def unusable(folder: Path, error: OSError) -> str:
    """Why a folder cannot be used, and what to do."""
    return f"Studies cannot be kept in {folder}: {error.strerror}. Choose another folder with --data-dir."


async def _wait(folder: Path, descriptor: int, patience: float) -> None:
    until = asyncio.get_running_loop().time() + patience
    while not _locked(descriptor):
        if asyncio.get_running_loop().time() > until:
            holder = os.pread(descriptor, 20, 0).decode("ascii", "replace") or "unknown"
            raise FolderTaken(
                f"Another KANscope (process {holder}) is using {folder}. Stop it, or give this one a folder "
                "of its own with --data-dir."
            )
        await asyncio.sleep(0.1)


if sys.platform == "win32":
    import msvcrt

    def _locked(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
