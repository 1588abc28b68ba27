"""Blobs nobody names any more are removed: of deleted studies, of checkpoints that a later one replaced.

What makes a blob nobody's is committed first, its file goes later. Files are listed before the database is
asked, so a name that comes meanwhile is seen; and one put within the hour stays, since its name may be
coming.
"""

from __future__ import annotations

from typing import NamedTuple

from kanscope.storage.blobs import GRACE, BlobStore
from kanscope.storage.store import Store


class Collected(NamedTuple):
    """How many blobs went, and their bytes."""

    blobs: int
    bytes: int


async def collect(store: Store, blobs: BlobStore, grace: float = GRACE) -> Collected:
    """Remove what is older than `grace` seconds and named by no record and no dataset."""
    old = await blobs.old(grace)
    named = await store.named_blobs()
    unnamed = [name for name in old if name not in named]
    gone = await blobs.drop(unnamed, grace)
    return Collected(len(gone), sum(gone.values()))


async def drop_outdated(names: set[str], store: Store, blobs: BlobStore, grace: float) -> set[str]:
    """Remove those of these that nobody names, but none put within `grace` seconds; returns the ones
    decided."""
    named = await store.named_blobs() & names
    return named | set(await blobs.drop(names - named, grace))
