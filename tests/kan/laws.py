"""Small networks and tables for the tests of the engine."""

from __future__ import annotations

import math
import random

import torch
from torch import Tensor

from kanscope.kan.grid import follow_samples
from kanscope.kan.network import Network
from kanscope.kan.samples import Samples
from kanscope.kan.surgery import cut_edges, fix_symbolic, lock_edges


def uniform(rows: int, columns: int, seed: int = 0) -> Tensor:
    """Rows of independent numbers between -1 and 1."""
    return (
        torch.rand(rows, columns, generator=torch.Generator().manual_seed(seed), dtype=torch.float64) * 2 - 1
    )


def toy_samples(rows: int = 1000) -> Samples:
    """y = exp(sin πx1 + x2²), standardised; one row in five is for checking."""
    x = uniform(rows, 2, seed=11)
    y = torch.exp(torch.sin(math.pi * x[:, :1]) + x[:, 1:] ** 2)
    x, y = (x - x.mean(0)) / x.std(0), (y - y.mean()) / y.std()
    train = rows * 4 // 5
    return Samples(x[:train], y[:train], x[train:], y[train:])


def mixed_network(x: Tensor, k: int = 3, base: str = "silu") -> Network:
    """A network [2, (2, 1), 2] with splines, a product, two named edges, a cut and a locked one."""
    network = Network.create([2, (2, 1), 2], inputs=x, grid=4, k=k, base=base, seed=3)
    network = fix_symbolic(network, (0, 0, 1), "sin", 1.3, 0.2, 0.8, -0.1)
    network = fix_symbolic(network, (1, 2, 0), "exp", 0.4, 0.1, 0.5, 0.2)
    return lock_edges(cut_edges(network, [(0, 1, 0), (1, 1, 1)]), [(1, 0, 0)])


def deep_network(x: Tensor, seed: int = 0) -> Network:
    """Random networks with products of two and three factors, named, cut and locked edges, uneven knots, two
    outputs, and orders, grids and bases that differ from layer to layer.
    """
    dice = random.Random(seed)
    hidden = [(dice.randint(1, 3), dice.randint(0, 2)), (dice.randint(0, 1), 2), (2, 0)]
    network = Network.create(
        [x.shape[1], *hidden],
        inputs=x,
        grid=[dice.randint(2, 6) for _ in range(3)],
        k=[dice.randint(1, 4) for _ in range(3)],
        base=[dice.choice(["silu", "zero", "identity"]) for _ in range(3)],
        arity=[[dice.randint(2, 3) for _ in range(w[1])] for w in hidden],
        seed=seed,
    )
    if dice.random() < 0.5:
        network, _ = follow_samples(network, x)
    for l, layer in enumerate(network.layers):
        i, j = (dice.randrange(size) for size in layer.alive.shape)
        network = fix_symbolic(network, (l, i, j), dice.choice(["sin", "x^2", "tanh"]), 0.7, 0.1, 0.8, 0.2)
        gone = [(l, *(dice.randrange(size) for size in layer.alive.shape)) for _ in range(2)]
        network = lock_edges(cut_edges(network, gone), [(l, i, j)])
    return network
