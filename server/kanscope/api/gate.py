"""The gate before every doorway, HTTP and WebSocket alike: what is not expressly open is closed.

It checks the Host (a foreign one means a web page pretends to be us), the Origin of everything that changes
something, and the visitor's secret. It decides on `scope["path"]`, never on a URL put together from headers.
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from kanscope.api.auth import COOKIE, Doorkeeper
from kanscope.api.errors import problem
from kanscope.api.protocol import GONE

OPEN = frozenset({"/", "/healthz", "/readyz"})
OPEN_BELOW = ("/assets/", "/study/", "/new/")
"""The static shell, the health checks and the login page: they hold no data. Everything else is closed."""

SAFE = ("GET", "HEAD", "OPTIONS")


class Gate:
    """ASGI middleware. Puts the visitor in `scope["state"]["visitor"]`."""

    def __init__(self, app: ASGIApp, doorkeeper: Doorkeeper, hosts: frozenset[str]):
        self.app, self.doorkeeper, self.hosts = app, doorkeeper, hosts

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
        if "*" not in self.hosts and _name(headers.get("host", "")) not in self.hosts:
            return (
                421,
                "host",
                "This server does not answer to that host name. Start it with --allowed-hosts.",
            )
        if self._crosses(scope, headers):
            return 403, "origin", "This request comes from another site's page."
        if not _open(scope):
            visitor = await self.doorkeeper.visitor(_secret(headers))
            if visitor is None:
                return 401, "token", "Open the address the server printed, or send its token as Bearer."
            scope.setdefault("state", {})["visitor"] = visitor
        return None

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


def _name(host: str) -> str:
    """A Host header without its port; "" for one that is malformed."""
    if any(mark in host for mark in "/?#@\\ "):
        return ""
    if host.startswith("["):
        return host[1:].split("]", 1)[0]
    return host.rsplit(":", 1)[0].lower()


def _secret(headers: Headers) -> str | None:
    scheme, _, secret = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return secret.strip()
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return cookie.value if cookie else None
