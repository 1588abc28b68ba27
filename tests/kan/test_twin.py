"""A perceptron beside the KAN: the same rows, as many parameters, the same time."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kan.laws import toy_samples, uniform

from kanscope.kan.network import Network
from kanscope.kan.perceptron import Descent, Perceptron, hidden_sizes, hidden_width, parameters_of
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import Plan
from kanscope.kan.surgery import fix_symbolic
from kanscope.kan.train import Training
from kanscope.kan.twin import Clock, Row, Twin, twin
from kanscope.tables.examples import example
from kanscope.tables.table import numbers


def ticking() -> Clock:
    """A clock that goes on by a second a look: so many seconds are so many steps."""
    ticks = itertools.count()
    return lambda: float(next(ticks))


def trained(samples: Samples, width: list[int | tuple[int, int]], steps: int = 100) -> Network:
    training = Training(Network.create(width, inputs=samples.x), samples, Plan(steps))
    list(training)
    return training.network


def example_samples(name: str) -> Samples:
    chosen = example(name)
    names, matrix = numbers(chosen.build())
    table = {column: torch.from_numpy(matrix[:, k].copy()) for k, column in enumerate(names)}
    columns = {column: table[column].log() if column in chosen.logs else table[column] for column in names}
    x, y = (torch.stack([columns[c] for c in roles], 1) for roles in (chosen.inputs, chosen.targets))
    x, y = ((part - part.mean(0)) / part.std(0) for part in (x, y))
    train = len(x) * 4 // 5
    return Samples(x[:train], y[:train], x[train:], y[train:])


def row(name: str, error: float) -> Row:
    return Row(name, (2, 3, 1), error, 1.5, 48)


@pytest.mark.parametrize("sizes", [[2, 5, 1], [3, 4, 6, 2], [1, 1]])
def test_the_gradient_of_a_perceptron_is_that_of_autograd(sizes: list[int]) -> None:
    network, x = Perceptron(sizes, 3, torch.zeros(1, dtype=torch.float64)), uniform(30, sizes[0])
    y = uniform(30, sizes[-1], seed=1)
    gradient, error = network.gradient(x, y)
    network.parameters.requires_grad_()
    network.layers = network.split(network.parameters)
    exact = (network(x) - y).square().mean()
    [expected] = torch.autograd.grad(exact, network.parameters)
    assert torch.allclose(gradient, expected, atol=1e-14)
    assert error == pytest.approx(float(exact.detach()))


def test_a_perceptron_steps_as_torch_adam_does() -> None:
    network, x, y = (
        Perceptron([2, 4, 1], 0, torch.zeros(1, dtype=torch.float64)),
        uniform(50, 2),
        uniform(50, 1),
    )
    theirs = network.parameters.clone().requires_grad_()
    twin_of_it = Perceptron([2, 4, 1], 0, theirs.detach())
    adam = torch.optim.Adam([theirs], lr=1e-2)
    descent = Descent(network, x, y, 1e-2)
    for _ in range(20):
        descent.step()
        twin_of_it.parameters.copy_(theirs.detach())
        theirs.grad = twin_of_it.gradient(x, y)[0]
        adam.step()
    assert torch.allclose(network.parameters, theirs.detach(), atol=1e-10)


@settings(deadline=None)
@given(st.integers(1, 3000), st.integers(1, 20), st.integers(1, 5), st.sampled_from([1, 2]))
def test_a_perceptron_is_as_large_as_asked_for(size: int, inputs: int, outputs: int, layers: int) -> None:
    h = hidden_width(size, inputs, outputs, layers)
    near = [parameters_of(hidden_sizes(w, inputs, outputs, layers)) for w in (max(h - 1, 1), h, h + 1)]
    assert h >= 1
    assert abs(near[1] - size) == min(abs(count - size) for count in near)


def test_the_kan_wins_on_the_toy_law() -> None:
    samples = toy_samples(500)
    found = twin(trained(samples, [2, 5, 1], 60), samples, 250, ticking())
    assert found.winner == "kan"
    assert found.kan.error < found.perceptron.error / 2
    assert abs(found.perceptron.parameters - found.kan.parameters) <= 0.1 * found.kan.parameters
    assert found.two_layers.shape == (2, 5, 1)
    assert found.sentence().startswith("The KAN wins: it misses by ")


def test_a_perceptron_wins_on_the_arm_as_its_sentence_says() -> None:
    """Found with 5 and 13 hidden nodes, grids of 3 and 5, L-BFGS and Levenberg-Marquardt alike."""
    samples = example_samples("arm")
    found = twin(trained(samples, [6, 5, 1], 60), samples, 500, ticking())
    assert found.winner == "perceptron"
    assert found.perceptron.error < found.kan.error / 2
    assert found.sentence().startswith("The perceptron wins: with ")
    assert "a plain perceptron beats the KAN" in example("arm").sentence


def test_noise_alone_is_no_victory() -> None:
    x, noise = uniform(300, 2), torch.randn(300, 1, generator=torch.Generator().manual_seed(1)).double()
    y = x[:, :1] + 2 * noise
    samples = Samples(x[:200], y[:200], x[200:], y[200:])
    line = Network.create([2, 1], inputs=x, grid=1, k=1, base="zero")
    training = Training(line, samples, Plan(30))
    list(training)
    found = twin(training.network, samples, 100, ticking())
    assert found.winner is None
    assert "100 test rows cannot tell apart" in found.sentence()


def test_the_time_is_kept_and_the_clock_decides() -> None:
    samples = toy_samples(100)
    network = Network.create([2, 2, 1], inputs=samples.x)
    one, two = (twin(network, samples, 100, ticking()) for _ in range(2))
    assert one == two
    assert 100 <= one.perceptron.seconds < 130
    assert 100 <= one.two_layers.seconds < 110 or one.two_layers.error < 1e-2


def test_the_sentence_is_in_the_targets_unit() -> None:
    found = Twin(row("kan", 0.5), row("perceptron", 0.25), row("two layers", 1.0), 5.0, 200)
    assert found.sentence(2.0, "m") == (
        "The perceptron wins: with 48 parameters in 1.5 s it misses by 0.5 m, the KAN by 1 m, 2 times as "
        "much; the two-layer shape [2, 3, 1] misses by 2 m."
    )
    assert replace(found, certainty=-1.9).winner is None
    assert replace(found, certainty=-2.1).winner == "kan"


def test_a_network_that_is_perfect_has_no_ratio() -> None:
    found = Twin(row("kan", 0.0), row("perceptron", 0.25), row("two layers", 0.0), -5.0, 200)
    assert "by 0.25, more; " in found.sentence()


def test_a_network_that_is_not_defined_everywhere_loses() -> None:
    samples = toy_samples(100)
    broken = fix_symbolic(Network.create([2, 1], inputs=samples.x), (0, 0, 0), "log", 1.0, 0.0, 1.0, 0.0)
    found = twin(broken, samples, 30, ticking())
    assert found.winner == "perceptron"
    assert "the KAN by no finite number, more; " in found.sentence()


@pytest.mark.parametrize("seconds", [0.0, -1.0, float("nan"), float("inf")])
def test_time_that_is_none_is_refused(seconds: float) -> None:
    samples = toy_samples(50)
    with pytest.raises(ValueError, match="seconds must be finite and positive"):
        twin(Network.create([2, 1], inputs=samples.x), samples, seconds, ticking())
