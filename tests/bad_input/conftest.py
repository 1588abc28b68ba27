"""After every row: the study is what it was, nothing new stands beside it, and the server answers at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx2 as httpx
import pytest
from tests.bad_input.row import Row
from tests.serving import Server, StudyClient, toy_table


@pytest.fixture(scope="module")
def witness(client: httpx.Client) -> StudyClient:
    """The study that must not change."""
    study = StudyClient.on_text(client, toy_table(60))
    study.idle()
    return study


@pytest.fixture(autouse=True)
def unharmed(server: Server, client: httpx.Client, witness: StudyClient) -> Iterator[None]:
    before = _state(client, witness)
    yield
    assert httpx.get(f"{server.address}/healthz", timeout=2).status_code == 200
    assert _state(client, witness) == before
    assert "Traceback" not in server.said()


def _state(client: httpx.Client, witness: StudyClient) -> tuple[Any, ...]:
    return witness.now(), witness.get("operations"), client.get("studies").json()


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """A row is called by its number and its input."""
    return str(val) if isinstance(val, Row) else None
