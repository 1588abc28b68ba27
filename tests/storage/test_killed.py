"""What was acknowledged is there after the process was killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from kanscope.storage.blobs import BlobStore
from kanscope.storage.sql import open_store

SERVER = Path(__file__).parents[2] / "server"

CHILD = """
import asyncio, sys
from pathlib import Path
from kanscope.storage.blobs import BlobStore
from kanscope.storage.sql import open_store
from kanscope.storage.store import Entry

async def main(folder):
    blobs, store = BlobStore(Path(folder, "blobs")), await open_store(f"sqlite:///{folder}/studies.db")
    await store.create_study("s", "s", "", {})
    for number in range(1, 100_000):
        name = await blobs.put(b"weights %d" % number)
        entry = Entry(number, {"op": "train"}, "you", "", "", put={"head": {"blob": name, "number": number}})
        await store.commit("s", entry)
        print(number, flush=True)

asyncio.run(main(sys.argv[1]))
"""


async def test_every_acknowledged_operation_and_its_blob_survive_a_kill(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path)], env={"PYTHONPATH": str(SERVER)}, stdout=subprocess.PIPE
    )
    with child:
        assert child.stdout is not None
        acknowledged = [int(child.stdout.readline()) for _ in range(25)]
        child.kill()
        acknowledged += [int(line) for line in child.stdout.read().splitlines()]
    store = await open_store(f"sqlite:///{tmp_path}/studies.db")
    loaded = await store.load("s")
    assert loaded.number in (acknowledged[-1], acknowledged[-1] + 1)
    assert loaded.records["head"]["number"] == loaded.number
    assert len(await store.committed("s", 0, 100_000)) == loaded.number
    blobs = BlobStore(tmp_path / "blobs")
    assert await blobs.get(loaded.records["head"]["blob"]) == b"weights %d" % loaded.number
    await store.close()
