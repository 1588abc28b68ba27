"""The statements that keep one operation."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kanscope.storage.json_text import decode, encode, plain
from kanscope.storage.refusals import KeyUsed, NumberRefused, StoreRefused, UnknownStudy
from kanscope.storage.store import Entry
from kanscope.storage.tables import metrics, operations, records, studies
from kanscope.storage.thinning import MOST, halved

_AT_ONCE = 1000
"""Values in one statement."""


def operation_row(study: str, entry: Entry) -> dict[str, Any]:
    """The entry as a row of `operations`. Raises NotKeepable."""
    return {
        "study": study,
        "number": entry.number,
        "op": encode(entry.op),
        "author": plain(entry.author),
        "at": plain(entry.at),
        "text": plain(entry.text),
        "put": encode(dict(entry.put)),
        "removed": encode(list(entry.removed)),
        "key": None if entry.key is None else plain(entry.key),
        "answer": None if entry.answer is None else encode(entry.answer),
        "digest": entry.digest,
    }


def entry_of(row: Row[Any]) -> Entry:
    """The inverse of `operation_row`."""
    return Entry(
        number=row.number,
        op=decode(row.op),
        author=row.author,
        at=row.at,
        text=row.text,
        put=decode(row.put),
        removed=decode(row.removed),
        key=row.key,
        answer=None if row.answer is None else decode(row.answer),
        digest=row.digest,
    )


async def keep(connection: AsyncConnection, study: str, entry: Entry) -> None:
    """Write the entry in the open transaction. Raises StoreRefused before it has written anything."""
    row = operation_row(study, entry)
    rows = record_rows(study, entry.put)
    touched = [plain(id) for id in (*entry.put, *entry.removed)]
    await _require_unused_key(connection, study, entry)
    await _advance(connection, study, entry)
    await connection.execute(insert(operations), row)
    await _change_records(connection, study, touched, rows)


def record_rows(study: str, put: Any) -> list[dict[str, Any]]:
    """Rows of `records`. Raises NotKeepable."""
    return [{"study": study, "id": plain(id), "body": encode(record)} for id, record in put.items()]


async def _require_unused_key(connection: AsyncConnection, study: str, entry: Entry) -> None:
    if entry.key is None:
        return
    used = select(operations.c.number).where(operations.c.study == study, operations.c.key == entry.key)
    if (await connection.execute(used)).first() is not None:
        raise KeyUsed(study, entry.key)


async def _advance(connection: AsyncConnection, study: str, entry: Entry) -> None:
    """Compare and set the study's number. This, not the isolation level, is what keeps two writers apart."""
    step = (
        update(studies)
        .where(studies.c.id == study, studies.c.number == entry.number - 1)
        .values(number=entry.number, touched=entry.at)
    )
    if (await connection.execute(step)).rowcount != 1:
        raise await _refusal(connection, study, entry)


async def _refusal(connection: AsyncConnection, study: str, entry: Entry) -> StoreRefused:
    last = await connection.scalar(select(studies.c.number).where(studies.c.id == study))
    return UnknownStudy(study) if last is None else NumberRefused(study, last, entry.number)


async def _change_records(
    connection: AsyncConnection, study: str, touched: list[str], rows: list[dict[str, Any]]
) -> None:
    # Delete, then insert: the same on both databases, and a record both put and removed ends up put.
    if touched:
        each = delete(records).where(records.c.study == study, records.c.id == bindparam("touched"))
        await connection.execute(each, [{"touched": id} for id in touched])
    if rows:
        await connection.execute(insert(records), rows)


async def thin(connection: AsyncConnection, study: str, run: str) -> None:
    """Take out every second row of a run while it has more than a screen could ever show."""
    ours = (metrics.c.study == study) & (metrics.c.run == run)
    if (await connection.scalar(select(func.count()).select_from(metrics).where(ours)) or 0) <= MOST:
        return
    steps = list(await connection.scalars(select(metrics.c.step).where(ours).order_by(metrics.c.step)))
    stay = steps
    while len(stay) > MOST:
        stay = [step for index, step in enumerate(stay) if halved(index, len(stay))]
    spare = sorted(set(steps) - set(stay))
    for first in range(0, len(spare), _AT_ONCE):  # by value: Postgres would plan a subquery badly
        some = spare[first : first + _AT_ONCE]
        await connection.execute(delete(metrics).where(ours, metrics.c.step.in_(some)))
