"""What all verbs stand on: the network, the samples it is looked at with, and copies of itself."""

from __future__ import annotations

from typing import Any, Self

import torch
from torch import Tensor

from kanscope.kan.network import Network, check_samples
from kanscope.kan.surgery import Edge
from kanscope.kan.surgery.places import existing
from kanscope.model.dataset import as_rows
from kanscope.model.module import NetworkModule
from kanscope.model.start import inputs_of


class Model(NetworkModule):
    """A network with a seed and the samples on which it is scored, pruned and named.

    `cache_data`: the training inputs of the last `fit`, or what `get_act` was given; no forward pass, and no
    test row, ever changes it.
    """

    seed: int
    cache_data: Tensor | None

    def __init__(self, network: Network, seed: int = 1, samples: Tensor | None = None) -> None:
        super().__init__(network)
        self.seed = seed
        self.register_buffer("cache_data", samples, persistent=False)

    @classmethod
    def of(cls, network: Network, seed: int = 1, samples: Tensor | None = None) -> Self:
        """A model of a network that exists already; the network itself is left alone."""
        model = cls.__new__(cls)
        Model.__init__(model, network, seed, samples)
        return model

    def copy(self) -> Self:
        """The same model with parameters of its own."""
        return self._with_network(self.network)

    @property
    def samples(self) -> Tensor:
        """`cache_data`; before there are any, rows drawn evenly from the range of the inputs' grids."""
        return inputs_of(self.network, self.seed) if self.cache_data is None else self.cache_data

    @property
    def width(self) -> list[list[int]]:
        """[sums, products] of each position, inputs first."""
        return [list(pair) for pair in self.network.shape.width]

    @property
    def width_in(self) -> list[int]:
        """Nodes of each position."""
        return [sum(pair) for pair in self.width]

    @property
    def width_out(self) -> list[int]:
        """Subnodes of each position; inputs have as many as nodes."""
        shape = self.network.shape
        return [shape.nodes(0), *(shape.subnodes(l) for l in range(shape.depth))]

    @property
    def n_sum(self) -> list[int]:
        """Sum nodes of each hidden layer."""
        return [sums for sums, _ in self.width[1:-1]]

    @property
    def n_mult(self) -> list[int]:
        """Product nodes of each hidden layer."""
        return [products for _, products in self.width[1:-1]]

    @property
    def mult_arity(self) -> list[list[int]]:
        """Factors of each product of each position; the inputs have none."""
        return [[], *(list(arities) for arities in self.network.shape.arities)]

    @property
    def depth(self) -> int:
        """Layers of edges."""
        return self.network.shape.depth

    @property
    def grid(self) -> int | list[int]:
        """Grid intervals: a number when all layers have the same."""
        return _one_or_all(self.network.grid)

    @property
    def k(self) -> int | list[int]:
        """Spline order: a number when all layers have the same."""
        return _one_or_all(self.network.k)

    @property
    def n_edge(self) -> int:
        """Living edges, named ones included."""
        return sum(int(layer.alive.sum()) for layer in self.network.layers)

    @property
    def device(self) -> torch.device:
        """Where the parameters are."""
        return self.flat.device

    def rows(self, values: Any, name: str = "x") -> Tensor:
        """Inputs (N, n0) in the model's precision. ValueError naming the argument when they do not fit."""
        return check_samples(name, as_rows(values, self.flat), self.network.shape.nodes(0))

    def edge(self, l: int, i: int, j: int) -> Edge:
        """(l, i, j): layer, input node, output subnode. ValueError when there is no such edge."""
        return existing(self.network, [(l, i, j)])[0]

    def _with_network(self, network: Network) -> Self:
        return type(self).of(network, self.seed, self.cache_data)

    def extra_repr(self) -> str:
        """Shape, grid and living edges."""
        return f"width={self.network.width}, grid={self.grid}, k={self.k}, edges={self.n_edge}"


def _one_or_all(values: list[int]) -> int | list[int]:
    return values[0] if len(set(values)) == 1 else values
