"""The store that forgets: for tests and throw-away studies. Same promises, but for surviving its process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any

from kanscope.storage.blobs import names_in
from kanscope.storage.json_text import decode, encode, plain
from kanscope.storage.refusals import KeyUsed, NotKeepable, NumberRefused, StudyExists, UnknownStudy
from kanscope.storage.store import Answer, DatasetRow, Entry, Json, Loaded, Metric, StudyRow, TokenRow
from kanscope.storage.thinning import MOST, halved, kept, stride


@dataclass
class _Kept:
    """Records stay encoded, so that nobody can change what is kept by holding on to a dict."""

    row: StudyRow
    records: dict[str, str]
    entries: list[Entry] = field(default_factory=list)
    metrics: dict[str, list[Metric]] = field(default_factory=dict)


def _copy(value: Any) -> Any:
    return decode(encode(value))


def _entry_copy(entry: Entry) -> Entry:
    return replace(
        entry,
        op=_copy(entry.op),
        put=_copy(dict(entry.put)),
        removed=_copy(list(entry.removed)),
        answer=_copy(entry.answer),
    )


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None


class MemoryStore:
    """A `Store` in dictionaries."""

    def __init__(self) -> None:
        self._studies: dict[str, _Kept] = {}
        self._datasets: dict[str, DatasetRow] = {}
        self._tokens: dict[str, TokenRow] = {}

    def _kept(self, study: str) -> _Kept:
        if study not in self._studies:
            raise UnknownStudy(study)
        return self._studies[study]

    async def create_study(self, study: str, name: str, at: str, records: Mapping[str, Json]) -> None:
        encoded = {plain(id): encode(record) for id, record in records.items()}
        if study in self._studies:
            raise StudyExists(study)
        self._studies[plain(study)] = _Kept(StudyRow(study, plain(name), 0, at, at), encoded)

    async def studies(self) -> list[StudyRow]:
        rows = sorted((kept.row for kept in self._studies.values()), key=lambda row: row.id)
        return sorted(rows, key=lambda row: row.touched, reverse=True)

    async def delete_study(self, study: str) -> None:
        self._kept(study)
        del self._studies[study]

    async def load(self, study: str) -> Loaded:
        kept = self._kept(study)
        records = {id: decode(kept.records[id]) for id in sorted(kept.records)}
        return Loaded(kept.row.name, kept.row.number, records)

    async def find(self, prefix: str) -> list[tuple[str, Json]]:
        return [
            (study, decode(kept.records[id]))
            for study, kept in sorted(self._studies.items())
            for id in sorted(kept.records)
            if id.startswith(prefix)
        ]

    async def each(self, record: str) -> list[tuple[str, Json]]:
        having = sorted((study, kept) for study, kept in self._studies.items() if record in kept.records)
        return [(study, decode(kept.records[record])) for study, kept in having]

    async def commit(self, study: str, entry: Entry) -> None:
        kept, entry = self._kept(study), _entry_copy(entry)
        for text in (entry.author, entry.at, entry.text, *entry.put, *entry.removed):
            plain(text)
        if entry.key is not None and any(old.key == entry.key for old in kept.entries):
            raise KeyUsed(study, entry.key)
        if entry.number != kept.row.number + 1:
            raise NumberRefused(study, kept.row.number, entry.number)
        for id in entry.removed:
            kept.records.pop(id, None)
        kept.records.update({id: encode(record) for id, record in entry.put.items()})
        kept.entries.append(entry)
        kept.row = replace(kept.row, number=entry.number, touched=entry.at)

    async def committed(self, study: str, after: int, limit: int) -> list[Entry]:
        entries = [entry for entry in self._kept(study).entries if entry.number > after]
        return [_entry_copy(entry) for entry in entries[:limit]]

    async def answer(self, study: str, key: str) -> Answer | None:
        for entry in self._kept(study).entries:
            if entry.key == key:
                return Answer(entry.digest, _copy(entry.answer))
        return None

    async def add_metrics(self, study: str, run: str, rows: Sequence[Metric]) -> None:
        curves = self._kept(study).metrics
        if not rows:
            return
        before = [old for old in curves.get(run, []) if old.step < rows[0].step]
        new = [Metric(row.step, _finite(row.train_rmse), _finite(row.check_rmse)) for row in rows]
        curves[run] = before + new
        while (total := len(curves[run])) > MOST:
            curves[run] = [row for index, row in enumerate(curves[run]) if halved(index, total)]

    async def metrics(self, study: str, run: str, points: int) -> list[Metric]:
        rows = self._kept(study).metrics.get(run, [])
        step = stride(len(rows), points)
        return [row for index, row in enumerate(rows) if kept(index, len(rows), step)]

    async def add_dataset(self, id: str, name: str, blob: str, summary: Json) -> None:
        self._datasets[plain(id)] = DatasetRow(id, plain(name), plain(blob), _copy(summary))

    async def dataset(self, id: str) -> DatasetRow | None:
        row = self._datasets.get(id)
        return None if row is None else replace(row, summary=_copy(row.summary))

    async def datasets(self) -> list[DatasetRow]:
        return [replace(row, summary=_copy(row.summary)) for row in self._datasets.values()]

    async def named_blobs(self) -> set[str]:
        records = [body for kept in self._studies.values() for body in kept.records.values()]
        tables = [f"{row.blob} {encode(row.summary)}" for row in self._datasets.values()]
        return names_in(" ".join([*records, *tables]))

    async def add_token(self, token: TokenRow) -> None:
        if token.id in self._tokens or await self.find_token(token.hash) is not None:
            raise NotKeepable("this token is already kept")
        self._tokens[plain(token.id)] = replace(token, scopes=tuple(token.scopes))

    async def find_token(self, hash: str) -> TokenRow | None:
        return next((token for token in self._tokens.values() if token.hash == hash), None)

    async def tokens(self) -> list[TokenRow]:
        return list(self._tokens.values())

    async def revoke_token(self, id: str, at: str) -> bool:
        token = self._tokens.get(id)
        if token is None or token.revoked is not None:
            return False
        self._tokens[id] = replace(token, revoked=plain(at))
        return True

    async def close(self) -> None:
        """Nothing to let go of."""
