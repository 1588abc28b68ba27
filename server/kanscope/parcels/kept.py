"""The studies of a data folder, opened without a server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from kanscope.settings import Settings
from kanscope.storage.blobs import BlobStore
from kanscope.storage.folder import DataFolder
from kanscope.storage.sql import SqlStore, open_store
from kanscope.storage.store import StudyRow


@dataclass(frozen=True)
class Kept:
    """What is kept there."""

    store: SqlStore
    blobs: BlobStore

    async def study(self, called: str) -> StudyRow:
        """A study by its id or its name. LookupError: there is none, or several have this name."""
        rows = await self.store.studies()
        found = [row for row in rows if row.id == called] or [row for row in rows if row.name == called]
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(row.id for row in found)
            raise LookupError(f"{len(found)} studies are called “{called}”. Say which by its id: {ids}.")
        known = ", ".join(f"{row.id} ({row.name})" for row in rows[:10]) or "none"
        raise LookupError(f"There is no study “{called}”. There are: {known}.")


@asynccontextmanager
async def kept(settings: Settings, patience: float | None = None) -> AsyncIterator[Kept]:
    """Open the folder for as long as it is used. Raises `CannotOpen`, `FolderTaken` where a server has it."""
    folder = await DataFolder.take(settings.data_dir, patience)
    try:
        store = await open_store(settings.store_url)
        try:
            yield Kept(store, BlobStore(settings.data_dir / "blobs"))
        finally:
            await store.close()
    finally:
        folder.release()
