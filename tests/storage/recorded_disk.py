"""A disk that remembers what was asked of it, and what may be left of that when the power goes.

The model is the pessimistic one of crash-consistency research: bytes not yet fsynced may be there wholly,
half, as zeros or not at all, and of the names made or removed in a folder since its last fsync any first
part may be there, each folder by itself. A folder that is lost takes along what is in it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest


class Event(NamedTuple):
    """One call. `kind`: create, write, sync_file, sync_folder, rename, mkdir, unlink, or acknowledge."""

    kind: str
    path: Path
    data: bytes = b""


@dataclass
class RecordedDisk:
    """Notes each call while the real one goes through."""

    events: list[Event] = field(default_factory=list)
    _open: dict[int, Path] = field(default_factory=dict)

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Put the recorder between the code and the operating system."""
        opened, written, synced = os.open, os.write, os.fsync
        replaced, made, unlinked = os.replace, os.mkdir, os.unlink

        def recorded_open(path: Path, flags: int, mode: int = 0o777) -> int:
            descriptor = opened(path, flags, mode)
            self._open[descriptor] = Path(path)
            if flags & os.O_CREAT:
                self.events.append(Event("create", Path(path)))
            return descriptor

        def recorded_write(descriptor: int, data: bytes) -> int:
            count = written(descriptor, data)
            self.events.append(Event("write", self._open[descriptor], bytes(data[:count])))
            return count

        def recorded_fsync(descriptor: int) -> None:
            synced(descriptor)
            path = self._open[descriptor]
            self.events.append(Event("sync_folder" if path.is_dir() else "sync_file", path))

        def recorded_replace(source: Path, target: Path) -> None:
            replaced(source, target)
            self.events.append(Event("rename", Path(source), os.fsencode(target)))

        def recorded_mkdir(path: Path, mode: int = 0o777) -> None:
            made(path, mode)
            self.events.append(Event("mkdir", Path(path)))

        def recorded_unlink(path: Path) -> None:
            unlinked(path)
            self.events.append(Event("unlink", Path(path)))

        patch.setattr(os, "open", recorded_open)
        patch.setattr(os, "write", recorded_write)
        patch.setattr(os, "fsync", recorded_fsync)
        patch.setattr(os, "replace", recorded_replace)
        patch.setattr(os, "mkdir", recorded_mkdir)
        patch.setattr(os, "unlink", recorded_unlink)

    def acknowledge(self, path: Path, data: bytes) -> None:
        """From here on somebody relies on these bytes being at this path."""
        self.events.append(Event("acknowledge", path, data))

    @property
    def syncs(self) -> list[int]:
        """The places of every fsync among the events."""
        return [place for place, event in enumerate(self.events) if event.kind.startswith("sync_")]

    def without(self, place: int) -> RecordedDisk:
        """The same, had that call been left out."""
        return RecordedDisk(self.events[:place] + self.events[place + 1 :])


def after_power_loss(events: list[Event]) -> Iterator[dict[Path, bytes]]:
    """Every legal disk, as path → contents, had the power gone after the last of these events."""
    written: dict[Path, bytes] = {}
    safe: dict[Path, bytes] = {}
    changes: dict[Path, list[_Change]] = {}
    lasting: dict[Path, int] = {}
    for kind, path, data in events:
        if kind == "create":
            written[path] = b""
        elif kind == "write":
            written[path] += data
        elif kind == "sync_file":
            safe[path] = written[path]
        elif kind == "sync_folder":
            lasting[path] = len(changes.get(path, []))
        elif kind == "rename":
            target = Path(os.fsdecode(data))
            changes.setdefault(target.parent, []).append(_Change(target, path))
        elif kind in ("mkdir", "unlink"):
            changes.setdefault(path.parent, []).append(_Change(path, None, gone=kind == "unlink"))
    folders = list(changes)
    lengths = [range(lasting.get(folder, 0), len(changes[folder]) + 1) for folder in folders]
    contents = {path: _possible(data, safe.get(path)) for path, data in written.items()}
    new = {change.path for all in changes.values() for change in all if change.is_folder}
    for chosen in product(*lengths):
        done = [one for folder, n in zip(folders, chosen, strict=True) for one in changes[folder][:n]]
        yield from _disks(done, new, contents)


class _Change(NamedTuple):
    """A name in a folder: now a file written as `source`, now a folder, or `gone`."""

    path: Path
    source: Path | None
    gone: bool = False

    @property
    def is_folder(self) -> bool:
        return self.source is None and not self.gone


def _disks(
    done: list[_Change], new: set[Path], contents: dict[Path, set[bytes]]
) -> Iterator[dict[Path, bytes]]:
    names = {change.path: change for change in done}
    lost = {folder for folder in new if folder not in names}
    files = {path: one.source for path, one in names.items() if one.source and path.parent not in lost}
    for chosen in product(*(contents[source] for source in files.values())):
        yield dict(zip(files, chosen, strict=True))


def _possible(data: bytes, safe: bytes | None) -> set[bytes]:
    return {data} if safe == data else {data, data[: len(data) // 2], bytes(len(data)), b""}
