"""The module that can be traced computes what the network computes, everywhere."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kan.laws import mixed_network, uniform

from kanscope.formats.module import TraceableModule, Units
from kanscope.kan.functions.catalogue import FUNCTIONS
from kanscope.kan.grid import follow_samples
from kanscope.kan.network import Network
from kanscope.kan.surgery.name import fix_symbolic
from kanscope.kan.surgery.wish import grant
from kanscope.kan.wishes.wish import Wish

X = uniform(60, 2, seed=8)
FAR = 3 * X  # two thirds of the rows leave the grids


@settings(max_examples=40, deadline=None)
@given(
    k=st.lists(st.integers(1, 5), min_size=2, max_size=2),
    grid=st.lists(st.integers(1, 7), min_size=2, max_size=2),
    base=st.sampled_from(["silu", "identity", "zero"]),
    products=st.lists(st.integers(2, 4), max_size=2),
    uneven=st.booleans(),
)
def test_it_gives_what_the_network_gives_inside_and_outside_the_grids(
    k: list[int], grid: list[int], base: str, products: list[int], uneven: bool
) -> None:
    width = [2, (1, len(products)), 2]
    network = Network.create(width, inputs=X, grid=grid, k=k, base=base, arity=[products, []])
    if uneven:
        network, _ = follow_samples(network, X**3)
    assert torch.allclose(TraceableModule(network)(FAR), network(FAR), rtol=1e-9, atol=1e-9)


def test_names_and_cuts_are_in_it() -> None:
    network = mixed_network(X)
    assert torch.allclose(TraceableModule(network)(FAR), network(FAR), rtol=1e-12, atol=1e-12)


def test_what_curves_are_held_to_is_in_it() -> None:
    network = grant(mixed_network(X), (0, 0, 0), Wish("rising"))
    network = grant(network, (0, 1, 2), Wish("periodic", (0.8,)))
    assert torch.allclose(TraceableModule(network)(FAR), network(FAR), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_is_itself_and_spoils_no_other_node_where_it_has_no_value(name: str) -> None:
    network = fix_symbolic(Network.create([2, 2], inputs=X), (0, 0, 0), name, 1.5, 0.1, 2.0, 0.3)
    given, wanted = TraceableModule(network)(FAR), network(FAR)
    assert torch.allclose(given, wanted, rtol=1e-12, atol=1e-12, equal_nan=True)
    assert torch.isfinite(given[:, 1]).all()


def test_it_takes_and_gives_the_scientists_units() -> None:
    network = mixed_network(X)
    inputs = Units(torch.tensor([273.15, -4.0]), torch.tensor([10.0, 0.5]))
    outputs = Units(torch.tensor([1.0, 2.0]), torch.tensor([1e3, 1e-3]))
    own = X * inputs.scale + inputs.shift
    wanted = network(X) * outputs.scale + outputs.shift
    assert torch.allclose(TraceableModule(network, inputs, outputs)(own), wanted, rtol=1e-9)


@pytest.mark.parametrize(
    "units", [Units(torch.zeros(3), torch.ones(3)), Units(torch.zeros(2), torch.zeros(2))]
)
def test_units_that_make_no_sense_are_refused(units: Units) -> None:
    with pytest.raises(ValueError, match="inputs: shift and scale must be 2 finite numbers"):
        TraceableModule(mixed_network(X), inputs=units)


def test_it_stays_as_it_was_when_the_network_moves_on() -> None:
    network = mixed_network(X)
    module, before = TraceableModule(network), network(X)
    network.parameters.mul_(math.pi)
    assert torch.allclose(module(X), before)
