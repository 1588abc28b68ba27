"""The reader's answers, and questions that nobody waits for any more."""

from __future__ import annotations

from typing import Any

from tests.contracts.engine_contract import toy_table
from tests.engine.made import asked, fresh

from kanscope.engine.worker.answering import Answering


def test_a_long_question_ends_at_its_next_look_at_the_clock_once_it_is_dropped() -> None:
    about = asked(fresh((2, 1, 1)), toy_table(), {"seconds": 5})
    told: list[dict[str, Any]] = []
    answering = Answering(dict(about.blobs.values()), told.append)
    message = {
        "query": "twin",
        "arguments": about.arguments,
        "blobs": {n: b for n, (b, _) in about.blobs.items()},
    }
    answering.drop({"question": 1})
    answering.ask({**message, "question": 1})
    answering.ask({**message, "question": 2, "query": "curves"})
    assert [one["tell"] for one in told] == ["unanswered", "answer"]
    assert told[0]["code"] == "replaced"
