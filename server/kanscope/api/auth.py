"""Who may come in: one token, shown once in the address, exchanged for a cookie; programs send it as Bearer.

Only hashes of secrets are kept. The server's own token lies in the data folder, readable by its owner alone,
so that the address of yesterday still works today.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from pathlib import Path
from weakref import WeakValueDictionary

from starlette.types import Scope

from kanscope.rooms.clock import now
from kanscope.storage.store import Store, TokenRow

SESSION_DAYS = 30
SCOPES = ("read", "propose", "edit", "run", "admin")


@dataclass(frozen=True)
class Visitor:
    """Somebody who was let in."""

    name: str
    scopes: tuple[str, ...]
    id: str = "token"
    until: str | None = None


ALONE = Visitor("you", SCOPES)
COMMAND = Visitor("kanscope", ("read", "admin"), "nearby")
"""A command on the same machine that could read the data folder."""


def server_token(folder: Path, given: str | None) -> str:
    """The token as told, or the one in the data folder, made at the first start."""
    if given is not None:
        return given
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "token"
    try:
        kept = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        kept = ""
    if len(kept) >= 32:
        return kept
    fresh = secrets.token_urlsafe(32)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(fresh)
    return fresh


def digest(secret: str) -> str:
    """What is kept of a secret: SHA-256; these secrets are random, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def cookie_name(scope: Scope) -> str:
    """Cookies ignore ports, so two servers on one machine need two names."""
    server = scope.get("server") or (None, None)
    return f"kanscope_session_{server[1]}" if server[1] else "kanscope_session"


class Doorkeeper:
    """Recognises secrets, makes new ones, takes them back.

    A browser's session is no row in the store but a signature under the server's own token: with that token
    changed all sessions end. A program's token stays itself in a cookie, so that taking it back ends both.
    """

    def __init__(self, store: Store, token: str, required: bool):
        self._store, self._token, self._required = store, digest(token), required
        self._key = token.encode()
        self.nearby = secrets.token_urlsafe(32)
        self._leaving: WeakValueDictionary[str, asyncio.Event] = WeakValueDictionary()

    async def visitor(self, secret: str | None) -> Visitor | None:
        """Whose secret this is; None when it opens nothing."""
        if not self._required:
            return ALONE
        if not secret:
            return None
        hashed = digest(secret)
        if compare_digest(hashed, self._token):
            return ALONE
        if compare_digest(hashed, digest(self.nearby)):
            return COMMAND
        return self._of_session(secret) or await self._of_program(hashed)

    async def until_gone(self, visitor: Visitor) -> None:
        """Return when a visitor's token has been taken back or is over."""
        leaving = self._leaving.setdefault(visitor.id, asyncio.Event())
        with suppress(TimeoutError):
            await asyncio.wait_for(leaving.wait(), _seconds_until(visitor.until))

    async def _of_program(self, hashed: str) -> Visitor | None:
        row = await self._store.find_token(hashed)
        if row is None or row.revoked is not None or (row.expires is not None and row.expires < now()):
            return None
        return Visitor(row.name, tuple(row.scopes), row.id, row.expires)

    def _of_session(self, secret: str) -> Visitor | None:
        said, _, signature = secret.rpartition(".")
        id, _, until = said.partition(".")
        if not compare_digest(signature.encode(), self._sign(said).encode()) or until < now():
            return None
        return Visitor(ALONE.name, SCOPES, id, until)

    def _sign(self, said: str) -> str:
        return hmac.new(self._key, said.encode(), hashlib.sha256).hexdigest()

    async def make(self, name: str, scopes: Iterable[str], days: int | None) -> tuple[str, str]:
        """A new secret, as (id, secret); it cannot be read again."""
        id, secret = f"token-{secrets.token_hex(6)}", secrets.token_urlsafe(32)
        expires = None if days is None else _in(days)
        row = TokenRow(id, digest(secret), name, tuple(scopes), now(), expires)
        await self._store.add_token(row)
        return id, secret

    async def revoke(self, id: str) -> bool:
        """Take a secret back; False when there is none."""
        revoked = await self._store.revoke_token(id, now())
        if (leaving := self._leaving.get(id)) is not None:
            leaving.set()
        return revoked

    def session(self, visitor: Visitor, secret: str) -> str:
        """A cookie's value for somebody whose secret was good."""
        if visitor.scopes != SCOPES:
            return secret
        said = f"session-{secrets.token_hex(8)}.{_in(SESSION_DAYS)}"
        return f"{said}.{self._sign(said)}"


def _seconds_until(time: str | None) -> float | None:
    return None if time is None else (datetime.fromisoformat(time) - datetime.now(UTC)).total_seconds()


def _in(days: int) -> str:
    return (
        (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    )
