"""What a server does when it keeps things, to be killed at any moment: `python killed_work.py FOLDER ORDER`.

A blob is put, then an entry that names it in the place of the one before is committed, then that is
acknowledged on standard output; at last blobs nobody names any more are removed. In the wrong ORDER, the
control, the entry comes before its blob.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from kanscope.storage.blobs import BlobStore, blob_name
from kanscope.storage.collect import collect
from kanscope.storage.sql import open_store
from kanscope.storage.store import Entry, Metric, Store

ENTRIES = 3


def weights(number: int) -> bytes:
    """What the entry of this number keeps."""
    return b"weights %d " % number * 3000


async def main(folder: Path, order: str) -> None:
    """Go on after the last entry that is kept."""
    blobs = BlobStore(folder / "blobs")
    store = await open_store(f"sqlite:///{folder}/studies.db")
    if not await store.studies():
        await store.create_study("s", "s", "", {})
        _acknowledge(0)
    first = (await store.load("s")).number + 1
    for number in range(first, first + ENTRIES):
        keep = [_put(blobs, number), _commit(store, number)]
        for step in keep if order == "right" else reversed(keep):
            await step
        _acknowledge(number)
    await store.add_metrics("s", "run:1", [Metric(first, 1.0, 1.0)])
    await collect(store, blobs, grace=0)
    await store.close()


async def _put(blobs: BlobStore, number: int) -> None:
    await blobs.put(weights(number))


async def _commit(store: Store, number: int) -> None:
    head = {"blob": blob_name(weights(number)), "number": number}
    await store.commit("s", Entry(number, {"op": "train"}, "you", "", "", put={"head": head}))


def _acknowledge(number: int) -> None:
    os.write(sys.stdout.fileno(), b"%d\n" % number)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
