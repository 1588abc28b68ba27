"""A version of a study in a data folder, to be taken away without a server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kanscope.parcels.kept import Kept
from kanscope.rooms.parcel import packed
from kanscope.study.changes import Changes
from kanscope.study.library import library_in, prices_of
from kanscope.study.lineage import state_of
from kanscope.study.records import Head, Records, Study, Version


@dataclass(frozen=True)
class KeptSource:
    """`study`: its id."""

    kept: Kept
    study: str
    records: Records
    version: Version
    columns: int | None = None

    @classmethod
    async def of(cls, kept: Kept, study: str, version: str | None, columns: int | None = None) -> KeptSource:
        """A version of a study with that id, the present one unless told. LookupError: there is none."""
        records = Changes.model_validate({"put": (await kept.store.load(study)).records}).put
        head = records.get("head")
        id = version or (head.version if isinstance(head, Head) else "")
        found = records.get(id)
        if not isinstance(found, Version):
            raise LookupError(f"There is no version “{id}” in this study.")
        return cls(kept, study, records, found, columns)

    async def ask(self, query: str, /, *, of: Version | None = None, **arguments: Any) -> Any:
        """What a reader would answer."""
        from kanscope.engine.worker.queries.asked import Asked, Library  # delayed: torch takes seconds
        from kanscope.engine.worker.queries.catalogue import QUERIES

        version, about = of or self.version, self.records["study"]
        state = state_of(self.records, version)
        assert isinstance(about, Study)
        library = library_in(self.records)
        told = {
            **arguments,
            "data": state.data.model_dump(mode="json"),
            "prices": prices_of(library),
            "field": library.preset,
            "sealed_reading": version.sealed_reading,
        }
        blobs = {"network": version.checkpoint, "table": about.blob}
        named = {name: (blob, await self.kept.blobs.get(blob)) for name, blob in blobs.items()}
        return QUERIES[query](Asked(told, named, Library()))

    async def parcel(self) -> bytes:
        """The study as a whole."""
        return await packed(self.study, self.kept.store, self.kept.blobs)
