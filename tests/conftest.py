"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2 as httpx
import pytest
from tests.serving import Server, StudyClient, serving, toy_table


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that do not hurt it."""
    with serving(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="session")
def client(server: Server) -> Iterator[httpx.Client]:
    """An HTTP client that is let in."""
    with server.client() as client:
        yield client


@pytest.fixture
def study(client: httpx.Client) -> StudyClient:
    """A fresh study on the toy table."""
    return StudyClient.on_text(client, toy_table())
