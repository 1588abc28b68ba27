"""Questions and the reader that answers them, which may be slow or die."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio

from kanscope.engine.desk import Desk, Question
from kanscope.engine.engine import QueryFailed
from kanscope.engine.process import WorkerProcess

SLOW = {"formula": "+".join(f"sin(x{k})" for k in range(60)), "rows": 1_000_000}

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass
class Asking:
    """A desk and the readers that have sat at it."""

    readers: list[WorkerProcess] = field(default_factory=list)

    def open(self, deadline: float) -> None:
        self.desk = Desk(self._launch, deadline)

    async def _launch(self) -> WorkerProcess:
        self.readers.append(await WorkerProcess.launch(self.desk.hear, reader=True))
        return self.readers[-1]

    async def ask(self, query: str, **arguments: Any) -> Any:
        return await self.desk.ask(Question(query, arguments, {}, None))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asking() -> AsyncIterator[Asking]:
    asking = Asking()
    asking.open(deadline=0.5)
    yield asking
    await asking.desk.close()


async def test_a_question_that_takes_too_long_costs_the_reader_only(
    asking: Asking,
) -> None:
    with pytest.raises(QueryFailed) as failure:
        await asking.ask("make_table", **SLOW)
    assert failure.value.code == "deadline"
    assert (await asking.ask("examples"))["examples"]
    assert len(asking.readers) == 2


async def test_a_dead_reader_fails_its_question_only(asking: Asking) -> None:
    await asking.ask("examples")
    asked = asyncio.ensure_future(asking.ask("make_table", **SLOW))
    await asyncio.sleep(0)  # the question is on its way
    asking.readers[-1].kill()
    with pytest.raises(QueryFailed) as failure:
        await asked
    assert failure.value.code == "lost"
    assert (await asking.ask("examples"))["examples"]


async def test_an_unknown_question_and_one_that_is_no_message_are_refused(asking: Asking) -> None:
    for query, arguments in (("whats_up", {}), ("examples", {"number": 2**80}), ("examples", {"set": {1}})):
        with pytest.raises(QueryFailed) as failure:
            await asking.ask(query, **arguments)
        assert failure.value.code == "body"
    assert (await asking.ask("examples"))["examples"]


async def test_somebody_who_stops_waiting_holds_up_nobody(asking: Asking) -> None:
    given_up = asyncio.ensure_future(asking.ask("example", id="toy"))
    await asyncio.sleep(0)
    given_up.cancel()
    assert (await asking.ask("examples"))["examples"]
