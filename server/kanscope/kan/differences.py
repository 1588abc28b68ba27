"""How a spline bends, read from its coefficients alone."""

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.layer import Layer


def differences(layer: Layer, order: int) -> Float[Tensor, "i r M"]:
    """The matrix (i, G+k-order, G+k) of each input's order-th differences of spline coefficients.

    On knots of any spacing, the coefficients of the spline's order-th derivative times (mean spacing)^order,
    which is the same on a uniform grid; plain differences beyond the k derivatives a spline has. The highest
    order there is, where there are too few coefficients. Source: de Boor, ch. X.
    """
    coefficients = layer.grid + layer.k
    matrix = torch.eye(coefficients).to(layer.weights).expand(len(layer.lo), -1, -1)
    for times in range(min(order, coefficients - 1)):
        matrix = matrix.diff(dim=1) * _stretch(layer, times)
    return matrix


def _stretch(layer: Layer, times: int) -> Tensor | float:
    """degree · mean spacing / (t_{m+degree+1} - t_{m+1}), (i, rows, 1), when derived so often already."""
    knots, degree = layer.wiring.knots, layer.k - times
    if knots is None or degree < 1:
        return 1.0
    own = knots[:, times + 1 : knots.shape[1] - times - 1]
    span = own[:, degree:] - own[:, :-degree]
    return (degree * ((layer.hi - layer.lo) / layer.grid)[:, None] / span)[..., None]
