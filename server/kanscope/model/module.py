"""A network as a torch module: one flat parameter, differentiable as often as one likes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

import torch
from torch import Tensor, nn

from kanscope.kan.network import Network, check_samples
from kanscope.kan.state import network_from_state, network_state

Extra = dict[str, Any]


class NetworkModule(nn.Module):
    """f(x) of a `kanscope.kan.network.Network` whose parameters are `flat`, one nn.Parameter (P,).

    `network` stands on the same memory, so that an optimiser of either side moves both. Grids, cut edges and
    names are no parameters: they travel in the state's extra part, and loading a state takes them over.
    """

    flat: nn.Parameter
    network: Network

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.flat = nn.Parameter(network.parameters.detach().clone())
        self._stand_on_parameter(network)

    def forward(self, x: Tensor) -> Tensor:
        """Outputs (N, n_out) at x (N, n0); twice differentiable in x and in the parameters."""
        if not isinstance(x, Tensor):
            raise ValueError(f"x must be a tensor (N, {self.network.shape.nodes(0)}), got {type(x).__name__}")
        if x.dim() != 2 or x.shape[1] != self.network.shape.nodes(0):
            check_samples("x", x, self.network.shape.nodes(0))
        if torch.is_grad_enabled() and self.flat.requires_grad:
            return self._with(self.network, self._movable(), keeps_wishes=True)(x)
        return self.network(x)

    def adopt(self, network: Network) -> None:
        """Becomes another network; `flat` stays the same object, in the same memory if the size allows."""
        with torch.no_grad():
            if network.parameters.shape == self.flat.shape:
                self.flat.copy_(network.parameters)
            else:
                self.flat.data, self.flat.grad = network.parameters.to(self.flat), None
        self._stand_on_parameter(network)

    def get_extra_state(self) -> Extra:
        """The network without its parameters, as plain data and tensors."""
        spec, tensors = network_state(self.network)
        del tensors["parameters"]
        return {"spec": spec, "tensors": tensors}

    def set_extra_state(self, state: Extra) -> None:
        """Taken over while the parameters are loaded, because it says how many there are."""

    def __getstate__(self) -> dict[str, Any]:
        """Without the network, whose views would lose their common memory; it is built anew."""
        state = self.__dict__.copy()
        del state["network"]
        return state | {"kept": self.get_extra_state()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        kept = state.pop("kept")
        super().__setstate__(state)  # type: ignore[no-untyped-call]
        self._stand_on_parameter(_network_of(kept, self.flat.detach()))

    def _load_from_state_dict(self, state_dict: dict[str, Any], prefix: str, *rest: Any) -> None:
        kept = state_dict.get(f"{prefix}_extra_state")
        flat = state_dict.get(f"{prefix}flat")
        if kept is not None and flat is not None:
            self.adopt(_moved(_network_of(kept, flat), self.flat))
        super()._load_from_state_dict(state_dict, prefix, *rest)

    def _apply(self, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> Self:
        """`to`, `double`, `cuda` …: the network moves with its parameter."""
        super()._apply(fn, recurse)  # type: ignore[no-untyped-call]
        self._stand_on_parameter(self.network)
        return self

    def _movable(self) -> Tensor:
        """`flat`, of which locked edges have no gradient."""
        if not any(bool(layer.locked.any()) for layer in self.network.layers):
            return self.flat
        return torch.where(self.network.trainable(), self.flat, self.flat.detach())

    def _stand_on_parameter(self, network: Network) -> None:
        self.network = self._with(network, self.flat.data)

    @staticmethod
    def _with(network: Network, parameters: Tensor, *, keeps_wishes: bool = False) -> Network:
        """The network with other parameters, on their device and in their precision."""
        wirings = [layer.wiring.moved(parameters) for layer in network.layers]
        return Network(network.shape, wirings, parameters, keeps_wishes=keeps_wishes)


def _network_of(kept: Extra, parameters: Tensor) -> Network:
    return network_from_state(kept["spec"], kept["tensors"] | {"parameters": parameters})


def _moved(network: Network, like: Tensor) -> Network:
    return NetworkModule._with(network, network.parameters.to(like))
