"""Postgres as a durable store, for a server that several people share."""

from __future__ import annotations

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

POOL = 5
"""Connections at most: writes of one study are in line anyway, so this is for reads beside them."""

_LIMITS = "-c lock_timeout=3s -c statement_timeout=30s -c idle_in_transaction_session_timeout=30s"


def engine(url: URL) -> AsyncEngine:
    """An engine on `url`, with `postgresql+psycopg` as its driver; options given in the URL win over ours."""
    given = url.query.get("options", "")
    options = f"{_LIMITS} {given if isinstance(given, str) else ' '.join(given)}".strip()
    return create_async_engine(
        url.update_query_dict({"options": options}), pool_size=POOL, max_overflow=0, pool_pre_ping=True
    )
