"""What a curve leaves over: the shift that mends the errors, found wherever the edge is."""

from __future__ import annotations

import pytest
import torch
from tests.kan.laws import toy_samples

from kanscope.kan.left_over import left_over
from kanscope.kan.network import Network

X = toy_samples(400).x
NETWORK = Network.create([2, 3, 2], inputs=X, seed=1)
WITH_PRODUCT = Network.create([2, (2, 1), 1], inputs=X, seed=2)


def lifted(network: Network, edge: tuple[int, int, int], by: float) -> torch.Tensor:
    """Outputs with one curve lifted everywhere: splines sum to 1."""
    l, i, j = edge
    other = network.copy()
    grid, k = network.layers[l].grid, network.layers[l].k
    other.layers[l].weights[i, : grid + k, j] += by
    return other(X)


@pytest.mark.parametrize("edge", [(0, 0, 0), (0, 1, 2), (1, 0, 1), (1, 2, 0)])
def test_a_curve_that_lies_too_low_is_asked_to_rise_by_as_much(edge: tuple[int, int, int]) -> None:
    found = left_over(NETWORK, edge, X, lifted(NETWORK, edge, 1e-4))
    told = found.weight > 0.05 * found.weight.mean()
    assert torch.allclose(found.shift[told], torch.full_like(found.shift[told], 1e-4), rtol=0.05)
    assert torch.allclose(found.moved, torch.full_like(found.moved, 1e-4), rtol=0.05)
    assert found.explained > 0.99


def test_a_factor_of_a_product_is_reached_through_the_others() -> None:
    found = left_over(WITH_PRODUCT, (0, 0, 3), X, lifted(WITH_PRODUCT, (0, 0, 3), 1e-4))
    assert torch.allclose(found.moved, torch.full_like(found.moved, 1e-4), rtol=0.05)


def test_into_an_output_it_is_the_error_itself() -> None:
    y = NETWORK(X) + torch.randn(len(X), 2, generator=torch.Generator().manual_seed(3), dtype=torch.float64)
    assert torch.allclose(left_over(NETWORK, (1, 1, 0), X, y).shift, (y - NETWORK(X))[:, 0])


def test_noise_is_not_taken_for_a_curve_and_a_bend_is() -> None:
    noise = torch.randn(len(X), 2, generator=torch.Generator().manual_seed(4), dtype=torch.float64)
    assert left_over(NETWORK, (0, 0, 0), X, NETWORK(X) + noise).explained < 0.05
    bent = NETWORK(X) + 0.1 * noise
    bent[:, 0] += torch.sin(4 * NETWORK_NODE)
    found = left_over(NETWORK, (1, 0, 0), X, bent)
    assert found.explained > 0.7
    assert (found.moved.abs() > 4 * found.unsure).any()


NETWORK_NODE = NETWORK.combine(0, NETWORK.layers[0](X))[:, 0]


def test_a_network_that_is_right_leaves_nothing() -> None:
    found = left_over(NETWORK, (0, 0, 0), X, NETWORK(X))
    assert float(found.shift.abs().max()) < 1e-12 and found.explained < 0.1


def test_an_input_that_never_changes_is_one_bin() -> None:
    still = X.clone()
    still[:, 0] = 0.5
    found = left_over(NETWORK, (0, 0, 0), still, NETWORK(still) + 1)
    assert found.centre.tolist() == [0.5]
