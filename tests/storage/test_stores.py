"""Every kind of store keeps the same promises."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from tests.contracts.store_contract import LastingStoreContract, Reopen, StoreContract

from kanscope.storage.memory import MemoryStore
from kanscope.storage.sql import open_store
from kanscope.storage.store import Store

POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/test"


class TestMemoryStore(StoreContract):
    @pytest.fixture
    async def store(self) -> AsyncIterator[Store]:
        store = MemoryStore()
        yield store
        await store.close()


class _InDatabase(LastingStoreContract):
    @pytest.fixture
    def reopen(self, url: str, opened: list[Store]) -> Reopen:
        async def again(store: Store) -> Store:
            await store.close()
            opened[:] = [await open_store(url)]
            return opened[0]

        return again

    @pytest.fixture
    def opened(self) -> list[Store]:
        return []

    @pytest.fixture
    async def store(self, url: str, opened: list[Store]) -> AsyncIterator[Store]:
        opened.append(await open_store(url))
        yield opened[0]
        await opened[0].close()


class TestSqliteStore(_InDatabase):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path}/studies.db"


class TestPostgresStore(_InDatabase):
    @pytest.fixture
    def url(self) -> Iterator[str]:
        psycopg = pytest.importorskip("psycopg", reason="needs the extra `postgres`")
        schema = f"test_{uuid4().hex}"
        try:
            admin = psycopg.connect(POSTGRES.replace("+psycopg", ""), autocommit=True, connect_timeout=2)
        except psycopg.OperationalError as error:
            pytest.skip(f"needs Postgres at 127.0.0.1:5432 with a database `test`: {error}")
        with admin:
            admin.execute(f'CREATE SCHEMA "{schema}"')
            yield f"{POSTGRES}?options=-csearch_path%3D{schema}"
            admin.execute(f'DROP SCHEMA "{schema}" CASCADE')
