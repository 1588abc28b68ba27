"""The one way a file is written so that it survives a power loss.

Order: temporary file → fsync it → rename → fsync the folder. A rename before the file's own fsync may survive
as a name with no contents; without the folder's fsync the name itself may be lost after it was acknowledged.
"""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

TEMPORARY = ".tmp-"
"""How the names of unfinished files begin; whatever is left of them at a start can go."""


class NotDurable(OSError):
    """fsync failed. The kernel may have dropped the data and will say so only once: stop writing."""


def write_file(path: Path, data: bytes, scratch: Path) -> None:
    """Put `data` at `path`, by way of a temporary file in `scratch` on the same file system.

    The folder of `path` is made if missing. Raises NotDurable when an fsync fails, OSError when there is no
    room; either way no temporary file stays behind.
    """
    temporary = scratch / f"{TEMPORARY}{uuid4().hex}"
    try:
        _write_synced(temporary, data)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_name(path)


def settle(unfinished: Path, path: Path) -> None:
    """Give a file that somebody else wrote its name, both durable. Raises NotDurable."""
    descriptor = os.open(unfinished, os.O_RDWR)
    try:
        _sync(descriptor)
    finally:
        os.close(descriptor)
    os.replace(unfinished, path)
    _sync_folder(path.parent)


def sync_name(path: Path) -> None:
    """Make the name of `path` durable, and that of its folder, which may be as new. Raises NotDurable."""
    _sync_folder(path.parent)
    _sync_folder(path.parent.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open folders, and journals renames itself
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _sync(descriptor)
    finally:
        os.close(descriptor)


def _write_synced(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        _sync(descriptor)
    finally:
        os.close(descriptor)


def _sync(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        raise NotDurable(error.errno, f"fsync failed: {error.strerror}") from error
