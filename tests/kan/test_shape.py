from __future__ import annotations

import numpy as np
import pytest
import torch
from tests.kan.laws import uniform

from kanscope.kan.footprint import MOST, network_bytes, parameter_count, training_bytes
from kanscope.kan.gradient import Gradient
from kanscope.kan.network import Network
from kanscope.kan.products import combine, combine_backward, node_of_subnode
from kanscope.kan.state import network_from_state, network_state

X = uniform(80, 2)


def varied() -> Network:
    """Another order, base function, grid and arity everywhere."""
    return Network.create(
        [2, (1, 2), 2],
        inputs=X,
        grid=[4, 6],
        k=[2, 3],
        base=["tanh", "zero"],
        arity=[[2, 3], []],
        seed=2,
    )


def test_every_layer_may_have_its_own_grid_order_and_base() -> None:
    network = varied()
    assert (network.grid, network.k, network.shape.bases) == ([4, 6], [2, 3], ("tanh", "zero"))
    assert [tuple(layer.weights.shape) for layer in network.layers] == [(2, 7, 6), (3, 9, 2)]


def test_every_product_may_have_its_own_number_of_factors() -> None:
    network = varied()
    subnodes = network.layers[0](X)
    nodes = network.combine(0, subnodes)
    assert torch.allclose(nodes[:, 1], subnodes[:, 1] * subnodes[:, 2])
    assert torch.allclose(nodes[:, 2], subnodes[:, 3] * subnodes[:, 4] * subnodes[:, 5])
    assert network.owners(0).tolist() == [0, 1, 1, 2, 2, 2]


@pytest.mark.parametrize("base", ["silu", "identity", "zero", "tanh", "gelu", "sin"])
def test_gradients_hold_for_every_base_function_and_mixed_products(base: str) -> None:
    network = Network.create([2, (1, 2), 2], inputs=X, k=[2, 4], base=[base, "silu"], arity=[[2, 3], []])
    passes = Gradient(network, X)
    pull = uniform(len(X), 2, seed=5)
    passes.forward()
    ours = passes.backward(pull)
    parameters = network.parameters.clone().requires_grad_()
    plain = Network(network.shape, [layer.wiring for layer in network.layers], parameters)
    (plain(X) * pull).sum().backward()
    assert parameters.grad is not None
    assert torch.allclose(ours, parameters.grad * network.trainable(), atol=1e-10)


def test_a_factor_of_zero_leaves_the_other_factors_their_gradient() -> None:
    subnodes = torch.tensor([[0.0, 2.0, 3.0], [0.0, 0.0, 3.0]])
    pull = combine_backward(torch.ones(2, 1), subnodes, 0, (3,))
    assert pull.tolist() == [[6, 0, 0], [0, 0, 0]]
    assert combine(subnodes, 0, (3,)).tolist() == [[0], [0]]
    assert node_of_subnode(1, (2, 3)).tolist() == [0, 1, 1, 2, 2, 2]


def test_a_varied_network_is_kept_in_every_bit() -> None:
    network = varied()
    again = network_from_state(*network_state(network))
    assert torch.equal(again(X), network(X)) and again.shape == network.shape


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("k", {"k": [3]}),
        ("k", {"k": [3, 0]}),
        ("grid", {"grid": [5, 5, 5]}),
        ("base", {"base": ["silu", "relu"]}),
        ("arity", {"arity": [[2, 0], []]}),
        ("arity", {"arity": [[2], []]}),
    ],
)
def test_what_does_not_fit_the_layers_is_refused_by_name(name: str, change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=rf"^{name}\b"):
        Network.create([2, (1, 2), 2], inputs=X, **change)  # type: ignore[arg-type]


def test_an_absurd_size_is_refused_before_any_memory_is_taken() -> None:
    with pytest.raises(ValueError, match=r"^width: a network of \[2, 1000000, 1000000, 1\] .* GiB"):
        Network.create([2, 1_000_000, 1_000_000, 1], inputs=X)


def test_the_footprint_is_what_the_network_holds() -> None:
    network = varied()
    assert parameter_count(network.shape, network.grid) == network.parameters.numel()
    held = network.parameters.element_size() * network.parameters.numel()
    assert network_bytes(network.shape, network.grid, torch.float64) == held < MOST
    few, many = (training_bytes(network.shape, network.grid, rows, torch.float64) for rows in (10, 1000))
    assert held < few < many


def test_a_network_moves_to_another_precision_and_leaves_the_first_alone() -> None:
    network = varied()
    single = network.to(dtype=torch.float32)
    assert single(X.float()).dtype == torch.float32
    assert torch.allclose(single(X.float()).double(), network(X), atol=1e-4)
    assert network.parameters.dtype == torch.float64


def test_everything_a_network_is_made_of_moves_with_it() -> None:
    network = varied().to(device="meta")
    parts = [network.parameters, network.owners(0), network.trainable()]
    for layer in network.layers:
        parts += [layer.lo, layer.hi, layer.alive, layer.locked, layer.symbolic]
    assert {part.device.type for part in parts} == {"meta"}


@pytest.mark.parametrize("width", [[10**9, 1], [2, 10**7, 1], [2, (0, 10**9), 1], [2, 10**9, 10**9, 1]])
def test_a_network_whose_rows_do_not_fit_is_refused_too(width: list[int | tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match=r"^width: .* (GiB|nodes)"):
        Network.create(width, inputs=X.repeat(13, 1))


def test_numbers_of_any_library_are_read_as_numbers() -> None:
    plain = Network.create([2, (1, 2), 1], inputs=X, grid=[4, 6], k=2, arity=[[2, 3], []])
    four, six, two = np.int64(4), np.int32(6), np.int64(2)
    width = [two, (np.int64(1), two), torch.tensor(1)]
    read = Network.create(
        width,  # type: ignore[arg-type]
        inputs=X,
        grid=np.array([four, six]),
        k=two,  # type: ignore[arg-type]
        arity=[np.array([2, 3]), []],
    )
    assert read.shape == plain.shape
    assert read.grid == plain.grid == [4, 6]
    assert all(type(number) is int for number in [*read.grid, *read.k, *sum(read.shape.width, ())])


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("width", {"width": [2, 3.0, 1]}),
        ("width", {"width": [2, None, 1]}),
        ("width", {"width": [2, "3", 1]}),
        ("width", {"width": [2, [1], 1]}),
        ("width", {"width": [2, [1, 2, 3], 1]}),
        ("width", {"width": [2, [1, [2]], 1]}),
        ("width", {"width": "231"}),
        ("width", {"width": 3}),
        ("width", {"width": None}),
        ("grid", {"grid": 5.0}),
        ("grid", {"grid": [5, 5.5]}),
        ("grid", {"grid": "5"}),
        ("grid", {"grid": None}),
        ("grid", {"grid": [[5], 5]}),
        ("k", {"k": 3.0}),
        ("k", {"k": [3, None]}),
        ("k", {"k": "33"}),
        ("arity", {"arity": 2.0}),
        ("arity", {"arity": None}),
    ],
)
def test_what_is_no_whole_number_is_refused_by_name(name: str, change: dict[str, object]) -> None:
    wanted: dict[str, object] = {"width": [2, (1, 2), 2]} | change
    with pytest.raises(ValueError, match=rf"^{name}\b"):
        Network.create(wanted.pop("width"), inputs=X, **wanted)  # type: ignore[arg-type]
