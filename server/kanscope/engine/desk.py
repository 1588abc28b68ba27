"""Where questions wait for the one reader process, which answers them one at a time."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kanscope.engine.engine import QueryFailed
from kanscope.engine.pipe import Message
from kanscope.engine.seat import Launch, Seat
from kanscope.study.saying import Said

LONGER = {"onnx": 120.0, "read_model": 60.0}
"""Seconds that questions of some kinds may take: torch's exporter is slow to load and to trace."""
LARGE = 2**20
"""Blobs above this size (bytes) are hashed beside the event loop."""


@dataclass(eq=False)
class Question:
    """A question and, one day, its answer."""

    query: str
    arguments: Mapping[str, Any]
    blobs: Mapping[str, bytes]
    newest_of: str | None
    answer: asyncio.Future[Any] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def fail(self, failure: QueryFailed) -> None:
        """Answer with a failure, unless nobody waits any more."""
        if not self.answer.done():
            self.answer.set_exception(failure)


class Desk:
    """The waiting questions and the reader's seat; one question is with the reader at a time."""

    def __init__(self, launch: Launch, deadline: float) -> None:
        self._deadline = deadline
        self._waiting: deque[Question] = deque()
        self._asked = asyncio.Event()
        self._reply: asyncio.Future[Message] | None = None
        self._under_way: Question | None = None
        self._count = 0
        self._seat = Seat(launch, self._lost)
        self._clerk = asyncio.ensure_future(self._serve())

    async def ask(self, question: Question) -> Any:
        """The answer. Raises `QueryFailed`."""
        if question.newest_of is not None:
            self._replace(question.newest_of)
        self._waiting.append(question)
        self._asked.set()
        try:
            return await question.answer
        finally:
            with contextlib.suppress(ValueError):
                self._waiting.remove(question)
            if question is self._under_way:
                self._drop()

    def hear(self, told: Message) -> None:
        """Take a message of the reader; answers to questions given up are passed over."""
        if self._reply is not None and not self._reply.done() and told.get("question") == self._count:
            self._reply.set_result(told)

    async def close(self) -> None:
        """End the reader; whoever still waits is told so."""
        self._clerk.cancel()
        for question in self._waiting:
            question.fail(QueryFailed("The server is closing.", code="internal"))
        await self._seat.close()

    def _replace(self, newest_of: str) -> None:
        for older in (*self._waiting, *([self._under_way] if self._under_way else [])):
            if older.newest_of == newest_of:
                older.fail(QueryFailed("A newer question took the place of this one.", code="replaced"))

    def _drop(self) -> None:
        """Tell the reader that nobody waits any more; the queries that take their time then end early."""
        reader = self._seat.taken
        if reader is not None:
            reader.say({"say": "drop", "question": self._count})

    def _lost(self, detail: str) -> None:
        if self._reply is not None and not self._reply.done():
            failure = QueryFailed(f"The process that was answering is gone: {detail}.", code="lost")
            self._reply.set_exception(failure)

    async def _serve(self) -> None:
        while True:
            await self._asked.wait()
            if not self._waiting:
                self._asked.clear()
                continue
            question = self._waiting.popleft()
            if not question.answer.done():
                await self._put(question)

    async def _put(self, question: Question) -> None:
        """Ask the reader; every way this can end is an answer or a failure of the question."""
        self._under_way = question
        try:
            told = await self._told(question)
        except QueryFailed as failure:
            question.fail(failure)
        except asyncio.CancelledError:
            question.fail(QueryFailed("The server is closing.", code="internal"))
            raise
        except (TypeError, ValueError, OverflowError) as error:
            question.fail(QueryFailed(f"The question cannot be put into a message: {error}"))
        else:
            _answer(question, told)
        finally:
            self._under_way = None

    async def _told(self, question: Question) -> Message:
        named = {name: (await blob_id(data), data) for name, data in question.blobs.items()}
        reader = await self._seat.worker()
        self._reply = reply = asyncio.get_running_loop().create_future()
        self._count += 1
        reader.give(dict(named.values()), [blob for blob, _ in named.values()])
        reader.say(self._message(question, {name: blob for name, (blob, _) in named.items()}))
        await self._first(reader.ready.wait(), reply)
        deadline = max(self._deadline, LONGER.get(question.query, 0.0))
        try:
            return await asyncio.wait_for(reply, deadline)
        except TimeoutError:
            reader.kill()
            await reader.gone
            raise QueryFailed(f"No answer within {deadline:g} s.", code="deadline") from None

    async def _first(self, ready: Any, reply: asyncio.Future[Message]) -> None:
        """Wait until the reader has started or died trying; its start takes none of the question's time."""
        started = asyncio.ensure_future(ready)
        await asyncio.wait([started, reply], return_when=asyncio.FIRST_COMPLETED)
        started.cancel()

    def _message(self, question: Question, blobs: dict[str, str]) -> Message:
        asked = {"query": question.query, "arguments": dict(question.arguments), "blobs": blobs}
        return {"say": "ask", "question": self._count, **asked}


def _answer(question: Question, told: Message) -> None:
    if told["tell"] == "answer":
        if not question.answer.done():
            question.answer.set_result(told["value"])
    else:
        said = tuple(Said.model_validate(clause) for clause in told["said"])
        about = {part: told[part] for part in ("code", "field", "hint")}
        question.fail(QueryFailed(told["detail"], **about, said=said))


async def blob_id(data: bytes) -> str:
    """The content address of some bytes, as the store names them."""
    return f"sha:{_hash(data) if len(data) <= LARGE else await asyncio.to_thread(_hash, data)}"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
