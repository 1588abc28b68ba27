from __future__ import annotations

import pytest
import torch
from tests.kan.laws import mixed_network, toy_samples, uniform

from kanscope.kan.gradient import Gradient
from kanscope.kan.jacobian import free_columns
from kanscope.kan.majorant import add_penalty
from kanscope.kan.network import Network
from kanscope.kan.penalties.edge_spread import EdgeSpread
from kanscope.kan.prune import prune
from kanscope.kan.schedule import Plan
from kanscope.kan.scores import attribution
from kanscope.kan.surgery import fix_symbolic, lock_edges
from kanscope.kan.train import Training


def measured(network: Network, x: torch.Tensor) -> tuple[float, list[torch.Tensor], Gradient]:
    passes = Gradient(network, x)
    passes.forward()
    value, pulls = EdgeSpread().of(passes.variances(), [layer.alive for layer in network.layers])
    return value, pulls, passes


def majorant(network: Network, x: torch.Tensor) -> torch.Tensor:
    _, pulls, passes = measured(network, x)
    size = len(free_columns(network))
    matrix = torch.zeros(size, size, dtype=torch.float64)
    add_penalty(matrix, passes, pulls)
    return matrix


def weighted_variance(network: Network, x: torch.Tensor, pulls: list[torch.Tensor]) -> float:
    passes = Gradient(network, x)
    passes.forward()
    pairs = zip(passes.variances(), pulls, strict=True)
    return float(sum((variance * pull.clamp(min=0)).sum() for variance, pull in pairs))


def named_network(x: torch.Tensor) -> Network:
    network = Network.create([2, 2], inputs=x, seed=1)
    network = fix_symbolic(network, (0, 0, 1), "sin", 1.3, 0.2, 0.8, -0.1)
    return lock_edges(fix_symbolic(network, (0, 1, 1), "sin", 0.7, 0.1, 1.8, 0.3), [(0, 1, 0)])


@pytest.mark.parametrize("which", [slice(0, 9), slice(11, 13)])
def test_where_values_are_linear_in_the_numbers_it_bends_as_the_weighted_variances_do(which: slice) -> None:
    """All of a spline's weights, and c and d of a named edge."""
    x = uniform(80, 2)
    network = named_network(x)
    matrix, pulls = majorant(network, x), measured(network, x)[1]
    move = torch.zeros(len(matrix), dtype=torch.float64)
    move[which] = uniform(1, which.stop - which.start, seed=2)[0]
    at, values = network.parameters.clone(), []
    for step in (-1.0, 0.0, 1.0):
        network.parameters.copy_(at.index_add(0, free_columns(network), step * move))
        values.append(weighted_variance(network, x, pulls))
    assert values[0] - 2 * values[1] + values[2] == pytest.approx(float(move @ matrix @ move), rel=1e-9)


def test_it_never_falls_and_leaves_locked_edges_alone() -> None:
    x = uniform(80, 2)
    for network in (named_network(x), mixed_network(x)):
        matrix = majorant(network, x)
        assert float(torch.linalg.eigvalsh(matrix).min()) > -1e-10
        assert len(matrix) == int(network.trainable().sum())


def test_variances_must_have_been_computed() -> None:
    x = uniform(20, 2)
    passes = Gradient(named_network(x), x)
    passes.forward()
    with pytest.raises(ValueError, match="variances"):
        add_penalty(torch.zeros(1, 1, dtype=torch.float64), passes, [torch.ones(2, 2, dtype=torch.float64)])


@pytest.mark.parametrize("seed", range(2))
def test_least_squares_with_the_penalty_inside_leave_the_toy_law_three_edges(seed: int) -> None:
    given = toy_samples()
    network = Network.create([2, 5, 1], inputs=given.x, base="zero", seed=seed)
    training = Training(network, given, Plan(steps=100, optimiser="lm", sparsity=0.03))
    for _ in training:
        pass
    left = prune(training.network, attribution(training.network, given.x), inputs=given.x)
    assert sum(int(layer.alive.sum()) for layer in left.layers) == 3
