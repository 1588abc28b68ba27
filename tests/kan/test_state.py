from __future__ import annotations

import json

import pytest
import torch
from tests.kan.laws import mixed_network, uniform

from kanscope.kan.state import network_from_state, network_state

X = uniform(50, 2)


def test_a_network_comes_back_equal_in_every_bit() -> None:
    network = mixed_network(X)
    spec, tensors = network_state(network)
    back = network_from_state(json.loads(json.dumps(spec)), tensors)
    assert torch.equal(back.parameters, network.parameters)
    assert torch.equal(back(X), network(X))
    assert back.shape == network.shape
    assert [layer.function for layer in back.layers] == [layer.function for layer in network.layers]
    assert torch.equal(back.trainable(), network.trainable())


def test_a_saved_state_does_not_follow_the_network() -> None:
    network = mixed_network(X)
    _, tensors = network_state(network)
    kept = tensors["parameters"].clone()
    network.parameters.zero_()
    assert torch.equal(tensors["parameters"], kept)


@pytest.mark.parametrize(
    "damage",
    [
        lambda spec, tensors: spec.pop("orders"),
        lambda spec, tensors: spec.update(width=[[2, 0], [1, 0]]),
        lambda spec, tensors: spec.update(functions=[[["eval"] * 4] * 2, spec["functions"][1]]),
        lambda spec, tensors: tensors.pop("lo.0"),
        lambda spec, tensors: tensors.update({"alive.1": torch.ones(1, 1)}),
        lambda spec, tensors: tensors.update(parameters=torch.zeros(3)),
    ],
)
def test_a_damaged_state_is_refused(damage: object) -> None:
    spec, tensors = network_state(mixed_network(X))
    assert callable(damage)
    damage(spec, tensors)
    with pytest.raises(ValueError, match=r"state|parameters|width|grid|k must"):
        network_from_state(spec, tensors)
