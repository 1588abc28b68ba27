"""A tie-break between curves the data cannot tell apart: the one whose third differences are least.

Coefficients over gaps in the data would otherwise drift, and so would a constant that two edges of one node
may share in any way they like.
"""

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.differences import differences
from kanscope.kan.jacobian import add_blocks, free_layers
from kanscope.kan.layer import Layer
from kanscope.kan.network import Network


class Roughness:
    """R(p) = μ Σ ‖third difference of an edge's coefficients‖² over the free splines; needs no data."""

    def __init__(self, network: Network, weight: float) -> None:
        self.network, self.weight = network, weight
        self.free = free_layers(network)
        self.forms = [_form(layer) for layer in network.layers]

    def value(self, parameters: Float[Tensor, " P"]) -> float:
        """R at these parameters (P,)."""
        return 0.5 * float(torch.dot(parameters, self.gradient(parameters)))

    def gradient(self, parameters: Float[Tensor, " P"]) -> Float[Tensor, " P"]:
        """Of R, (P,); 0 where a parameter may not move."""
        gradient = torch.zeros_like(parameters)
        pairs = zip(self.network.split(parameters), self.network.split(gradient), strict=True)
        for one, form, ((weights, _), (by_weights, _)) in zip(self.free, self.forms, pairs, strict=True):
            coefficients = form.shape[1]
            curves = weights[one.source, :coefficients, one.target]
            pull = torch.bmm(form[one.source], curves[..., None])[..., 0]
            by_weights[one.source, :coefficients, one.target] = 2 * self.weight * pull
        return gradient

    def add_to(self, matrix: Float[Tensor, "F F"]) -> None:
        """Adds the Hessian of R to a matrix (F, F) over the free parameters."""
        start = 0
        for layer, one, form in zip(self.network.layers, self.free, self.forms, strict=True):
            add_blocks(matrix, start, layer.weights.shape[1], 2 * self.weight * form[one.source])
            start += len(one.columns)


def _form(layer: Layer) -> Tensor:
    """DᵀD for the third differences of each input's coefficients, (i, G+k, G+k)."""
    third = differences(layer, 3)
    return torch.bmm(third.transpose(1, 2), third)
