"""What is kept of every study, and the promises any database must make to keep it.

A `Store` belongs to one server. It knows ids and JSON; it never looks inside an operation or a record.
Once `commit` has returned, the entry survives a killed process and a lost power line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

Json = dict[str, Any]
"""One JSON object: string keys, finite numbers."""


@dataclass(frozen=True)
class StudyRow:
    """A study as the home page lists it; `number` is its last operation, times are ISO 8601 UTC."""

    id: str
    name: str
    number: int
    created: str
    touched: str


@dataclass(frozen=True)
class Loaded:
    """A whole study at operation `number`: record id → record, in the order of the ids."""

    name: str
    number: int
    records: dict[str, Json]


@dataclass(frozen=True)
class Entry:
    """One committed operation with the changes it made and, if asked with a key, the answer it got."""

    number: int
    op: Json
    author: str
    at: str
    text: str
    put: Mapping[str, Json] = field(default_factory=dict)
    removed: Sequence[str] = ()
    key: str | None = None
    answer: Json | None = None
    digest: str | None = None


class Answer(NamedTuple):
    """What an idempotency key was answered, and the digest of the body it was asked with."""

    digest: str | None
    answer: Json | None


class Metric(NamedTuple):
    """Root mean square errors after `step`, in standardised target units; None where not a finite number."""

    step: int
    train_rmse: float | None
    check_rmse: float | None


@dataclass(frozen=True)
class DatasetRow:
    """A dataset: `blob` names the packed table, `summary` is what a browser may see of it."""

    id: str
    name: str
    blob: str
    summary: Json


@dataclass(frozen=True)
class TokenRow:
    """An access token; only the hash of the secret is kept."""

    id: str
    hash: str
    name: str
    scopes: Sequence[str]
    created: str
    expires: str | None = None
    revoked: str | None = None


class Store(Protocol):
    """One per server. Every method raises UnknownStudy for an unknown study, NotKeepable for bad values, and
    StoreFailed when the database itself fails."""

    async def create_study(self, study: str, name: str, at: str, records: Mapping[str, Json]) -> None:
        """Keep a new study at number 0. Raises StudyExists."""

    async def studies(self) -> list[StudyRow]:
        """All studies, the most recently touched first."""

    async def delete_study(self, study: str) -> None:
        """Forget the study with its operations, records and metrics."""

    async def load(self, study: str) -> Loaded:
        """The study as one consistent whole."""

    async def find(self, prefix: str) -> list[tuple[str, Json]]:
        """The records of every study whose id starts with `prefix`, each with its study's id and in the order
        of both."""

    async def each(self, record: str) -> list[tuple[str, Json]]:
        """The record of this very id in every study that has it, with its study's id and in the order of
        those."""

    async def commit(self, study: str, entry: Entry) -> None:
        """Keep the operation, its changes and its answer together, or nothing at all.

        Raises NumberRefused unless `entry.number` is the last number + 1, and KeyUsed for a known key. When
        the caller is cancelled meanwhile, the entry may or may not be kept: `load` knows.
        """

    async def committed(self, study: str, after: int, limit: int) -> list[Entry]:
        """At most `limit` entries with number > `after`, in order."""

    async def answer(self, study: str, key: str) -> Answer | None:
        """What this idempotency key was answered, or None."""

    async def add_metrics(self, study: str, run: str, rows: Sequence[Metric]) -> None:
        """Keep rows of ascending step. They replace whatever the run had from the first of these steps on:
        a run that resumes from a checkpoint tells its tail again."""

    async def metrics(self, study: str, run: str, points: int) -> list[Metric]:
        """The run's curve, thinned evenly to at most max(points, 2) rows; the first and last are kept."""

    async def add_dataset(self, id: str, name: str, blob: str, summary: Json) -> None:
        """Keep a dataset, or replace it when it was read again."""

    async def dataset(self, id: str) -> DatasetRow | None:
        """The dataset, or None."""

    async def datasets(self) -> list[DatasetRow]:
        """All datasets, the oldest first."""

    async def named_blobs(self) -> set[str]:
        """The names of all blobs that a record of any study or a dataset mentions. The log does not count: a
        checkpoint that a later one replaced is nobody's."""

    async def add_token(self, token: TokenRow) -> None:
        """Keep a token. Raises NotKeepable when its id or hash is taken."""

    async def find_token(self, hash: str) -> TokenRow | None:
        """The token whose secret has this hash, revoked or not; the caller judges times."""

    async def tokens(self) -> list[TokenRow]:
        """All tokens, the oldest first."""

    async def revoke_token(self, id: str, at: str) -> bool:
        """Mark a token revoked; False when there is none or it was revoked before."""

    async def close(self) -> None:
        """Finish what is being written and let go of the database."""
