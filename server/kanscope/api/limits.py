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

ARITY = 2
"""Subnodes of a product node."""


class _TooMuch(Exception):
    pass


class BodyLimit:
    """ASGI middleware: 413 for what is too large, 408 for what stops coming.

    Files go to `/datasets` and `/models`.
    """

    def __init__(self, app: ASGIApp, largest: int):
        self.app, self.largest = app, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what comes in; answer as soon as it is too much or too slow."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.largest if scope["path"].endswith(("/datasets", "/models")) else min(SMALL, self.largest)
        body = _Body(receive, limit)
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

    def __init__(self, receive: Receive, limit: int):
        self._receive, self._limit = receive, limit
        self._taken, self._complete, self._late = 0, False, False

    @property
    def refused(self) -> bool:
        return self._late or self._taken > self._limit

    async def receive(self) -> Message:
        try:
            message = await asyncio.wait_for(self._receive(), None if self._complete else SILENCE)
        except TimeoutError:
            self._late = True
            raise _TooMuch from None
        self._taken += len(message.get("body", b""))
        self._complete = not message.get("more_body", False)
        if self.refused:
            raise _TooMuch
        return message

    def refusal(self) -> ASGIApp:
        if self._late:
            detail = f"Nothing came for {SILENCE:g} seconds in the middle of a body."
            return problem(408, "slow", detail, headers={"connection": "close"})
        detail = f"This is larger than the {self._limit // 2**20} MiB this server takes."
        return problem(413, "size", detail, limit=self._limit, headers={"connection": "close"})


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
