"""Networks pykan has saved give here what they give there."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import torch
from tests.formats import pykan_networks as made
from tests.formats.pykan_networks import Checkpoint, checkpoint, imported

from kanscope import KAN
from kanscope.formats.pykan import network_of
from kanscope.formats.pykan_config import read_config
from kanscope.formats.reading import tensors_of
from kanscope.kan.network import Network

pytest.importorskip("kan", reason="pykan comes with the extra 'bench'")


def difference(network: Network, kept: Checkpoint) -> float:
    return float((network(kept.x.double()) - kept.y).abs().max())


@pytest.mark.parametrize(
    ("make", "inputs"),
    [
        (made.plain(width=[2, 5, 1], grid=3), 2),
        (made.plain(width=[2, 3, 2, 1], grid=[3, 5, 4], k=[3, 2, 1]), 2),
        (made.plain(width=[2, 3, 1], grid=6, k=5, base_fun="identity"), 2),
        (made.plain(width=[2, 3, 1], grid=1, k=1, base_fun="zero"), 2),
        (made.plain(width=[3, 4, 1], grid=3, sparse_init=True), 3),
        (made.on_adapted_grids, 2),
        (made.fitted, 2),
        (made.pruned, 2),
        (made.refined, 2),
        (made.named, 2),
        (made.of_nothing_but_zeros, 2),
        (made.with_products(mult_arity=2), 3),
        (made.with_products(mult_arity=3), 3),
        (made.with_products(mult_arity=[[], [2, 4], [3], []]), 3),
        (made.with_affine_nodes, 2),
        (made.with_a_lifted_product("identity"), 2),
        (made.with_a_lifted_product("zero"), 2),
        (made.without_an_input("silu"), 3),
        (made.without_an_input("identity"), 3),
        (made.without_an_input("zero"), 3),
        (made.compiled, 3),
        (made.with_a_constant_input, 2),
    ],
)
def test_a_network_gives_what_it_gave_in_pykan(make: made.Maker, inputs: int) -> None:
    kept = checkpoint(make, inputs)
    assert difference(imported(kept), kept) < 1e-6


def test_single_precision_costs_no_more_than_its_rounding() -> None:
    kept = checkpoint(made.plain(width=[2, 4, 1], grid=20), 2, torch.float32)
    network = imported(kept)
    assert network.parameters.dtype == torch.float64
    assert network.layers[0].wiring.knots is None  # an even grid stays the fast one
    assert difference(network, kept) < 1e-5


@pytest.fixture(scope="module")
def kept() -> Checkpoint:
    return checkpoint(made.named, 2)


def test_what_is_named_cut_and_alive_comes_along(kept: Checkpoint) -> None:
    first, second = imported(kept).layers
    assert first.function == ((None, "sin", None), (None, None, "x^2"))
    assert second.function == (("tanh", None), (None, None), (None, None))
    assert first.alive.tolist() == [[False, True, True], [True, True, True]]
    assert second.alive.tolist() == [[True, True], [True, True], [True, False]]  # a named 0 is no edge


def test_the_files_are_read_by_a_child_process_into_the_same_network(
    kept: Checkpoint, tmp_path: Path
) -> None:
    (tmp_path / "0.1_config.yml").write_bytes(kept.config)
    (tmp_path / "0.1_state").write_bytes(kept.state)
    model = KAN.loadckpt(tmp_path / "0.1")
    assert torch.equal(model.network.parameters, imported(kept).parameters)
    assert torch.allclose(model(kept.x), kept.y, atol=1e-6)


def test_a_network_saved_without_its_symbolic_branch_keeps_its_names(kept: Checkpoint) -> None:
    config = kept.config.replace(b"symbolic_enabled: true", b"symbolic_enabled: false")
    assert config != kept.config
    assert difference(network_of(read_config(config), tensors_of(kept.state)), kept) < 1e-6


def changed(kept: Checkpoint, name: str, value: object) -> bytes:
    """The state with one tensor put in, or taken out (None)."""
    tensors = tensors_of(kept.state)
    if value is None:
        del tensors[name]
    else:
        assert isinstance(value, torch.Tensor)
        tensors[name] = value
    file = io.BytesIO()
    torch.save(tensors, file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("act_fun.0.coef", None, "act_fun.0.coef is missing"),
        ("act_fun.1.mask", torch.ones(2, 2), "act_fun.1.mask must be (3, 2) numbers, got (2, 2)"),
        ("act_fun.0.grid", torch.ones(2, 3), "layer 0: 3 knots and 6 coefficients of a curve do not fit"),
        (
            "act_fun.0.grid",
            -torch.arange(20.0).view(2, 10),
            "layer 0: the knots of a grid must be finite and ascend",
        ),
        ("act_fun.0.coef", torch.full((2, 3, 6), torch.nan), "edge (0, 0, 2): its weights must be finite"),
        ("act_fun.0.mask", torch.ones(2, 3), "edge (0, 0, 1) is both a spline and"),
        ("node_bias_0", torch.full((3,), torch.inf), "layer 0: its biases must be finite"),
        ("subnode_scale_1", torch.ones(3), "subnode_scale_1 must be (2) numbers"),
        ("act_fun.0.mask", torch.ones(2, 3, dtype=torch.int64), "act_fun.0.mask must be (2, 3) numbers"),
    ],
)
def test_a_state_that_makes_no_sense_is_refused(
    kept: Checkpoint, name: str, value: torch.Tensor | None, reason: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        network_of(read_config(kept.config), tensors_of(changed(kept, name, value)))


def test_an_edge_of_a_function_the_file_does_not_hold_is_refused(kept: Checkpoint) -> None:
    config = kept.config.replace(b"- tanh", b"- anonymous")
    with pytest.raises(ValueError, match=r"edge \(1, 0, 0\): there is no function 'anonymous'"):
        network_of(read_config(config), tensors_of(kept.state))


def test_a_base_function_the_file_does_not_hold_is_refused(kept: Checkpoint) -> None:
    config = kept.config.replace(b"base_fun_name: silu", b"base_fun_name: !!python/object:my.own.Base {}")
    with pytest.raises(ValueError, match=r"the base function 'my\.own\.Base' is not in the file"):
        network_of(read_config(config), tensors_of(kept.state))


def test_a_product_with_a_bias_before_curved_bases_is_refused() -> None:
    with pytest.raises(ValueError, match="lean on silu, which cannot shift"):
        imported(checkpoint(made.with_a_lifted_product("silu"), 2))


def test_an_output_that_is_a_product_with_a_bias_is_refused() -> None:
    lifted = checkpoint(made.with_affine_nodes, 2)
    state = changed(lifted, "node_bias_1", torch.ones(2))
    with pytest.raises(ValueError, match="node 1 of the outputs is a product with a bias"):
        network_of(read_config(lifted.config), tensors_of(state))
