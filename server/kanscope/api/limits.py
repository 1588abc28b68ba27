"""How much is too much: bodies, waiting questions, networks.

A body is counted while it streams in: a declared length proves nothing, unless it is too large already.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import Any

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kanscope.api.errors import Denied, problem
from kanscope.study.operations import Accept, BuildNetwork, Layer, Operation, Propose
from kanscope.study.records import Network, Proposal, Records
from kanscope.study.widths import width_after

SMALL = 2 * 2**20
"""Bytes a body may have where no file is expected."""

SILENCE = 30.0
"""Seconds a sender may pause within a body."""

SLOWEST = 1024.0
"""Bytes a second that come at least, beyond the first `SILENCE` seconds."""

LONGEST_HEAD = 32 * 2**10
"""Bytes the headers of a request may have."""

ARITY = 2
"""Subnodes of a product node."""


class _TooMuch(Exception):
    """The body will not be read to its end."""


class BodyLimit:
    """ASGI middleware: 413 for what is too large, 408 for what hardly comes, 415 for what is packed, 431 for
    headers without end.

    Files go to `/datasets` and `/models`.
    """

    def __init__(self, app: ASGIApp, largest: int):
        self.app, self.largest = app, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what comes in; answer as soon as it is too much or too slow."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if (refusal := _of_head(Headers(scope=scope))) is not None:
            await refusal(scope, receive, send)
            return
        limit = self.largest if scope["path"].endswith(("/datasets", "/models")) else min(SMALL, self.largest)
        body = _Body(receive, limit, _has_body(scope))
        if _declared(scope) > limit:
            await body.refusal()(scope, receive, send)
            return
        started = False

        async def unless_refused(message: Message) -> None:
            # Whatever the application makes of a body that broke off, the answer is ours.
            nonlocal started
            if not body.refused:
                started = True
                await send(message)

        with suppress(_TooMuch):
            await self.app(scope, body.receive, unless_refused)
        if body.refused and not started:
            await body.refusal()(scope, receive, send)


class _Body:
    """One request's body as it comes in."""

    def __init__(self, receive: Receive, limit: int, expected: bool):
        self._receive, self._limit, self._expected = receive, limit, expected
        self._taken, self._complete, self._late = 0, False, False
        self._begun = asyncio.get_running_loop().time()

    @property
    def refused(self) -> bool:
        return self._late or self._taken > self._limit

    async def receive(self) -> Message:
        try:
            message = await asyncio.wait_for(self._receive(), None if self._complete else self._patience())
        except TimeoutError:
            self._late = True
            raise _TooMuch from None
        if message["type"] == "http.disconnect" and self._expected and not self._complete:
            raise _TooMuch  # whoever sent half of it is gone: there is nobody to answer
        self._taken += len(message.get("body", b""))
        self._complete = not message.get("more_body", False)
        if self.refused:
            raise _TooMuch
        return message

    def _patience(self) -> float:
        """Seconds to wait for more: a pause has its measure, and so has a trickle without pauses."""
        spent = asyncio.get_running_loop().time() - self._begun
        return min(SILENCE, max(0.0, SILENCE + self._taken / SLOWEST - spent))

    def refusal(self) -> ASGIApp:
        if self._late:
            detail = (
                f"The body stopped coming for {SILENCE:g} seconds, "
                f"or came at less than {SLOWEST:g} bytes a second."
            )
            return problem(408, "slow", detail, headers={"connection": "close"})
        detail = f"This is larger than the {self._limit // 2**20} MiB this server takes."
        return problem(413, "size", detail, limit=self._limit, headers={"connection": "close"})


def _of_head(headers: Headers) -> ASGIApp | None:
    """The refusal of a request by its headers alone."""
    close = {"connection": "close"}
    size = sum(len(name) + len(value) for name, value in headers.raw)
    if size > LONGEST_HEAD:
        detail = f"The headers have {size:,} bytes; {LONGEST_HEAD:,} is the most."
        return problem(431, "headers", detail, limit=LONGEST_HEAD, got=size, headers=close)
    packing = headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("", "identity"):
        detail = f"A body packed as “{packing[:40]}” is not unpacked here."
        hint = "Send it as it is, without Content-Encoding."
        return problem(415, "encoding", detail, field="Content-Encoding", hint=hint, headers=close)
    return None


def _has_body(scope: Scope) -> bool:
    return _declared(scope) > 0 or "transfer-encoding" in Headers(scope=scope)


def _declared(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "0")
    return int(length) if length.isdecimal() and len(length) < 20 else 0


class Line:
    """At most so many at once; who comes beyond them is told to come again."""

    def __init__(self, most: int):
        self._most, self._waiting = most, 0

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place in line, or HTTPException 429."""
        if self._waiting >= self._most:
            detail = f"{self._waiting} questions are waiting already. Ask again in a moment."
            raise HTTPException(429, detail, headers={"Retry-After": "1"})
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1


def refuse_oversized(operation: Operation, records: Records, most: int) -> None:
    """A network is changed at one stroke, and whoever shares the worker waits for it. Raises `Denied`."""
    operation = _inner(operation, records)
    network = records.get("network")
    before = network.width if isinstance(network, Network) else ()
    width = width_after(operation, before)
    if width != before and (edges := edge_count(width)) > most:
        detail = f"This network would have {edges:,} edges; this server carries {most:,}."
        hint = "Take fewer or narrower layers, or start the server with KANSCOPE_MAX_EDGES."
        field = "width" if isinstance(operation, BuildNetwork) else "nodes"
        raise Denied(422, "body", detail, field=field, got=edges, limit=most, hint=hint)


def _inner(operation: Operation, records: Records) -> Operation:
    """What would be done: proposing and accepting are doors to the operation in them."""
    match operation:
        case Propose():
            return operation.operation
        case Accept():
            proposal = records.get(operation.proposal)
            asked = proposal.operation if isinstance(proposal, Proposal) else operation
            return operation.operation or asked
        case _:
            return operation


def edge_count(width: tuple[Any, ...]) -> int:
    """Edges of a network: every node of a layer leads to every subnode of the next."""
    return sum(_nodes(one, products=1) * _nodes(next, products=ARITY) for one, next in pairwise(width))


def _nodes(layer: Layer, products: int) -> int:
    return layer if isinstance(layer, int) else layer[0] + products * layer[1]
