"""`kanscope export`, `import` and `replay` as people run them: answers, sentences and exit codes."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import typer

from kanscope.parcels.export import CannotExport, exported
from kanscope.parcels.kept import kept
from kanscope.rooms.parcel import NoParcel, Parcel, opened, take_in
from kanscope.settings import Settings
from kanscope.storage.failures import CannotOpen
from kanscope.storage.folder import unusable

SAME, DIFFERS, UNUSABLE = 0, 1, 2
BINARY = ("pdf", "png", "paper", "onnx", "kanscope")
FORESEEN = (CannotExport, CannotOpen, LookupError, NoParcel)


def export_study(
    settings: Settings,
    study: str,
    format: str,
    version: str | None,
    output: Path | None,
    *,
    columns: int | None = None,
) -> int:
    """Write a study in a format to a file or to standard output; 2 where that cannot be."""
    if output is None and format in BINARY and sys.stdout.isatty():
        return _refuse(f"{format} is no text. Name a file with --output, or pass it on through a pipe.")

    async def work() -> str | bytes:
        async with kept(settings) as there:
            return await exported(there, study, format, version, columns)

    try:
        data = asyncio.run(work())
    except FORESEEN as reason:
        return _refuse(_text(reason))
    try:
        _write(data.encode() if isinstance(data, str) else data, output)
    except OSError as error:
        return _refuse(f"{output} cannot be written: {error.strerror}.")
    return SAME


def import_study(settings: Settings, file: Path) -> int:
    """Take a study in and print its id; 2 where that cannot be."""

    async def work() -> str:
        parcel = _opened(file)
        async with kept(settings) as there:
            return await take_in(parcel, there.store, there.blobs)

    try:
        typer.echo(asyncio.run(work()))
    except FORESEEN as reason:
        return _refuse(f"{file}: {_text(reason)}" if isinstance(reason, NoParcel) else _text(reason))
    except OSError as error:
        return _refuse(unusable(settings.data_dir, error))
    return SAME


def replay_study(file: Path) -> int:
    """Say of each version whether computing it again gives the same; 0 if all do, 1 if not, 2 if unread."""
    try:
        parcel = _opened(file)
    except NoParcel as reason:
        return _refuse(f"{file}: {reason}")
    return asyncio.run(_replay(parcel))


async def _replay(parcel: Parcel) -> int:
    from kanscope.parcels.replay import replayed  # delayed: torch takes seconds, and some files are no study

    same, differing, passed = 0, 0, 0
    async for found in replayed(parcel):
        typer.echo(f"{found.number:5d}  {found.text}: {found.detail}")
        same += found.same is True
        differing += found.same is False
        passed += found.same is None
    typer.echo(f"{same} the same, {differing} differing, {passed} not computed again.")
    return DIFFERS if differing else SAME


def _opened(file: Path) -> Parcel:
    try:
        return opened(file.read_bytes())
    except OSError as error:
        raise NoParcel(f"It cannot be read: {error.strerror}.") from error


def _write(data: bytes, output: Path | None) -> None:
    if output is not None:
        output.write_bytes(data)
        return
    sys.stdout.buffer.write(data)
    sys.stdout.flush()


def _text(reason: Exception) -> str:
    return str(reason.args[0]) if isinstance(reason, LookupError) and reason.args else str(reason)


def _refuse(reason: str) -> int:
    typer.echo(reason, err=True)
    return UNUSABLE
