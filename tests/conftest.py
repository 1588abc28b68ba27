"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator

import httpx2 as httpx
import pytest
import tools.shapes
from hypothesis import settings
from jaxtyping import install_import_hook

# The gate asks every property the same questions each time, so that a change is judged by what it changed;
# new questions are asked by the long form, which has the time to look into what they find.
settings.register_profile("gate", derandomize=True)
settings.register_profile("soak", print_blob=True)
settings.load_profile("soak" if os.environ.get("KANSCOPE_SOAK") else "gate")

# The shapes and dtypes that the engine's signatures state are checked in every call the tests make.
install_import_hook("kanscope.kan", f"{tools.shapes.__name__}.{tools.shapes.tensors_only.__name__}")

from tests.serving import Server, StudyClient, serving, toy_table  # noqa: E402


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
