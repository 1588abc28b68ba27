"""Giving an edge a name, c·f(a·x + b) + d, and taking it away again."""

from dataclasses import replace

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan.functions import catalogue
from kanscope.kan.layer import Names
from kanscope.kan.network import Network
from kanscope.kan.surgery.curves import become_spline
from kanscope.kan.surgery.places import Edge, existing
from kanscope.kan.trace import node_values


def fix_symbolic(  # noqa: PLR0917 - c·f(a·x + b) + d reads as it is written
    network: Network, edge: Edge, function: str, a: float, b: float, c: float, d: float
) -> Network:
    """The edge becomes c·f(a·x + b) + d; its spline is kept aside. ValueError for an unknown edge or
    function.
    """
    _check(function)
    [(l, i, j)] = existing(network, [edge])
    named = _renamed(network, (l, i, j), function)
    named.layers[l].affine[i, j] = torch.tensor([a, b, c, d], dtype=network.parameters.dtype)
    return named


def _check(function: str) -> None:
    try:
        catalogue.function(function)
    except KeyError as problem:
        raise ValueError(f"function: no function is called {function!r}") from problem


def with_former_spline(network: Network, edge: Edge) -> Network:
    """The named edge as the spline it was before it got its name, untouched since."""
    return _renamed(network, existing(network, [edge])[0], None)


def unfix_symbolic(network: Network, edge: Edge, inputs: Float[Tensor, "N n0"] | None = None) -> Network:
    """The edge becomes a spline again, along the curve it has now (its former spline where that is not
    finite).

    With inputs (N, n0) it follows the curve where those samples flow: beyond them there may be a pole.
    """
    [(l, i, j)] = existing(network, [edge])
    free = _renamed(network, (l, i, j), None)
    function, layer = network.layers[l].function[i][j], network.layers[l]
    if function is not None:
        reach = layer.lo[i], layer.hi[i]
        if inputs is not None:
            flow = node_values(network, inputs, l)[:, i]
            reach = flow.min(), flow.max()
        _trace_spline(free, (l, i, j), function, reach)
    return free


def _renamed(network: Network, edge: Edge, name: str | None) -> Network:
    l, i, j = edge
    wirings = [layer.wiring for layer in network.layers]
    wirings[l] = replace(wirings[l], function=_with_name(wirings[l].function, i, j, name))
    return network.rewired(wirings)


def _with_name(names: Names, i: int, j: int, name: str | None) -> Names:
    row = (*names[i][:j], name, *names[i][j + 1 :])
    return (*names[:i], row, *names[i + 1 :])


def _trace_spline(network: Network, edge: Edge, function: str, reach: tuple[Tensor, Tensor]) -> None:
    """Sets the edge's spline to its named curve between the two ends, if that is finite all along."""
    l, i, j = edge
    layer = network.layers[l]
    a, b, c, d = layer.affine[i, j]
    x = (
        torch.linspace(0, 1, 8 * layer.grid + 1, dtype=a.dtype, device=a.device) * (reach[1] - reach[0])
        + reach[0]
    )
    curve = c * catalogue.function(function).value(a * x + b) + d
    if bool(torch.isfinite(curve).all()):
        become_spline(layer, i, j, x, curve)
