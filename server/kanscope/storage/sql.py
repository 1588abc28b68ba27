"""The store in a database: SQLite for one machine, Postgres for many people."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from math import isfinite
from typing import Any, TypeVar

from sqlalchemy import Row, delete, func, insert, make_url, or_, select, update
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from kanscope.storage import postgres, sqlite
from kanscope.storage.blobs import names_in
from kanscope.storage.commits import entry_of, keep, record_rows, thin
from kanscope.storage.failures import (
    CannotOpen,
    StoreAway,
    StoreFailed,
    SyncFailed,
    failure_of,
    first_line,
)
from kanscope.storage.group import Group, Outcomes
from kanscope.storage.json_text import decode, encode, plain
from kanscope.storage.migrate import outdated, upgrade
from kanscope.storage.refusals import NotKeepable, StoreRefused, StudyExists, UnknownStudy
from kanscope.storage.store import Answer, DatasetRow, Entry, Json, Loaded, Metric, StudyRow, TokenRow
from kanscope.storage.tables import datasets, metrics, operations, studies, tokens
from kanscope.storage.tables import records as record_table
from kanscope.storage.thinning import stride
from kanscope.storage.trust import Trust

T = TypeVar("T")


async def open_store(url: str, trust: Trust | None = None) -> SqlStore:
    """Open the database, bringing its schema to today's.

    `url` is `sqlite:///FILE` or `postgresql://USER@HOST/NAME`; the asynchronous driver is ours to choose.
    Raises CannotOpen for any other kind, and when the database is held by another server or out of reach.
    """
    engine, at_once = engine_of(url)
    store = SqlStore(engine, at_once, trust or Trust())
    try:
        await store.prepare()
    except StoreFailed as failed:
        raise CannotOpen(f"{make_url(url).render_as_string()} cannot be opened. {failed}") from failed
    return store


def engine_of(url: str) -> tuple[AsyncEngine, int]:
    """The database as it is, and how many may work on it at once. Raises CannotOpen for any other kind."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise CannotOpen(
            "This is no database URL. Give sqlite:///FILE or postgresql://USER@HOST/NAME."
        ) from None
    match parsed.get_backend_name():
        case "sqlite":
            return sqlite.engine(parsed.set(drivername="sqlite+aiosqlite")), 1
        case "postgresql":
            return postgres.engine(parsed.set(drivername="postgresql+psycopg")), postgres.POOL
        case other:
            raise CannotOpen(f"KANscope keeps studies in sqlite or postgresql, not in {other}.")


class SqlStore:
    """A `Store` on an SQLAlchemy engine. Make one with `open_store`."""

    def __init__(self, engine: AsyncEngine, at_once: int, trust: Trust) -> None:
        self._engine, self._trust = engine, trust
        self._at_once = at_once
        self._gate = asyncio.Semaphore(at_once)
        self._commits: Group[tuple[str, Entry]] = Group(self._commit_group)
        self._claim: AsyncConnection | None = None

    async def prepare(self) -> None:
        """Bring the schema to today's, a copy of an earlier one first; on failure let go of the database."""
        try:
            if self._engine.dialect.name == "postgresql":
                await self._transact(lambda connection: connection.run_sync(postgres.upgrade_with_copies))
                self._claim = await postgres.claim(self._engine)
                return
            standing = await self._transact(lambda connection: connection.run_sync(outdated))
            if standing is not None:
                await sqlite.copy_beside(self._engine, standing)
            await self._transact(lambda connection: connection.run_sync(upgrade))
        except BaseException:
            await self._engine.dispose()
            raise

    async def _transact(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Run `work` in a transaction of its own. A caller who is cancelled does not cut it in half."""
        return await asyncio.shield(asyncio.ensure_future(self._alone(work)))

    async def _write(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """As `_transact`; refused once the disk is not believed any more."""
        self._trust.require()
        return await self._transact(work)

    async def _alone(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        try:
            async with self._gate, self._engine.begin() as connection:
                return await work(connection)
        except IntegrityError:
            raise  # the caller knows what it stands for
        except DBAPIError as error:
            failure = failure_of(error)
            if isinstance(failure, SyncFailed):
                self._trust.lose(failure)
            raise failure from error
        except (UnicodeEncodeError, OverflowError) as error:
            raise NotKeepable(f"the database cannot hold this: {error}") from error

    async def _rows(self, query: Any) -> Sequence[Row[Any]]:
        return await self._transact(lambda connection: _fetch(connection, query))

    async def _require(self, study: str) -> None:
        if not await self._rows(select(studies.c.id).where(studies.c.id == study)):
            raise UnknownStudy(study)

    async def create_study(self, study: str, name: str, at: str, records: Mapping[str, Json]) -> None:
        row = {"id": plain(study), "name": plain(name), "number": 0, "created": at, "touched": at}
        rows = record_rows(study, records)

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(insert(studies), row)
            if rows:
                await connection.execute(insert(record_table), rows)

        try:
            await self._write(work)
        except IntegrityError as error:
            raise StudyExists(study) from error

    async def studies(self) -> list[StudyRow]:
        rows = await self._rows(select(studies).order_by(studies.c.touched.desc(), studies.c.id))
        return [StudyRow(**row._mapping) for row in rows]

    async def delete_study(self, study: str) -> None:
        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(delete(studies).where(studies.c.id == study))).rowcount

        if await self._write(work) == 0:
            raise UnknownStudy(study)

    async def load(self, study: str) -> Loaded:
        await self._commits.finish()  # one whose caller was cancelled may still be on its way
        # One statement, hence one snapshot, whatever the isolation level.
        joined = studies.outerjoin(record_table, record_table.c.study == studies.c.id)
        query = (
            select(studies.c.name, studies.c.number, record_table.c.id, record_table.c.body)
            .select_from(joined)
            .where(studies.c.id == study)
        )
        rows = await self._rows(query)
        if not rows:
            raise UnknownStudy(study)
        found = {row.id: decode(row.body) for row in rows if row.id is not None}
        return Loaded(rows[0].name, rows[0].number, dict(sorted(found.items())))

    async def find(self, prefix: str) -> list[tuple[str, Json]]:
        # Neither LIKE nor ORDER BY: SQLite's ignores case, and Postgres orders by its collation.
        fits = func.substr(record_table.c.id, 1, len(plain(prefix))) == prefix
        rows = await self._rows(select(record_table).where(fits))
        return [(row.study, decode(row.body)) for row in sorted(rows, key=lambda row: (row.study, row.id))]

    async def each(self, record: str) -> list[tuple[str, Json]]:
        # A subquery, not a join: SQLite would read the whole table of records, which is most of a database.
        one = (record_table.c.study == studies.c.id) & (record_table.c.id == record)
        body = select(record_table.c.body).where(one).scalar_subquery()
        rows = await self._rows(select(studies.c.id, body.label("body")))
        found = [(row.id, decode(row.body)) for row in rows if row.body is not None]
        return sorted(found, key=lambda pair: pair[0])

    async def commit(self, study: str, entry: Entry) -> None:
        await self._commits.add((study, entry))

    async def _commit_group(self, group: Sequence[tuple[str, Entry]]) -> Outcomes:
        async def work(connection: AsyncConnection) -> Outcomes:
            return [await _outcome(connection, study, entry) for study, entry in group]

        return await self._write(work)

    async def committed(self, study: str, after: int, limit: int) -> list[Entry]:
        await self._require(study)
        newer = (operations.c.study == study) & (operations.c.number > after)
        rows = await self._rows(select(operations).where(newer).order_by(operations.c.number).limit(limit))
        return [entry_of(row) for row in rows]

    async def answer(self, study: str, key: str) -> Answer | None:
        await self._require(study)
        same = (operations.c.study == study) & (operations.c.key == key)
        rows = await self._rows(select(operations.c.digest, operations.c.answer).where(same))
        return _answer(rows[0]) if rows else None

    async def add_metrics(self, study: str, run: str, rows: Sequence[Metric]) -> None:
        await self._require(study)
        if not rows:
            return
        told = (metrics.c.study == study) & (metrics.c.run == run) & (metrics.c.step >= rows[0].step)

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(delete(metrics).where(told))
            await connection.execute(insert(metrics), [_metric_row(study, run, row) for row in rows])
            await thin(connection, study, run)

        await self._write(work)

    async def metrics(self, study: str, run: str, points: int) -> list[Metric]:
        await self._require(study)
        ours = (metrics.c.study == study) & (metrics.c.run == run)
        total = (await self._rows(select(func.count()).select_from(metrics).where(ours)))[0][0]
        place = (func.row_number().over(order_by=metrics.c.step) - 1).label("place")
        placed = select(metrics, place).where(ours).subquery()
        stays = or_(placed.c.place % stride(total, points) == 0, placed.c.place == total - 1)
        columns = (placed.c.step, placed.c.train_rmse, placed.c.check_rmse)
        rows = await self._rows(select(*columns).where(stays).order_by(placed.c.step))
        return [Metric._make(row) for row in rows]

    async def add_dataset(self, id: str, name: str, blob: str, summary: Json) -> None:
        values = {"name": plain(name), "blob": plain(blob), "summary": encode(summary)}

        async def work(connection: AsyncConnection) -> None:
            known = update(datasets).where(datasets.c.id == id).values(values)
            if (await connection.execute(known)).rowcount == 0:
                await connection.execute(insert(datasets), {"id": plain(id), **values})

        await self._write(work)

    async def dataset(self, id: str) -> DatasetRow | None:
        rows = await self._rows(select(datasets).where(datasets.c.id == id))
        return _dataset(rows[0]) if rows else None

    async def datasets(self) -> list[DatasetRow]:
        return [_dataset(row) for row in await self._rows(select(datasets).order_by(datasets.c.place))]

    async def named_blobs(self) -> set[str]:
        naming = select(record_table.c.body).where(record_table.c.body.contains("sha:"))
        tables = select(datasets.c.blob + " " + datasets.c.summary)

        async def work(connection: AsyncConnection) -> set[str]:
            found: set[str] = set()
            for query in (naming, tables):
                async for row in await connection.stream(query):
                    found |= names_in(row[0])
            return found

        return await self._transact(work)

    async def add_token(self, token: TokenRow) -> None:
        row = {**vars(token), "scopes": encode(list(token.scopes)), "name": plain(token.name)}

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(insert(tokens), row)

        try:
            await self._write(work)
        except IntegrityError as error:
            raise NotKeepable("this token is already kept") from error

    async def find_token(self, hash: str) -> TokenRow | None:
        rows = await self._rows(select(tokens).where(tokens.c.hash == hash))
        return _token(rows[0]) if rows else None

    async def tokens(self) -> list[TokenRow]:
        return [_token(row) for row in await self._rows(select(tokens).order_by(tokens.c.place))]

    async def revoke_token(self, id: str, at: str) -> bool:
        valid = update(tokens).where(tokens.c.id == id, tokens.c.revoked.is_(None)).values(revoked=plain(at))

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(valid)).rowcount

        return await self._write(work) == 1

    async def check(self) -> None:
        """Raises StoreFailed unless the database answers and, where others could take it, is still ours."""
        await self.dataset("")
        if self._claim is not None:
            try:
                self._claim = await postgres.claimed_still(self._engine, self._claim)
            except (CannotOpen, DBAPIError) as error:
                raise StoreAway(str(error) if isinstance(error, CannotOpen) else first_line(error)) from error

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees everything as it is now, whatever is committed meanwhile."""
        make = sqlite.snapshot if self._engine.dialect.name == "sqlite" else postgres.snapshot
        try:
            async with make(self._engine, self._gate) as connection:
                yield connection
        except DBAPIError as error:
            raise failure_of(error) from error

    async def close(self) -> None:
        await self._commits.finish()
        for _ in range(self._at_once):  # wait for whoever is still in a transaction
            await self._gate.acquire()
        if self._claim is not None:
            await self._claim.close()
        await self._engine.dispose()


async def _fetch(connection: AsyncConnection, query: Any) -> Sequence[Row[Any]]:
    return (await connection.execute(query)).all()


async def _outcome(connection: AsyncConnection, study: str, entry: Entry) -> Exception | None:
    """Keep the entry; a refusal wrote nothing, so the rest of its group goes on in the same transaction."""
    try:
        await keep(connection, study, entry)
    except StoreRefused as refused:
        return refused
    return None


def _answer(row: Row[Any]) -> Answer:
    return Answer(row.digest, None if row.answer is None else decode(row.answer))


def _metric_row(study: str, run: str, row: Metric) -> dict[str, Any]:
    train, check = (value if value is not None and isfinite(value) else None for value in row[1:])
    return {"study": study, "run": plain(run), "step": row.step, "train_rmse": train, "check_rmse": check}


def _dataset(row: Row[Any]) -> DatasetRow:
    return DatasetRow(row.id, row.name, row.blob, decode(row.summary))


def _token(row: Row[Any]) -> TokenRow:
    scopes = tuple(decode(row.scopes))
    return TokenRow(row.id, row.hash, row.name, scopes, row.created, row.expires, row.revoked)
