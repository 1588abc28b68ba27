"""A disk that remembers what was asked of it, and what may be left of that when the power goes.

The model is the pessimistic one of crash-consistency research: bytes not yet fsynced may be there wholly,
half, as zeros or not at all, and of the names changed since a folder's
last fsync any first part may be there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import pytest

Event = tuple[str, ...]


@dataclass
class RecordedDisk:
    """Notes each call while the real one goes through; `ignored` kinds of fsync are not noted."""

    ignored: frozenset[str] = frozenset()
    events: list[tuple[str, Path, bytes]] = field(default_factory=list)
    _open: dict[int, Path] = field(default_factory=dict)

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Put the recorder between the code and the operating system."""
        opened, written, synced, replaced = os.open, os.write, os.fsync, os.replace

        def recorded_open(path: Path, flags: int, mode: int = 0o777) -> int:
            descriptor = opened(path, flags, mode)
            self._open[descriptor] = Path(path)
            if flags & os.O_CREAT:
                self.events.append(("create", Path(path), b""))
            return descriptor

        def recorded_write(descriptor: int, data: bytes) -> int:
            count = written(descriptor, data)
            self.events.append(("write", self._open[descriptor], bytes(data[:count])))
            return count

        def recorded_fsync(descriptor: int) -> None:
            synced(descriptor)
            path = self._open[descriptor]
            kind = "sync_folder" if path.is_dir() else "sync_file"
            if kind not in self.ignored:
                self.events.append((kind, path, b""))

        def recorded_replace(source: Path, target: Path) -> None:
            replaced(source, target)
            self.events.append(("rename", Path(source), os.fsencode(target)))

        patch.setattr(os, "open", recorded_open)
        patch.setattr(os, "write", recorded_write)
        patch.setattr(os, "fsync", recorded_fsync)
        patch.setattr(os, "replace", recorded_replace)

    def after_power_loss(self) -> Iterator[dict[Path, bytes]]:
        """Every legal disk, as path → contents, had the power gone after the last recorded event."""
        written: dict[Path, bytes] = {}
        safe: dict[Path, bytes] = {}
        renames: list[tuple[Path, Path, bool]] = []
        for kind, path, data in self.events:
            if kind == "write":
                written[path] = written.get(path, b"") + data
            elif kind == "sync_file":
                safe[path] = written[path]
            elif kind == "rename":
                renames.append((path, Path(os.fsdecode(data)), False))
            elif kind == "sync_folder":
                renames = [(old, new, lasting or new.parent == path) for old, new, lasting in renames]
        yield from _disks(written, safe, renames)


def _disks(
    written: dict[Path, bytes], safe: dict[Path, bytes], renames: list[tuple[Path, Path, bool]]
) -> Iterator[dict[Path, bytes]]:
    lasting = max((place + 1 for place, rename in enumerate(renames) if rename[2]), default=0)
    contents = [_possible(written[old], safe.get(old)) for old, _, _ in renames]
    for done in range(lasting, len(renames) + 1):
        for chosen in product(*contents):
            yield {new: data for (_, new, _), data in zip(renames[:done], chosen, strict=False)}


def _possible(data: bytes, safe: bytes | None) -> set[bytes]:
    return {data} if safe == data else {data, data[: len(data) // 2], bytes(len(data)), b""}
