from __future__ import annotations

import math

import pytest
import torch
from tests.contracts.engine_contract import ROLES, toy_table
from tests.engine.made import ORBIT_ROLES, fresh, orbits, table

from kanscope.engine.worker.problem import DataUnusable
from kanscope.engine.worker.session.checkpoint import pack, unpack
from kanscope.engine.worker.session.context import Contexts, context_of
from kanscope.engine.worker.session.scaling import Scale, Scaling
from kanscope.study.records import Data


def test_every_row_is_in_exactly_one_part() -> None:
    context = context_of(toy_table(), ROLES)
    together = torch.cat([context.train, context.check, context.sealed])
    assert sorted(together.tolist()) == list(range(300))
    assert (len(context.train), len(context.check), len(context.sealed)) == (210, 60, 30)


def test_the_same_seed_divides_the_same_way_and_another_does_not() -> None:
    one, same = context_of(toy_table(), ROLES), context_of(toy_table(), ROLES)
    other = context_of(toy_table(), ROLES.model_copy(update={"seed": 1}))
    assert torch.equal(one.check, same.check)
    assert not torch.equal(one.check, other.check)


def test_sealed_rows_stay_sealed_when_another_share_is_tested() -> None:
    more = ROLES.model_copy(update={"test": 0.4})
    assert torch.equal(context_of(toy_table(), ROLES).sealed, context_of(toy_table(), more).sealed)


def test_sealed_rows_stay_sealed_when_a_column_with_gaps_comes_into_use() -> None:
    rows = [float(k) for k in range(400)]
    gaps = [math.nan if k % 7 == 3 else k for k in rows]
    packed = table(x=rows, z=gaps, y=rows)
    all_, some = (context_of(packed, Data(inputs=used, targets=("y",))) for used in (("x",), ("x", "z")))
    before, after = (set(one.y[one.sealed, 0].tolist()) for one in (all_, some))
    assert len(after) == round(0.1 * len(some.y))
    assert len(after - before) <= 0.15 * len(after)


def test_rows_with_a_gap_in_a_used_column_are_left_out() -> None:
    rows = [float(k) for k in range(40)]
    gaps = [math.nan if k % 4 == 0 else k for k in rows]
    packed = table(x=gaps, y=rows, unused=[math.nan] * 40)
    assert len(context_of(packed, Data(inputs=("x",), targets=("y",))).x) == 30


def test_logarithms_are_taken_and_what_has_none_is_left_out() -> None:
    rows = [float(k) for k in range(41)]
    context = context_of(table(x=rows, y=rows), Data(inputs=("x",), targets=("y",), logs=("x",)))
    assert context.x[:, 0].tolist() == pytest.approx([math.log(k) for k in rows[1:]])


def test_too_few_complete_rows_are_refused_with_their_number() -> None:
    with pytest.raises(DataUnusable, match="Only 19 of 19 rows"):
        context_of(table(x=list(range(19)), y=list(range(19))), Data(inputs=("x",), targets=("y",)))


def test_training_rows_have_mean_0_and_deviation_1_inside() -> None:
    samples = fresh(packed=orbits(), data=ORBIT_ROLES).samples
    assert samples.x.mean(0).abs().max() < 1e-12
    assert (samples.y.std(0, unbiased=False) - 1).abs().max() < 1e-12


@pytest.mark.parametrize("value", [0.1, 0.3, 1e9 + 0.1, -1 / 3])
def test_a_column_that_is_constant_in_training_keeps_its_unit(value: float) -> None:
    """The mean of many times 0.3 is not 0.3: divided by that dust, a new value would be 10¹⁶."""
    assert float(Scale.of(torch.full((700, 1), value, dtype=torch.float64)).scale) == 1


def test_the_first_grid_covers_rows_of_all_parts() -> None:
    session = fresh()
    first, inner = session.network.layers[0], session.scaling.inputs.inside(session.context.x)
    assert bool((first.lo < inner.amin(0)).all())
    assert bool((first.hi > inner.amax(0)).all())


def test_all_versions_of_a_network_stand_on_the_same_rows() -> None:
    context = context_of(toy_table(), ROLES)
    scaling, same = context.fresh_scaling, unpack(pack(fresh())).scaling
    assert context.samples(scaling) is context.samples(same)
    other = Scaling(Scale(scaling.inputs.shift, 2 * scaling.inputs.scale), scaling.targets)
    assert not torch.equal(context.samples(other).x, context.samples(scaling).x)


def test_contexts_are_dropped_by_what_they_weigh_but_never_the_last() -> None:
    contexts, other = Contexts(room=1), ROLES.model_copy(update={"seed": 1})
    first = contexts.get("sha:1", toy_table(), ROLES)
    assert contexts.get("sha:1", b"not looked at", ROLES) is first
    contexts.get("sha:1", toy_table(), other)
    assert contexts.get("sha:1", toy_table(), ROLES) is not first


def test_a_table_is_unpacked_once_for_the_same_roles() -> None:
    contexts = Contexts()
    assert contexts.get("sha:1", toy_table(), ROLES) is contexts.get("sha:1", b"not looked at", ROLES)
