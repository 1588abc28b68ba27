from __future__ import annotations

import pytest
import torch
from tests.kan.laws import uniform

from kanscope.kan.differences import differences
from kanscope.kan.grid import follow_samples
from kanscope.kan.network import Network


def uneven(k: int, grid: int = 6) -> Network:
    x = uniform(300, 2)
    network = Network.create([2, 3], inputs=x, grid=grid, k=k, base="zero")
    return follow_samples(network, x**3, uniform=0.3)[0]


@pytest.mark.parametrize("k", [2, 3, 4])
def test_on_uneven_knots_the_k_th_difference_is_the_k_th_derivative(k: int) -> None:
    layer = uneven(k).layers[0]
    bends = torch.bmm(differences(layer, k), layer.weights)
    assert layer.wiring.knots is not None
    edges = layer.wiring.knots[:, k : k + layer.grid + 1]
    for cell in range(layer.grid):
        lo, width = edges[:, cell], edges[:, cell + 1] - edges[:, cell]
        points = lo + (torch.arange(k + 1, dtype=torch.float64) + 0.5)[:, None] / (k + 1) * width
        direct = layer.edge_values(points).diff(n=k, dim=0)[0] / (width / (k + 1))[:, None] ** k
        spacing = ((layer.hi - layer.lo) / layer.grid)[:, None] ** k
        assert torch.allclose(bends[:, cell], direct * spacing, rtol=1e-6, atol=1e-8)


def test_on_even_knots_given_one_by_one_they_are_plain_differences() -> None:
    x = uniform(50, 2)
    plain = Network.create([2, 3], inputs=x, grid=6, base="zero")
    listed = follow_samples(plain, x, uniform=1.0)[0]
    for order in range(1, 5):
        expected = differences(plain.layers[0], order)
        assert torch.allclose(differences(listed.layers[0], order), expected, atol=1e-12)
        assert torch.equal(expected[0], torch.eye(9, dtype=torch.float64).diff(n=order, dim=0))


def test_a_short_spline_has_the_highest_difference_it_can_have() -> None:
    layer = Network.create([1, 1], inputs=uniform(20, 1), grid=1, k=1, base="zero").layers[0]
    assert differences(layer, 3).shape == (1, 1, 2)
