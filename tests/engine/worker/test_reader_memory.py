"""A reader that is asked for more memory than a question may take.

Asked in a process of its own: one that has run other tests holds freed memory, which no limit counts again.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from kanscope.engine.pipe import Message
from kanscope.engine.worker.answering import Answering
from kanscope.symbolic.tidy.memory import STATUS

MANY = {"formula": "sin(x) + y", "rows": 1_000_000}


def told(room: int) -> list[Message]:
    said: list[Message] = []
    reader = Answering({}, said.append, room)
    reader.ask({"question": 1, "query": "make_table", "arguments": MANY, "blobs": {}})
    reader.ask({"question": 2, "query": "examples", "arguments": {}, "blobs": {}})
    return said


def asked(room: int) -> list[Message]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        return fresh.submit(told, room).result(timeout=60)


@pytest.mark.skipif(not STATUS.exists(), reason="this system does not count a process's own memory")
def test_a_question_that_wants_too_much_memory_is_refused_and_the_next_one_answered() -> None:
    refused, answered = asked(room=2**20)
    assert (refused["tell"], refused["code"]) == ("unanswered", "memory")
    assert "more memory than one may take" in refused["detail"]
    assert answered["tell"] == "answer" and answered["value"]["examples"]


def test_with_room_enough_it_is_answered() -> None:
    assert [message["tell"] for message in asked(room=2**31)] == ["answer", "answer"]
