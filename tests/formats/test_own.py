"""A network survives its own file in every bit, and no damage to the file goes unnoticed."""

from __future__ import annotations

import json

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kan.laws import mixed_network, uniform

from kanscope.formats.own import from_bytes, to_bytes
from kanscope.kan.grid import follow_samples
from kanscope.kan.network import Network
from kanscope.kan.surgery.wish import grant
from kanscope.kan.wishes.wish import Wish

X = uniform(50, 2)
SAVED = to_bytes(mixed_network(X))


@pytest.mark.parametrize("k", [1, 2, 3, 5])
@pytest.mark.parametrize("base", ["silu", "identity", "zero"])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_a_network_comes_back_equal_in_every_bit(k: int, base: str, dtype: torch.dtype) -> None:
    network = Network.create([2, (2, 1), 1], inputs=X, k=k, base=base, dtype=dtype)
    back = from_bytes(to_bytes(network))
    assert torch.equal(back.parameters, network.parameters)
    assert back.parameters.dtype == dtype
    assert torch.equal(back(X.to(dtype)), network(X.to(dtype)))
    assert back.shape == network.shape


def test_layers_of_their_own_kind_and_uneven_knots_come_back() -> None:
    network = Network.create(
        [2, (2, 2), 1], inputs=X, grid=[3, 6], k=[2, 3], base=["zero", "silu"], arity=[[2, 3], 2]
    )
    network, _ = follow_samples(network, X**3)
    back = from_bytes(to_bytes(network))
    assert back.shape == network.shape
    assert all(layer.wiring.knots is not None for layer in back.layers)
    assert torch.equal(back(X), network(X))


def test_what_curves_are_held_to_comes_back() -> None:
    network = grant(mixed_network(X), (0, 0, 0), Wish("rising"))
    network = grant(network, (0, 1, 2), Wish("periodic", (0.8,)))
    back = from_bytes(to_bytes(network))
    assert [layer.wiring.wishes for layer in back.layers] == [layer.wiring.wishes for layer in network.layers]
    assert torch.equal(back(X), network(X))


def test_names_cuts_and_locks_come_back() -> None:
    network, back = mixed_network(X), from_bytes(SAVED)
    assert [layer.function for layer in back.layers] == [layer.function for layer in network.layers]
    assert torch.equal(back.trainable(), network.trainable())
    assert torch.equal(back(X), network(X))


def test_equal_networks_are_equal_bytes_and_others_are_not() -> None:
    assert to_bytes(mixed_network(X)) == SAVED == to_bytes(from_bytes(SAVED))
    moved = mixed_network(X)
    moved.parameters[0] += 1e-15
    assert to_bytes(moved) != SAVED


@settings(max_examples=300, deadline=None)
@given(place=st.integers(0, len(SAVED) - 1), other=st.integers(1, 255))
def test_no_changed_byte_goes_unnoticed(place: int, other: int) -> None:
    damaged = bytearray(SAVED)
    damaged[place] ^= other
    try:
        back = from_bytes(bytes(damaged))
    except ValueError as problem:
        assert "not a saved network" in str(problem)
    else:  # the only bytes that carry nothing are those between the words of the header
        assert to_bytes(back) == SAVED


@settings(max_examples=60, deadline=None)
@given(length=st.integers(0, len(SAVED) - 1))
def test_a_file_cut_short_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="not a saved network"):
        from_bytes(SAVED[:length])


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=200))
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a saved network"):
        from_bytes(data)


def test_a_header_of_nested_brackets_is_refused() -> None:
    header = b"[" * 200_000
    with pytest.raises(ValueError, match="not a saved network"):
        from_bytes(len(header).to_bytes(8, "little") + header)


def test_the_file_of_a_later_version_is_refused_by_its_number() -> None:
    length = int.from_bytes(SAVED[:8], "little")
    header = json.loads(SAVED[8 : 8 + length])
    text = header["__metadata__"]["kanscope.network"]
    header["__metadata__"]["kanscope.network"] = text.replace('"format": 1', '"format": 2')
    later = json.dumps(header).encode()
    later += b" " * (-len(later) % 8)
    with pytest.raises(ValueError, match="reads format 1, got 2"):
        from_bytes(len(later).to_bytes(8, "little") + later + SAVED[8 + length :])


def test_a_network_that_holds_nan_is_refused() -> None:
    broken = mixed_network(X)
    broken.parameters[3] = float("nan")
    with pytest.raises(ValueError, match="must be finite"):
        from_bytes(to_bytes(broken))
