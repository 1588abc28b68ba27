from __future__ import annotations

import pytest
import torch
from tests.kan.laws import uniform

from kanscope.kan.base import BASES, base_named
from kanscope.kan.curves import curves, density
from kanscope.kan.network import Network
from kanscope.kan.samples import Samples
from kanscope.kan.trace import node_values, trace


def test_the_same_seed_gives_the_same_network_and_leaves_global_dice_alone() -> None:
    x = uniform(50, 2)
    before = torch.get_rng_state()
    one, two = (Network.create([2, 5, 1], inputs=x, seed=7) for _ in range(2))
    assert torch.equal(one.parameters, two.parameters)
    assert not torch.equal(one.parameters, Network.create([2, 5, 1], inputs=x, seed=8).parameters)
    assert torch.equal(torch.get_rng_state(), before)


def test_a_copy_lives_on_its_own() -> None:
    x = uniform(50, 2)
    network = Network.create([2, 5, 1], inputs=x)
    outputs = network(x)
    network.copy().parameters.zero_()
    assert torch.equal(network(x), outputs)


def test_widths_read_as_a_person_writes_them() -> None:
    network = Network.create([2, (3, 1), 1], inputs=uniform(50, 2))
    assert network.width == [2, (3, 1), 1]
    assert network.grid == [5, 5]
    assert (network.k, network.shape.bases) == ([3, 3], ("silu", "silu"))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("width", {"width": [2]}),
        ("width", {"width": [2, 0, 1]}),
        ("width", {"width": [(1, 1), 1]}),
        ("grid", {"grid": 0}),
        ("k", {"k": 0}),
        ("arity", {"arity": 0}),
        ("base", {"base": "relu"}),
        ("inputs", {"inputs": torch.full((4, 2), float("nan"), dtype=torch.float64)}),
        ("inputs", {"inputs": torch.full((4, 2), float("inf"), dtype=torch.float64)}),
        ("inputs", {"inputs": torch.zeros(4, 3, dtype=torch.float64)}),
        ("inputs", {"inputs": torch.zeros(0, 2, dtype=torch.float64)}),
    ],
)
def test_an_impossible_network_is_refused_by_the_argument_at_fault(
    name: str, change: dict[str, object]
) -> None:
    wanted: dict[str, object] = {"width": [2, 3, 1], "inputs": uniform(9, 2)} | change
    with pytest.raises(ValueError, match=rf"^{name}\b"):
        Network.create(wanted.pop("width"), **wanted)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["x", "y", "check_x", "check_y"])
def test_samples_that_are_not_finite_are_refused_by_name(name: str) -> None:
    rows = {"x": uniform(9, 2), "y": uniform(9, 1), "check_x": uniform(4, 2), "check_y": uniform(4, 1)}
    rows[name][1, 0] = float("nan")
    with pytest.raises(ValueError, match=f"^{name} must be finite"):
        Samples(**rows)


def test_samples_must_have_as_many_targets_as_inputs() -> None:
    with pytest.raises(ValueError, match=r"^check_y must have as many rows"):
        Samples(uniform(9, 2), uniform(9, 1), uniform(4, 2), uniform(3, 1))


def test_curves_are_the_edges_on_their_nodes_ranges() -> None:
    x = uniform(80, 2)
    network = Network.create([2, 3, 1], inputs=x)
    for layer, (across, up) in zip(network.layers, curves(network, 16), strict=True):
        assert torch.allclose(across[:, 0], layer.lo)
        assert torch.allclose(across[:, -1], layer.hi)
        assert torch.allclose(up.permute(2, 0, 1), layer.edge_values(across.T))


def test_node_values_are_those_a_trace_sees() -> None:
    x = uniform(80, 2)
    network = Network.create([2, (2, 1), 1], inputs=x)
    for position, nodes in enumerate(trace(network, x).nodes):
        assert torch.allclose(node_values(network, x, position), nodes)


def test_a_density_says_where_the_samples_lie() -> None:
    values = torch.tensor([0.0, 0.1, 0.9, 1.0, 5.0], dtype=torch.float64)
    assert density(values, 0.0, 1.0, bins=2).tolist() == [0.4, 0.4]


@pytest.mark.parametrize("name", [name for name, base in BASES.items() if base is not None])
def test_a_base_function_is_written_as_it_is_and_its_slope_is_that_of_autograd(name: str) -> None:
    base = base_named(name)
    assert base is not None
    x = torch.linspace(-4, 4, 101, dtype=torch.float64, requires_grad=True)
    (slope,) = torch.autograd.grad(base.value(x).sum(), x)
    value, written = torch.empty(101, dtype=torch.float64), torch.empty(101, dtype=torch.float64)
    base.write(x.detach(), value, written)
    torch.testing.assert_close(value, base.value(x.detach()), rtol=1e-14, atol=1e-14)
    torch.testing.assert_close(written, slope, rtol=1e-12, atol=1e-13)
    torch.testing.assert_close(base.slope(x.detach()), slope, rtol=1e-12, atol=1e-13)
