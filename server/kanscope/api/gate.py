"""The gate before every doorway, HTTP and WebSocket alike: what is not expressly open is closed.

It checks the Host (a foreign one means a web page pretends to be us), the Origin of everything that changes
something, and the visitor's secret. It decides on `scope["path"]`, never on a URL put together from headers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from kanscope.api.auth import Doorkeeper, Visitor, cookie_name
from kanscope.api.errors import problem
from kanscope.api.protocol import GONE

OPEN = frozenset({"/", "/healthz", "/readyz"})
OPEN_BELOW = ("/assets/", "/study/", "/new/")
"""The static shell, the health checks and the login page: they hold no data. Everything else is closed."""

SAFE = ("GET", "HEAD", "OPTIONS")

_HOST = re.compile(r"(\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9._-]+))(:\d{1,5})?")

TRIES = 4
"""Cookies of our name that are looked at: another page of this host may have set some to lock people out."""


class Gate:
    """ASGI middleware. Puts the visitor in `scope["state"]["visitor"]`."""

    def __init__(self, app: ASGIApp, doorkeeper: Doorkeeper, hosts: frozenset[str], anywhere: bool):
        self.app, self.doorkeeper, self.hosts, self.anywhere = app, doorkeeper, hosts, anywhere

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request pass, or answer it here."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refusal = await self._refusal(scope)
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocket(scope, receive, send).close(code=GONE, reason=refusal[2])
        else:
            await problem(*refusal)(scope, receive, send)

    async def _refusal(self, scope: Scope) -> tuple[int, str, str] | None:
        headers = Headers(scope=scope)
        if not self._answers_to(headers.getlist("host")):
            detail = "This server does not answer to that host name. Start it with --allowed-hosts NAME."
            return 421, "host", detail
        if self._crosses(scope, headers):
            return 403, "origin", "This request comes from another site's page."
        if not _open(scope):
            visitor = await self._visitor(scope, headers)
            if visitor is None:
                return 401, "token", "Open the address the server printed, or send its token as Bearer."
            scope.setdefault("state", {})["visitor"] = visitor
        return None

    async def _visitor(self, scope: Scope, headers: Headers) -> Visitor | None:
        scheme, _, secret = headers.get("authorization", "").partition(" ")
        bearer: list[str | None] = [secret.strip()]
        for one in bearer if scheme.lower() == "bearer" else [*_cookies(scope, headers), None]:
            visitor = await self.doorkeeper.visitor(one)
            if visitor is not None:
                return visitor
        return None

    def _answers_to(self, given: list[str]) -> bool:
        """Whether the Host is one of ours: exactly one, well formed, and listed.

        Beyond this machine a bare address is right as well: a page that pretends to be us needs a name.
        """
        match = _HOST.fullmatch(given[0]) if len(given) == 1 else None
        if match is None:
            return False
        name = (match["six"] or match["name"]).lower()
        return "*" in self.hosts or name in self.hosts or (self.anywhere and _is_address(name))

    def _crosses(self, scope: Scope, headers: Headers) -> bool:
        """Whether a page of another origin asks for a change or a socket."""
        origin = headers.get("origin")
        if origin is None or (scope["type"] == "http" and scope["method"] in SAFE):
            return False
        return origin.split("://", 1)[-1] != headers.get("host")


def _open(scope: Scope) -> bool:
    """Whether a path is open to everybody; sockets never are."""
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    return scope["type"] == "http" and (path in OPEN or path.startswith(OPEN_BELOW))


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _cookies(scope: Scope, headers: Headers) -> Iterator[str]:
    """What cookies of our name hold. Others beside them may be as odd as they like."""
    name = cookie_name(scope)
    pairs = (pair.partition("=") for pair in headers.get("cookie", "").split(";"))
    found = [value.strip() for key, _, value in pairs if key.strip() == name]
    yield from found[:TRIES]
