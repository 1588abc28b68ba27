"""Adam with its whole step recorded once as a CUDA graph and replayed: a GPU's time, not the launching of it.

A small network's step is a hundred short kernels, and starting each takes longer than its work.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from jaxtyping import Float
from torch import Tensor
from torch.optim.adam import adam

from kanscope.kan.gradient import Gradient
from kanscope.kan.network import Network
from kanscope.kan.optimisers.adam import BETA1, BETA2, TINY

WARM = 3  # steps before the recording, so that libraries have set themselves up


class RecordedAdam:
    """Makes the mean squared error on x (N, n0), y (N, n_out) small, changing the network in place.

    The same steps as `Adam` on all rows without penalties. Away from CUDA the step is simply made.
    """

    def __init__(
        self,
        network: Network,
        x: Float[Tensor, "N n0"],
        y: Float[Tensor, "N q"],
        learning_rate: float = 1e-2,
    ) -> None:
        self.network, self._y, self._rate = network, y, learning_rate
        self._passes = Gradient(network, x)
        self._mean, self._square = (torch.zeros_like(network.parameters) for _ in range(2))
        self._steps, self._error = torch.zeros((), device=x.device), x.new_zeros(())
        self._graph = _recorded(self._make, self._moving()) if x.is_cuda else None

    def step(self) -> None:
        """One step; on a GPU it has only been asked for when this returns."""
        if self._graph is None:
            self._make()
        else:
            self._graph.replay()

    def error(self) -> float:
        """Mean squared error before the last step; waits for it."""
        return float(self._error)

    def _make(self) -> None:
        residual = self._passes.forward() - self._y
        self._error.copy_(residual.square().mean())
        gradient = self._passes.backward(residual * (2 / residual.numel()))
        adam(
            [self.network.parameters],
            [gradient],
            [self._mean],
            [self._square],
            [],
            [self._steps],
            fused=True,
            capturable=gradient.is_cuda,
            amsgrad=False,
            beta1=BETA1,
            beta2=BETA2,
            lr=self._rate,
            weight_decay=0.0,
            eps=TINY,
            maximize=False,
        )

    def _moving(self) -> list[Tensor]:
        return [self.network.parameters, self._mean, self._square, self._steps]


def _recorded(make: Callable[[], None], moving: list[Tensor]) -> torch.cuda.CUDAGraph:
    """A recording of `make`, after some trials; what they moved is put back."""
    before, graph = [one.clone() for one in moving], torch.cuda.CUDAGraph()
    aside = torch.cuda.Stream()  # type: ignore[no-untyped-call]
    aside.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(aside):
        for _ in range(WARM):
            make()
    torch.cuda.current_stream().wait_stream(aside)
    with torch.cuda.graph(graph):
        make()
    for one, value in zip(moving, before, strict=True):
        one.copy_(value)
    return graph
