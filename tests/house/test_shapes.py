"""That shapes are checked at all in these tests: a check nobody makes is worth nothing."""

from __future__ import annotations

import pytest
import torch
from jaxtyping import TypeCheckError

from kanscope.kan.knots import uniform_knots
from kanscope.kan.network import Network


def test_a_tensor_of_another_shape_than_the_signature_states_is_noticed() -> None:
    with pytest.raises(TypeCheckError, match="hi"):
        uniform_knots(torch.zeros(2), torch.ones(3), 4, 3)


def test_a_tensor_of_another_kind_of_numbers_is_noticed() -> None:
    network = Network.create([2, 1], inputs=torch.rand(9, 2, dtype=torch.float64))
    with pytest.raises(TypeCheckError, match="x"):
        network.layers[0](torch.zeros(3, 2, dtype=torch.int64))
