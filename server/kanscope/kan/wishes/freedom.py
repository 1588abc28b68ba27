"""What training may move of a network with wishes: numbers that keep every wish, whatever they are."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.jacobian import free_layers
from kanscope.kan.network import Network
from kanscope.kan.wishes.form import Form, nearest
from kanscope.kan.wishes.held import forms

LEAST = 1e-5  # of a curve's size: a number at 0 would have no slope


@dataclass(frozen=True)
class _Edge:
    """places (M,) in the parameter vector of its coefficients, base where its base function's weight is."""

    form: Form
    places: Tensor
    base: Tensor
    start: int


class Freedom:
    """The free spline edges with a wish: their coefficients are c = matrix · g, g = θ² where it may not be
    below 0 and θ elsewhere; all other parameters are θ themselves.
    """

    def __init__(self, network: Network) -> None:
        self._edges = list(_edges(network))

    def __bool__(self) -> bool:
        return bool(self._edges)

    def parameters(self, free: Float[Tensor, " P"]) -> Float[Tensor, " P"]:
        """The network's parameters (P,) for free numbers (P,)."""
        parameters = free.clone()
        for edge in self._edges:
            own = free[edge.places]
            parameters[edge.places] = edge.form.matrix @ torch.where(edge.form.positive, own * own, own)
            parameters[edge.base] = 0
        return parameters

    def free(self, parameters: Float[Tensor, " P"]) -> Float[Tensor, " P"]:
        """Free numbers (P,) whose parameters are the nearest to these; those at 0 move off it a little."""
        free = parameters.clone()
        for edge in self._edges:
            own = parameters[edge.places]
            g = nearest(edge.form, own)
            least = LEAST * float(own.abs().max()) + LEAST**2
            free[edge.places] = torch.where(edge.form.positive, g.clamp(min=least).sqrt(), g)
            free[edge.base] = 0
        return free

    def pull(self, free: Float[Tensor, " P"], gradient: Float[Tensor, " P"]) -> Float[Tensor, " P"]:
        """Gradient by the free numbers from that by the parameters."""
        by_free = gradient.clone()
        for edge in self._edges:
            by_free[edge.places] = _slopes(edge, free) * (edge.form.matrix.T @ gradient[edge.places])
            by_free[edge.base] = 0
        return by_free

    def bend(
        self, matrix: Float[Tensor, "F F"], free: Float[Tensor, " P"], gradient: Float[Tensor, " P"]
    ) -> None:
        """Turns the curvature (F, F) by the free parameters into that by the free numbers, in place.

        With what θ² bends itself, where the gradient holds it at 0; where it does not, that is left out, as
        Gauss and Newton do.
        """
        for edge in self._edges:
            own = slice(edge.start, edge.start + len(edge.places) + len(edge.base))
            turn = torch.zeros(own.stop - own.start, own.stop - own.start).to(matrix)
            size = len(edge.places)
            turn[:size, :size] = edge.form.matrix.to(matrix) * _slopes(edge, free).to(matrix)
            matrix[:, own] = matrix[:, own] @ turn
            matrix[own] = turn.T @ matrix[own]
            held = (edge.form.matrix.T @ gradient[edge.places]).clamp(min=0) * edge.form.positive
            matrix.diagonal()[own][:size] += 2 * held.to(matrix)


def _slopes(edge: _Edge, free: Tensor) -> Tensor:
    """dg/dθ, (M,)."""
    own = free[edge.places]
    return torch.where(edge.form.positive, 2 * own, torch.ones_like(own))


def _edges(network: Network) -> list[_Edge]:
    edges, start = list[_Edge](), 0
    places = network.split(torch.arange(network.parameters.numel(), device=network.parameters.device))
    for layer, one, (weights, _) in zip(network.layers, free_layers(network), places, strict=True):
        wanted = forms(layer.wiring, layer.k)
        pairs = zip(one.source.tolist(), one.target.tolist(), strict=True)
        for n, (i, j) in enumerate(pairs):
            if (i, j) in wanted:
                form, own = wanted[i, j], weights[i, :, j]
                size = len(form.matrix)
                edges.append(_Edge(form, own[:size], own[size:], start + n * len(own)))
        start += len(one.columns)
    return edges
