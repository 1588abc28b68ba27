"""A training in a worker, stepped by hand: a clock that is told, and no process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgpack
import pytest
from tests.contracts.engine_contract import ROLES, blob_id, toy_table
from tests.engine.made import fresh

from kanscope.engine.pipe import Message
from kanscope.engine.worker.order import Order
from kanscope.engine.worker.session.checkpoint import pack, unpack
from kanscope.engine.worker.session.context import Contexts
from kanscope.engine.worker.train_run import TrainRun
from kanscope.engine.worker.voice import Voice
from kanscope.study.operations import Train

Clock = Callable[[], float]


class Ticking:
    """A clock that goes on by `tick` seconds each time somebody looks."""

    def __init__(self, tick: float) -> None:
        self.now, self.tick = 0.0, tick

    def __call__(self) -> float:
        self.now += self.tick
        return self.now


class Played:
    """A run and what it has told."""

    def __init__(self, plan: Train, tick: float = 0.0, resume: bytes | None = None) -> None:
        table = toy_table()
        order = Order(plan, ROLES, (blob_id(table), table), pack(fresh()), resume)
        self.told: list[Message] = []
        self.run = TrainRun(order, Contexts(), Voice("a", "run:1", 1, self.told.append), Ticking(tick))

    def steps(self, number: int) -> None:
        for _ in range(number):
            self.run.slice(lambda: False)

    def play(self) -> Message:
        while self.run.slice(lambda: True):
            pass
        return self.told[-1]

    def of(self, tell: str) -> list[Any]:
        return [message for message in self.told if message["tell"] == tell]


def test_the_result_does_not_depend_on_how_often_somebody_looks() -> None:
    seldom, often = Played(Train(steps=25)), Played(Train(steps=25), tick=10.0)
    assert seldom.play()["checkpoint"] == often.play()["checkpoint"]
    assert len(often.of("checkpoint")) == 25
    assert len(often.of("frame")) > 10
    assert len(seldom.of("checkpoint")) == 1


def test_a_run_taken_up_from_any_kept_state_ends_the_same() -> None:
    whole = Played(Train(steps=25), tick=10.0)
    end = whole.play()
    for kept in whole.of("checkpoint")[::8]:
        again = Played(Train(steps=25), resume=kept["payload"]).play()
        assert again["checkpoint"] == end["checkpoint"]
        assert again["step"] == end["step"]


def test_a_stop_takes_effect_before_the_next_step() -> None:
    played = Played(Train(steps=1000, optimiser="adam"))
    played.steps(4)  # the first slice opens the data and makes a step
    played.run.control("stop", {})
    assert not played.run.slice(lambda: True)
    assert played.told[-1]["stopped"]
    assert played.told[-1]["step"] == 4


def test_a_word_within_a_slice_ends_the_slice() -> None:
    played = Played(Train(steps=1000, optimiser="adam"))
    answers = iter([True, True, False])
    played.run.slice(lambda: next(answers))
    idle = []
    for word in ("pause", "resume", "pause", "stop"):
        played.run.control(word, {})
        idle.append(played.run.idle)
    assert idle == [True, False, True, False]
    played.run.slice(lambda: True)
    assert played.told[-1]["step"] == 3


def test_an_adjustment_holds_from_the_next_step_and_is_kept() -> None:
    played = Played(Train(steps=1000, optimiser="adam"), tick=10.0)
    played.steps(2)
    played.run.control("adjust", {"learning_rate": 0.5, "sparsity": 0.25})
    played.steps(1)
    plan = unpack(played.of("checkpoint")[-1]["payload"]).training[0]["plan"]  # type: ignore[index]
    assert (plan["learning_rate"], plan["sparsity"]) == (0.5, 0.25)


def test_an_adjustment_made_after_the_kept_state_is_made_again() -> None:
    played = Played(Train(steps=1000, optimiser="adam"))
    played.steps(1)
    kept = played.of("checkpoint")[0]["payload"]
    again = Played(Train(steps=1000, optimiser="adam", learning_rate=0.5), tick=10.0, resume=kept)
    again.steps(1)
    plan = unpack(again.of("checkpoint")[-1]["payload"]).training[0]["plan"]  # type: ignore[index]
    assert plan["learning_rate"] == 0.5


def test_errors_are_told_once_for_every_step() -> None:
    played = Played(Train(steps=30, optimiser="adam"), tick=0.03)
    end = played.play()
    rows = [row for message in played.of("progress") for row in message["rows"]]
    assert [row[0] for row in rows] == list(range(1, 31))
    assert end["network"]["train_rmse"] == pytest.approx(rows[-1][1])


def test_the_last_frame_shows_the_last_step() -> None:
    played = Played(Train(steps=30, optimiser="adam"))
    played.play()
    assert msgpack.unpackb(played.of("frame")[-1]["payload"])["step"] == 30
