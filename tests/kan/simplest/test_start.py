from __future__ import annotations

import torch
from tests.kan.laws import mixed_network, uniform

from kanscope.kan.network import Network
from kanscope.kan.simplest.start import restarted
from kanscope.kan.trace import trace


def dice(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_the_same_dice_give_the_same_start_and_others_another() -> None:
    x = uniform(60, 2)
    network = Network.create([2, 3, 1], inputs=x)
    first, same, other = (restarted(network, x, 3, dice(seed)).parameters for seed in (1, 1, 2))
    assert torch.equal(first, same)
    assert not torch.equal(first, other)


def test_a_start_keeps_cut_edges_cut_and_nothing_else_of_what_was_learnt() -> None:
    x = uniform(60, 2)
    old = mixed_network(x)
    new = restarted(old, x, 4, dice())
    for before, after in zip(old.layers, new.layers, strict=True):
        assert torch.equal(before.alive, after.alive)
        assert not bool(after.locked.any() | after.symbolic.any())
        assert after.grid == 4


def test_every_sample_lies_on_the_grids_of_a_start() -> None:
    x = uniform(200, 3)
    network = restarted(Network.create([3, (2, 1), 1], inputs=x), x, 3, dice(5))
    for layer, nodes in zip(network.layers, trace(network, x).nodes[:-1], strict=True):
        assert bool(((nodes >= layer.lo) & (nodes <= layer.hi)).all())


def test_starts_bend() -> None:
    x = uniform(200, 2)
    network = restarted(Network.create([2, 4, 1], inputs=x), x, 3, dice())
    bends = network.layers[0].weights[:, :6].diff(n=2, dim=1).abs().amax(1)
    assert float(bends.median()) > 0.2
