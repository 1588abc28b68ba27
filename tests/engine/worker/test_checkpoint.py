from __future__ import annotations

import json

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.made import fresh, trained

from kanscope.engine.worker.session.checkpoint import pack, unpack
from kanscope.engine.worker.tasks.train import begin
from kanscope.study.operations import Train


def test_a_network_comes_back_equal_in_every_bit() -> None:
    session = trained(fresh(), 3).with_network(fresh().network, **{"edge:0:0:0": 0.99})
    saved = unpack(pack(session))
    assert torch.equal(saved.network.parameters, session.network.parameters)
    assert torch.equal(saved.scaling.targets.scale, session.scaling.targets.scale)
    assert saved.fits == {"edge:0:0:0": 0.99}
    assert saved.data == session.context.data


def test_equal_networks_have_equal_bytes() -> None:
    assert pack(trained(fresh(), 3)) == pack(trained(fresh(), 3))


def test_a_training_goes_on_from_its_bytes_as_if_it_had_never_stopped() -> None:
    whole, broken = begin(Train(steps=12), fresh()), begin(Train(steps=12), fresh())
    for _ in range(5):
        next(broken)
    kept = unpack(pack(fresh().with_network(broken.network), broken.state()))
    assert kept.training is not None
    resumed = type(broken).resume(fresh().samples, *kept.training)
    assert [step for step in whole][5:] == list(resumed)
    assert torch.equal(whole.network.parameters, resumed.network.parameters)


@given(st.binary(max_size=200))
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        unpack(data)


def test_bytes_name_no_time_and_no_run() -> None:
    data = pack(fresh())
    header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    about = json.loads(header["__metadata__"]["kanscope"])
    assert set(about) == {"format", "spec", "data", "fits", "exact", "versions"}
