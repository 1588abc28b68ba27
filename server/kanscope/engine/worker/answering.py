"""Questions in the reader: looked up by name, answered or refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kanscope.engine.pipe import Message
from kanscope.engine.worker.problem import QuestionWrong, problem_of
from kanscope.engine.worker.queries.asked import Asked, GivenUp, Library
from kanscope.engine.worker.queries.catalogue import QUERIES
from kanscope.engine.worker.queries.warm import warm_up
from kanscope.engine.worker.voice import Tell
from kanscope.symbolic.tidy.memory import at_most

ROOM = 4 * 2**30
"""Bytes a question may take beside what the reader has already."""
TOO_MUCH = f"This question needs more memory than one may take here ({ROOM >> 30} GiB)."


class Answering:
    """One question after the other. Everything a question needs comes with it."""

    def __init__(self, blobs: Mapping[str, bytes], tell: Tell, room: int = ROOM) -> None:
        self._blobs, self._tell, self._library, self._room = blobs, tell, Library(), room
        self._dropped = 0

    def warm_up(self) -> None:
        """Load what the first question would otherwise wait for."""
        warm_up()

    def drop(self, message: Message) -> None:
        """Nobody waits for this question, or one before it. Said from another thread while it is answered."""
        self._dropped = max(self._dropped, message["question"])

    def ask(self, message: Message) -> None:
        """Answer a question, or tell why not."""
        try:
            value = self._value(message)
        except QuestionWrong as wrong:
            clauses = [clause.model_dump() for clause in wrong.clauses]
            self._refuse(message, "body", wrong.detail, field=wrong.field, hint=wrong.hint, said=clauses)
        except GivenUp:
            self._refuse(message, "replaced", "The question was given up.")
        except MemoryError:
            self._refuse(message, "memory", TOO_MUCH, hint="Ask about fewer edges, or a smaller network.")
        except Exception as error:  # a question's fault ends that question only
            said = problem_of(error)
            code = said.code if said.code in ("internal", "memory") else "body"
            self._refuse(message, code, TOO_MUCH if code == "memory" else said.detail)
        else:
            self._tell({"tell": "answer", "question": message["question"], "value": value})

    def _value(self, message: Message) -> Any:
        query = QUERIES.get(message["query"])
        if query is None:
            raise QuestionWrong(f"There is no question called “{message['query']}”.", hint=", ".join(QUERIES))
        blobs = {name: (blob, self._blobs[blob]) for name, blob in message["blobs"].items()}
        number = message["question"]
        asked = Asked(message["arguments"], blobs, self._library, lambda: number <= self._dropped)
        with at_most(self._room):
            return query(asked)

    def _refuse(self, message: Message, code: str, detail: str, **more: Any) -> None:
        about = {"code": code, "detail": detail, "field": None, "hint": None, "said": [], **more}
        self._tell({"tell": "unanswered", "question": message["question"], **about})
