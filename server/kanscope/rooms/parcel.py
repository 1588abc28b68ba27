"""A study as one file that another machine can take in: a zip of one JSON text and the bytes it names.

`study.json` holds the table's summary and every entry of the log with the changes it made, from which the
records follow; `blobs/HEX` are the packed table, its original file, and every version's tensors and picture,
each named by the SHA-256 of its content. Equal studies give equal files. No token, no key and no path of a
machine is in it.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field, ValidationError

from kanscope.storage.blobs import BlobStore, blob_name, names_in
from kanscope.storage.refusals import StudyExists
from kanscope.storage.store import Entry, Store
from kanscope.study.changes import Changes, merged
from kanscope.study.records import Blob, Records, Study
from kanscope.study.reports import Entry as Act
from kanscope.study.value import Value

FORMAT = 1
LARGEST = 4 * 2**30
"""Bytes a file may unpack to: a small zip can hold a very large nothing."""
PAGE = 500
_TEXT = "study.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNZIPPING = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, OSError, RuntimeError)
"""What reading a damaged or locked zip may raise."""


class NoParcel(ValueError):
    """These bytes are no study; the message says why."""


class Kept(Value):
    """One entry of the log, and what it changed."""

    number: int
    op: Act
    author: str
    at: str
    text: str
    changes: Changes
    answer: dict[str, Any] | None = None


class Table(Value):
    """The dataset a study looks at."""

    id: str = Field(pattern=r"^data-[0-9a-f]{12}$")
    name: str
    blob: Blob
    summary: dict[str, Any]


class Told(Value):
    """What `study.json` holds."""

    kind: Literal["kanscope.study"] = "kanscope.study"
    format: int = FORMAT
    study: str = Field(pattern=r"^study-[0-9a-f]{12}$")
    dataset: Table
    entries: tuple[Kept, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Parcel:
    """A study out of its file. `blobs` by name."""

    told: Told
    blobs: Mapping[str, bytes]

    @property
    def records(self) -> Records:
        """The study's records after its last entry."""
        records: Records = {}
        for entry in self.told.entries:
            records = merged(records, entry.changes)
        return records

    @property
    def name(self) -> str:
        """What the study is called."""
        return _study_in(self.records).name


async def packed(study: str, store: Store, blobs: BlobStore) -> bytes:
    """The file of a study. Raises `UnknownStudy`."""
    loaded = await store.load(study)
    entries: list[Kept] = []
    while len(entries) < loaded.number:
        left = min(PAGE, loaded.number - len(entries))
        entries += [_kept(entry) for entry in await store.committed(study, len(entries), left)]
    about = Study.model_validate(loaded.records["study"])
    row = await store.dataset(about.dataset)
    table = Table(
        id=about.dataset,
        name=row.name if row else about.name,
        blob=row.blob if row else about.blob,
        summary=row.summary if row else {},
    )
    told = Told(study=study, dataset=table, entries=tuple(entries))
    needed = sorted(_named(loaded.records) | _named(table.model_dump()))
    return _zipped(told, {name: await blobs.get(name) for name in needed})


def opened(data: bytes, largest: int = LARGEST) -> Parcel:
    """The study in a file's bytes. Raises `NoParcel`: it is none, is damaged, or lacks something it names."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            if sum(part.file_size for part in file.infolist()) > largest:
                raise NoParcel(f"It would take more than {largest} bytes.")
            told = Told.model_validate_json(file.read(_TEXT))
            blobs = {f"sha:{name[6:]}": file.read(name) for name in file.namelist() if name != _TEXT}
    except NoParcel:
        raise
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise NoParcel(f"Its study.json makes no sense at {where}: {first['msg']}") from error
    except _UNZIPPING as error:
        raise NoParcel(f"It is no KANscope study, or it is damaged: {error}") from error
    _check(told, blobs)
    return Parcel(told, blobs)


async def take_in(parcel: Parcel, store: Store, blobs: BlobStore) -> str:
    """Keep the study; returns its id: its own where that is free, otherwise a new one."""
    async with blobs.still:
        for data in parcel.blobs.values():
            await blobs.put(data)
        table, entries = parcel.told.dataset, parcel.told.entries
        if await store.dataset(table.id) is None:
            await store.add_dataset(table.id, table.name, table.blob, table.summary)
        study = await _created(parcel, store)
        for entry in entries:
            await store.commit(study, _entry(entry))
    return study


async def _created(parcel: Parcel, store: Store) -> str:
    """A study nobody has yet, still empty."""
    told, study = parcel.told, parcel.told.study
    for copy in range(1, 1000):
        try:
            await store.create_study(study, parcel.name, told.entries[0].at, {})
        except StudyExists:
            study = f"study-{blob_name(f'{told.study} {copy}'.encode())[4:16]}"
        else:
            return study
    raise NoParcel("It has been taken in a thousand times already.")


def _zipped(told: Told, blobs: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    parts = {_TEXT: told.model_dump_json().encode(), **{f"blobs/{n[4:]}": b for n, b in blobs.items()}}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as into:
        for name, data in parts.items():
            into.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _check(told: Told, blobs: Mapping[str, bytes]) -> None:
    """Numbers without a gap, bytes that are what they are called, and nothing missing."""
    if [entry.number for entry in told.entries] != list(range(1, len(told.entries) + 1)):
        raise NoParcel("Its entries are not numbered one after the other.")
    for name, data in blobs.items():
        if blob_name(data) != name:
            raise NoParcel(f"It is damaged: {name} is not what it is called.")
    records = Parcel(told, blobs).records
    if not isinstance(records.get("study"), Study):
        raise NoParcel("There is no study in it.")
    plain = {id: record.model_dump(mode="json") for id, record in records.items()}
    lost = (_named(plain) | _named(told.dataset.model_dump())) - set(blobs)
    if lost:
        raise NoParcel(f"It lacks {len(lost)} of the parts it names, such as {min(lost)}.")


def _study_in(records: Records) -> Study:
    study = records["study"]
    assert isinstance(study, Study)
    return study


def _named(value: Any) -> set[str]:
    """Names of blobs anywhere in plain data."""
    return names_in(json.dumps(value, default=str))


def _kept(entry: Entry) -> Kept:
    changes = {"put": entry.put, "removed": entry.removed}
    given = {"number": entry.number, "op": entry.op, "author": entry.author, "at": entry.at}
    return Kept.model_validate({**given, "text": entry.text, "changes": changes, "answer": entry.answer})


def _entry(kept: Kept) -> Entry:
    return Entry(
        number=kept.number,
        op=kept.op.model_dump(mode="json"),
        author=kept.author,
        at=kept.at,
        text=kept.text,
        put={id: record.model_dump(mode="json") for id, record in kept.changes.put.items()},
        removed=kept.changes.removed,
        answer=kept.answer,
    )
