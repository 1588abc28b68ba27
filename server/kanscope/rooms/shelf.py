"""Tables: read or made in a worker, kept here, with the bytes of their file so that it can be read again."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from kanscope.engine.engine import Engine, QueryFailed
from kanscope.storage.blobs import BlobStore
from kanscope.storage.store import DatasetRow, Json, Store
from kanscope.study.operations import BuildNetwork

TOO_HARD = {
    "deadline": "This file takes too long to read.",
    "memory": "This file takes more memory to read than there is for one.",
    "lost": "This file cannot be read: its reader died of it.",
}
"""By what became of the question."""
SMALLER = "Save it anew, with fewer rows or as CSV."


class Shelf:
    """The datasets of a server."""

    def __init__(self, engine: Engine, store: Store, blobs: BlobStore):
        self._engine, self._store, self._blobs = engine, store, blobs

    async def read(self, filename: str, data: bytes) -> DatasetRow:
        """Read the bytes of a file. Raises `QueryFailed` naming line and column."""
        answer = await self._opened("read_table", {"filename": filename, "reading": None}, {"file": data})
        file = await self._blobs.put(data)
        return await self._keep(_new_id(), _title(filename), answer, {"file": file, "filename": filename})

    async def read_again(self, row: DatasetRow, reading: Mapping[str, Any]) -> DatasetRow:
        """Read a file's bytes anew, as the person says they are to be read."""
        data = await self._blobs.get(row.summary["file"])
        arguments = {"filename": row.summary["filename"], "reading": dict(reading)}
        answer = await self._opened("read_table", arguments, {"file": data})
        origin = {"file": row.summary["file"], "filename": row.summary["filename"]}
        return await self._keep(row.id, row.name, answer, origin)

    async def make(self, name: str | None, arguments: Mapping[str, Any]) -> DatasetRow:
        """A table from a formula."""
        answer = await self._engine.ask("make_table", arguments, {})
        return await self._keep(_new_id(), name or str(arguments["formula"]), answer, {})

    async def bring_model(self, files: Mapping[str, bytes]) -> Json:
        """Read a model of another library: its id, kind and shape. Raises `QueryFailed`."""
        answer = await self._opened("read_model", {}, files)
        told = {field: answer[field] for field in ("kind", "width", "grid", "k")}
        return {"id": await self._blobs.put(answer["network"]), **told}

    async def model(self, id: str) -> BuildNetwork:
        """The network to begin with that a model is. Raises `QueryFailed`, `UnknownBlob`."""
        shape = await self._engine.ask("model", {}, {"network": await self._blobs.get(id)})
        return BuildNetwork.model_validate({**shape, "model": id})

    async def example(self, id: str) -> DatasetRow:
        """The table of a built-in example."""
        answer = await self._engine.ask("example", {"id": id}, {})
        return await self._keep(_new_id(), str(answer.get("title", id)), answer, {"example": id})

    async def examples(self) -> list[Json]:
        """What the built-in examples are about."""
        answer = await self._engine.ask("examples", {}, {})
        return list(answer["examples"])

    async def look(self, row: DatasetRow) -> Json:
        """Outliers and correlations of a table."""
        answer: Json = await self._engine.ask("look", {}, {"table": await self._blobs.get(row.blob)})
        return answer

    async def find(self, id: str) -> DatasetRow | None:
        """A dataset, or None."""
        return await self._store.dataset(id)

    async def _opened(
        self, query: str, arguments: Mapping[str, Any], files: Mapping[str, bytes]
    ) -> Mapping[str, Any]:
        """What a file holds. One that takes all time or memory, or its reader's life, is a wrong file."""
        try:
            answer: Mapping[str, Any] = await self._engine.ask(query, arguments, files)
        except QueryFailed as failure:
            if failure.code not in TOO_HARD:
                raise
            raise QueryFailed(TOO_HARD[failure.code], field="file", hint=SMALLER) from failure
        return answer

    async def _keep(self, id: str, name: str, answer: Mapping[str, Any], origin: Json) -> DatasetRow:
        blob = await self._blobs.put(answer["table"])
        fields = ("columns", "rows", "notices", "reading", "preview", "suggestion")
        summary = {field: answer[field] for field in fields} | origin
        await self._store.add_dataset(id, name, blob, summary)
        return DatasetRow(id=id, name=name, blob=blob, summary=summary)


def _new_id() -> str:
    return f"data-{secrets.token_hex(6)}"


def _title(filename: str) -> str:
    """A file's name as the title of a study: no folder, no ending."""
    name = filename.replace("\\", "/").rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0][:200] or "Table"
