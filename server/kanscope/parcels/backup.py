"""`kanscope backup` and `restore` as people run them: answers, sentences and exit codes."""

from __future__ import annotations

import asyncio
import os
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from uuid import uuid4

import typer

from kanscope.api.nearby import Nearby, find_note
from kanscope.parcels.kept import kept
from kanscope.rooms.clock import now
from kanscope.settings import Settings
from kanscope.storage.archive import Archive, NoBackup, packed
from kanscope.storage.blobs import BlobStore
from kanscope.storage.durable import TEMPORARY, settle
from kanscope.storage.failures import CannotOpen, StoreFailed
from kanscope.storage.folder import DataFolder, FolderTaken, unusable
from kanscope.storage.restore import require_empty, restored
from kanscope.storage.sql import engine_of

WHOLE, INCOMPLETE, UNUSABLE = 0, 1, 2
PIECE = 2**20
"""Bytes read at a time."""


class NotAnswered(Exception):
    """The server that has the folder gave no backup; the message says why."""


def back_up(settings: Settings, file: Path) -> int:
    """Write everything to a file, whether a server is running or not; 2 where that cannot be."""
    if not settings.data_dir.is_dir():
        return _refuse(
            f"There is nothing in {settings.data_dir}. Say with --data-dir where studies are kept."
        )
    try:
        with _replacing(file) as unfinished:
            try:
                asyncio.run(_written_here(settings, unfinished))
            except FolderTaken:
                _written_by_server(settings.data_dir, unfinished)
            with Archive(unfinished) as archive:
                told = archive.told
    except (CannotOpen, StoreFailed, NoBackup, NotAnswered) as reason:
        return _refuse(str(reason))
    except OSError as error:
        return _refuse(f"{file} cannot be written: {error.strerror or error}.")
    typer.echo(f"{file}: {told.blobs} files and {len(told.tables)} tables, read back and found whole.")
    if told.missing:
        lost = f"{len(told.missing)} parts were lost or damaged before, such as {told.missing[0]}."
        typer.echo(f"It is incomplete: {lost}", err=True)
        return INCOMPLETE
    return WHOLE


def restore(settings: Settings, file: Path) -> int:
    """Put a backup into an empty data folder and database; 2 where that cannot be, and then nothing is."""
    try:
        with Archive(file) as archive:
            asyncio.run(_restored(archive, settings))
            missing = len(archive.told.missing)
    except NoBackup as reason:
        return _refuse(f"{file}: {reason}")
    except (CannotOpen, StoreFailed) as reason:
        return _refuse(str(reason))
    except FileNotFoundError:
        return _refuse(f"There is no {file}.")
    except OSError as error:
        return _refuse(unusable(settings.data_dir, error))
    typer.echo(
        f"Restored to {settings.data_dir}: start it with kanscope serve --data-dir {settings.data_dir}"
    )
    return INCOMPLETE if missing else WHOLE


@contextmanager
def _replacing(file: Path) -> Iterator[Path]:
    """A file beside it that takes its place once it is whole."""
    unfinished = file.with_name(f"{TEMPORARY}{uuid4().hex}")
    try:
        yield unfinished
        settle(unfinished, file)
    finally:
        unfinished.unlink(missing_ok=True)


async def _written_here(settings: Settings, file: Path) -> None:
    async with kept(settings, patience=0.0) as there:
        await _write(packed(there.store, there.blobs, now()), file)


async def _write(pieces: AsyncIterator[bytes], file: Path) -> None:
    with _private(file) as into:
        async for piece in pieces:
            into.write(piece)


def _written_by_server(folder: Path, file: Path) -> None:
    nearby = find_note(folder)
    if nearby is None:
        raise NotAnswered(f"A server is using {folder} and does not say where it is. Try again, or stop it.")
    try:
        with _ask(nearby) as answer, _private(file) as into:
            while piece := answer.read(PIECE):
                into.write(piece)
    except urllib.error.HTTPError as error:
        raise NotAnswered(f"The server at {nearby.address} refused: {error.code} {error.reason}.") from error
    except (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError) as error:
        raise NotAnswered(f"The server at {nearby.address} broke off: {error}.") from error


def _ask(nearby: Nearby):  # type: ignore[no-untyped-def]
    request = urllib.request.Request(
        f"{nearby.address}/api/v1/backup", headers={"Authorization": f"Bearer {nearby.key}"}
    )
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # it is this very machine
    return direct.open(request, timeout=600)


def _private(file: Path):  # type: ignore[no-untyped-def]
    """A new file its owner alone can read."""
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


async def _restored(archive: Archive, settings: Settings) -> None:
    require_empty(settings.data_dir)
    folder = await DataFolder.take(settings.data_dir)
    engine, _ = engine_of(settings.store_url)
    try:
        await restored(archive, engine, BlobStore(settings.data_dir / "blobs"))
    finally:
        await engine.dispose()
        folder.release()


def _refuse(reason: str) -> int:
    with suppress(BrokenPipeError):
        typer.echo(reason, err=True)
    return UNUSABLE
