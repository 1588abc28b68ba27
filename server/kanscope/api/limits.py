"""No body larger than allowed, counted while it streams in: a declared length proves nothing."""

from __future__ import annotations

from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kanscope.api.errors import problem

SMALL = 2 * 2**20
"""Bytes a body may have where no file is expected."""


class _TooLarge(Exception):
    pass


class BodyLimit:
    """ASGI middleware: 413 for what is too large. Files go to `/datasets` only."""

    def __init__(self, app: ASGIApp, largest: int):
        self.app, self.largest = app, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what comes in; answer 413 as soon as it is too much."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.largest if scope["path"].endswith("/datasets") else min(SMALL, self.largest)
        taken = 0
        started = False

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                raise _TooLarge
            return message

        async def unless_too_large(message: Message) -> None:
            # Whatever the application makes of a body that broke off, the answer is ours.
            nonlocal started
            if taken <= limit:
                started = True
                await send(message)

        with suppress(_TooLarge):
            await self.app(scope, counted, unless_too_large)
        if taken > limit and not started:
            detail = f"This is larger than the {limit // 2**20} MiB this server takes."
            await problem(413, "size", detail, limit=limit)(scope, receive, send)
