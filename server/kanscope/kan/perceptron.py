"""A multilayer perceptron, the network a KAN has to be better than."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import silu

BETA1, BETA2, TINY = 0.9, 0.999, 1e-8


class Perceptron:
    """f(x) = W_L·silu(… silu(W_1·x + b_1) …) + b_L over one flat parameter vector."""

    def __init__(self, sizes: Sequence[int], seed: int, like: Float[Tensor, ...]) -> None:
        """Weights and biases ~ U(-1, 1)/√inputs, as torch starts its linear layers; device and dtype of
        `like`.
        """
        self.sizes = tuple(sizes)
        dice = torch.Generator().manual_seed(seed)
        blocks = [
            (torch.rand(i * o + o, generator=dice, dtype=torch.float64) * 2 - 1) / math.sqrt(i)
            for i, o in pairwise(self.sizes)
        ]
        self.parameters = torch.cat(blocks).to(like)
        self.layers = self.split(self.parameters)

    def split(self, vector: Float[Tensor, " P"]) -> list[tuple[Float[Tensor, "_i _o"], Float[Tensor, " _o"]]]:
        """Views of a vector (P,) per layer: weights (i, o) and biases (o,)."""
        counts = [count for i, o in pairwise(self.sizes) for count in (i * o, o)]
        parts = torch.split(vector, counts)
        return [
            (weights.view(i, o), bias)
            for weights, bias, (i, o) in zip(parts[::2], parts[1::2], pairwise(self.sizes), strict=True)
        ]

    def __call__(self, x: Float[Tensor, "N n0"]) -> Float[Tensor, "N outputs"]:
        """Outputs at x."""
        return self._forward(x)[-1]

    def gradient(
        self, x: Float[Tensor, "N n0"], y: Float[Tensor, "N outputs"]
    ) -> tuple[Float[Tensor, " P"], float]:
        """Of the mean squared error over (x, y), and that error."""
        sums = self._forward(x)
        residual = sums[-1] - y
        pull = residual * (2 / residual.numel())
        gradient = torch.empty_like(self.parameters)
        blocks = self.split(gradient)
        for l in reversed(range(len(self.layers))):
            came = silu(sums[l - 1]) if l else x
            torch.mm(came.T, pull, out=blocks[l][0])
            torch.sum(pull, 0, out=blocks[l][1])
            if l:
                pull = (pull @ self.layers[l][0].T) * _silu_slope(sums[l - 1])
        return gradient, float(residual.square().mean())

    def _forward(self, x: Tensor) -> list[Tensor]:
        """What arrives at the nodes of each layer, the last one's being the outputs."""
        sums = list[Tensor]()
        for l, (weights, bias) in enumerate(self.layers):
            sums.append(torch.addmm(bias, silu(sums[-1]) if l else x, weights))
        return sums


class Descent:
    """Adam (Kingma & Ba, 1412.6980) on all rows at once."""

    def __init__(
        self,
        network: Perceptron,
        x: Float[Tensor, "N n0"],
        y: Float[Tensor, "N outputs"],
        learning_rate: float,
    ) -> None:
        self.network, self.x, self.y, self.learning_rate = network, x, y, learning_rate
        self._mean, self._square = torch.zeros_like(network.parameters), torch.zeros_like(network.parameters)
        self._steps = 0

    def step(self, share: float = 1.0) -> None:
        """One step at this share of the learning rate."""
        gradient, _ = self.network.gradient(self.x, self.y)
        self._steps += 1
        self._mean.lerp_(gradient, 1 - BETA1)
        self._square.mul_(BETA2).addcmul_(gradient, gradient, value=1 - BETA2)
        scale = self._square.div(1 - BETA2**self._steps).sqrt_().add_(TINY)
        rate = share * self.learning_rate / (1 - BETA1**self._steps)
        self.network.parameters.addcdiv_(self._mean, scale, value=-rate)


def hidden_width(parameters: int, inputs: int, outputs: int, layers: int) -> int:
    """Nodes in each of one or two hidden layers, at least 1, for which the count comes nearest."""
    counted = [
        (abs(parameters_of(hidden_sizes(h, inputs, outputs, layers)) - parameters), h)
        for h in range(1, max(2, parameters // (inputs + outputs + 1) + 2))
    ]
    return min(counted)[1]


def hidden_sizes(width: int, inputs: int, outputs: int, layers: int) -> list[int]:
    """Nodes of every layer."""
    return [inputs, *[width] * layers, outputs]


def parameters_of(sizes: Sequence[int]) -> int:
    """Weights and biases."""
    return sum(i * o + o for i, o in pairwise(sizes))


def _silu_slope(z: Tensor) -> Tensor:
    gate = torch.sigmoid(z)
    return gate * (1 + z * (1 - gate))
