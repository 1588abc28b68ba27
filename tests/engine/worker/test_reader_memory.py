"""A reader that is asked for more memory than a question may take."""

from __future__ import annotations

import pytest

from kanscope.engine.pipe import Message
from kanscope.engine.worker.answering import Answering
from kanscope.symbolic.tidy.memory import STATUS

MANY = {"formula": "sin(x) + y", "rows": 1_000_000}


def asked(room: int) -> list[Message]:
    told: list[Message] = []
    reader = Answering({}, told.append, room)
    reader.ask({"question": 1, "query": "make_table", "arguments": MANY, "blobs": {}})
    reader.ask({"question": 2, "query": "examples", "arguments": {}, "blobs": {}})
    return told


@pytest.mark.skipif(not STATUS.exists(), reason="this system does not count a process's own memory")
def test_a_question_that_wants_too_much_memory_is_refused_and_the_next_one_answered() -> None:
    refused, answered = asked(room=2**20)
    assert (refused["tell"], refused["code"]) == ("unanswered", "memory")
    assert "more memory than one may take" in refused["detail"]
    assert answered["tell"] == "answer" and answered["value"]["examples"]


def test_with_room_enough_it_is_answered() -> None:
    assert [message["tell"] for message in asked(room=2**31)] == ["answer", "answer"]
