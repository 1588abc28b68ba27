"""A tie-break between curves the data cannot tell apart: the one whose third differences are least.

Coefficients over gaps in the data would otherwise drift, and so would a constant that two edges of one node
may share in any way they like.
"""

import torch
from torch import Tensor

from kanscope.kan.jacobian import free_layers
from kanscope.kan.network import Network


class Roughness:
    """R(p) = μ Σ ‖third difference of an edge's coefficients‖² over the free splines; needs no data."""

    def __init__(self, network: Network, weight: float) -> None:
        self.network, self.weight = network, weight
        self.free = free_layers(network)
        self.forms = [_form(layer.grid + layer.k).to(layer.weights) for layer in network.layers]

    def value(self, parameters: Tensor) -> float:
        """R at these parameters (P,)."""
        return 0.5 * float(torch.dot(parameters, self.gradient(parameters)))

    def gradient(self, parameters: Tensor) -> Tensor:
        """Of R, (P,); 0 where a parameter may not move."""
        gradient = torch.zeros_like(parameters)
        pairs = zip(self.network.split(parameters), self.network.split(gradient), strict=True)
        for one, form, ((weights, _), (by_weights, _)) in zip(self.free, self.forms, pairs, strict=True):
            curves = weights[one.source, : len(form), one.target]
            by_weights[one.source, : len(form), one.target] = 2 * self.weight * curves @ form
        return gradient

    def add_to(self, matrix: Tensor) -> None:
        """Adds the Hessian of R to a matrix (F, F) over the free parameters."""
        start = 0
        for layer, one, form in zip(self.network.layers, self.free, self.forms, strict=True):
            add_blocks(
                matrix, start, layer.weights.shape[1], 2 * self.weight * form.expand(len(one.source), -1, -1)
            )
            start += len(one.columns)


def add_blocks(matrix: Tensor, start: int, size: int, blocks: Tensor) -> None:
    """Adds blocks (E, m, m) on a matrix's diagonal, for E edges of `size` parameters each from `start` on."""
    edges, m = blocks.shape[:2]
    end = start + edges * size
    of_edges = matrix[start:end, start:end].view(edges, size, edges, size)
    of_edges.diagonal(dim1=0, dim2=2)[:m, :m] += blocks.permute(1, 2, 0).to(matrix)


def _form(coefficients: int) -> Tensor:
    """DᵀD of the third difference D (the highest there is, where there are fewer than four coefficients)."""
    difference = torch.eye(coefficients, dtype=torch.float64).diff(n=min(3, coefficients - 1), dim=0)
    return difference.T @ difference
