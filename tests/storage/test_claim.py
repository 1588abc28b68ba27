"""One server has a Postgres schema at a time, and keeps it though its connections are ended (F9)."""

from __future__ import annotations

import pytest
from tests.storage.test_stores import POSTGRES
from tests.walks.test_postgres import database

from kanscope.storage.failures import CannotOpen, StoreAway
from kanscope.storage.sql import open_store

__all__ = ["database"]


def end_all_connections(name: str) -> None:
    """As an operator or a restart would."""
    import psycopg

    with psycopg.connect(POSTGRES.replace("+psycopg", ""), autocommit=True) as admin:
        ending = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = %s"
        admin.execute(ending, [name])


async def test_the_claim_is_taken_again_when_its_connection_was_ended(database: str) -> None:
    store = await open_store(f"{database}&application_name=first")
    end_all_connections("first")
    await store.check()
    with pytest.raises(CannotOpen, match="Another KANscope"):
        await open_store(database)
    await store.close()


async def test_a_server_whose_schema_was_taken_meanwhile_says_so(database: str) -> None:
    store = await open_store(f"{database}&application_name=second")
    end_all_connections("second")
    other = await open_store(database)
    with pytest.raises(StoreAway, match="Another KANscope"):
        await store.check()
    await other.close()
    await store.check()
    await store.close()
