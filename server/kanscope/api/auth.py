"""Who may come in: one token, shown once in the address, exchanged for a cookie; programs send it as Bearer.

Only hashes of secrets are kept. The server's own token lies in the data folder, readable by its owner alone,
so that the address of yesterday still works today.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kanscope.rooms.clock import now
from kanscope.storage.store import Store, TokenRow

COOKIE = "kanscope_session"
SESSION_DAYS = 30
SCOPES = ("read", "propose", "edit", "run", "admin")


@dataclass(frozen=True)
class Visitor:
    """Somebody who was let in."""

    name: str
    scopes: tuple[str, ...]
    id: str = "token"


ALONE = Visitor("you", SCOPES)


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


class Doorkeeper:
    """Recognises secrets, makes new ones, takes them back."""

    def __init__(self, store: Store, token: str, required: bool):
        self._store, self._token, self._required = store, digest(token), required

    async def visitor(self, secret: str | None) -> Visitor | None:
        """Whose secret this is; None when it opens nothing."""
        if not self._required:
            return ALONE
        if not secret:
            return None
        hashed = digest(secret)
        if secrets.compare_digest(hashed, self._token):
            return ALONE
        row = await self._store.find_token(hashed)
        if row is None or row.revoked is not None or (row.expires is not None and row.expires < now()):
            return None
        return Visitor(row.name, tuple(row.scopes), row.id)

    async def make(self, name: str, scopes: Iterable[str], days: int | None) -> tuple[str, str]:
        """A new secret, as (id, secret); it cannot be read again."""
        id, secret = f"token-{secrets.token_hex(6)}", secrets.token_urlsafe(32)
        expires = None if days is None else _in(days)
        row = TokenRow(id, digest(secret), name, tuple(scopes), now(), expires)
        await self._store.add_token(row)
        return id, secret

    async def revoke(self, id: str) -> bool:
        """Take a secret back; False when there is none."""
        return await self._store.revoke_token(id, now())

    async def session(self, visitor: Visitor) -> str:
        """A cookie's value for somebody whose token was good."""
        return (await self.make(visitor.name, visitor.scopes, SESSION_DAYS))[1]


def _in(days: int) -> str:
    return (
        (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    )
