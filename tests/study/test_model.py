"""A study may begin with a model that was brought in: the worker starts from its bytes, if its shape fits."""

from __future__ import annotations

import pytest
from tests.study.situations import CREATED, Log, blob, opened

from kanscope.study.draft import Refused
from kanscope.study.effects import StartRun
from kanscope.study.operations import BuildNetwork

MODEL = BuildNetwork(width=(2, 4, 1), grid=3, model=blob(7))


def test_the_first_run_of_the_study_starts_from_the_model() -> None:
    [effect] = Log().do(CREATED.model_copy(update={"first": MODEL})).effects
    assert isinstance(effect, StartRun) and effect.network == blob(7)
    assert effect.operation == MODEL


def test_a_fresh_network_starts_from_none_and_a_model_from_its_own_whatever_was_there() -> None:
    log = opened()
    [fresh] = log.do(BuildNetwork(width=(2, 3, 1))).effects
    log.finish()
    [brought] = log.do(MODEL).effects
    assert isinstance(fresh, StartRun) and fresh.network is None
    assert isinstance(brought, StartRun) and brought.network == blob(7)


def test_a_model_of_another_shape_is_refused_with_what_it_takes() -> None:
    wide = MODEL.model_copy(update={"width": (3, 4, 1)})
    with pytest.raises(Refused, match="The model has 3 input") as refusal:
        Log().do(CREATED.model_copy(update={"first": wide}))
    assert refusal.value.field == "model" and refusal.value.hint
