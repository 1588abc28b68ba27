"""How every output depends on every free parameter: exact Jacobians, and the Gauss-Newton matrix they make.

One backward pass an output over the tapes of `Gradient`. Free parameters are numbered edge by edge, layer by
layer: a layer's splines first (all coefficients of one edge side by side), then the (a, b, c, d) of its named
edges. So what belongs to one edge is one block on the diagonal.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from kanscope.kan import named
from kanscope.kan.gradient import Gradient, LayerTape, step_back
from kanscope.kan.layer import Layer
from kanscope.kan.network import Network

BLOCK = 1 << 19  # numbers in memory at a time
SPARSE_PAYS = 120.0  # a product of single numbers takes as long as so many of a matrix product


@dataclass(frozen=True)
class FreeLayer:
    """The edges of a layer that training may move.

    splines lead from source to target (E,); members[f]: which edges of the layer's family f are free;
    columns: where their parameters stand in the network's vector.
    """

    source: Int[Tensor, " E"]
    target: Int[Tensor, " E"]
    members: list[Int[Tensor, " _m"]]
    columns: Int[Tensor, " p"]


def free_layers(network: Network) -> list[FreeLayer]:
    """Every layer's free edges; their `columns` one after the other number the free parameters (F,)."""
    places = torch.arange(network.parameters.numel(), device=network.parameters.device)
    return [_free(*pair) for pair in zip(network.layers, network.split(places), strict=True)]


def free_columns(network: Network) -> Int[Tensor, " F"]:
    """Where the free parameters stand in the network's vector, (F,)."""
    return torch.cat([free.columns for free in free_layers(network)])


def jacobian(passes: Gradient) -> Float[Tensor, "N n_out F"]:
    """∂ output / ∂ free parameter, (N, n_out, F), where `passes` last went forward."""
    free = free_layers(passes.network)
    rows = slice(0, len(passes.x))
    return torch.stack([_slopes(passes, free, pulls, rows).T for pulls in _each_output(passes, None)], 1)


def gauss_newton(passes: Gradient, weights: Float[Tensor, "N n_out"]) -> Float[Tensor, "F F"]:
    """Σ w_nq (∂f_nq/∂p)(∂f_nq/∂p)ᵀ over rows n and outputs q, (F, F) in float64.

    weights (N, n_out), none negative: the loss's second derivative by each output. Taken in blocks of rows,
    and where few splines of an edge are non-zero at a time, over those alone.
    """
    free = free_layers(passes.network)
    size = sum(len(one.columns) for one in free)
    matrix = torch.zeros(size, size, dtype=torch.float64, device=weights.device)
    touched = sum(_touched(*pair) for pair in zip(passes.network.layers, free, strict=True))
    add, width = (_add_sparse, touched**2) if SPARSE_PAYS * touched**2 < size**2 else (_add_dense, size)
    for pulls in _each_output(passes, weights.sqrt()):
        for rows in _blocks(len(passes.x), width):
            add(matrix, passes, free, pulls, rows)
    return matrix


def add_blocks(matrix: Float[Tensor, "F F"], start: int, size: int, blocks: Float[Tensor, "E m m"]) -> None:
    """Adds blocks (E, m, m) on a matrix's diagonal, for E edges of `size` parameters each from `start` on."""
    edges, m = blocks.shape[:2]
    end = start + edges * size
    of_edges = matrix[start:end, start:end].view(edges, size, edges, size)
    of_edges.diagonal(dim1=0, dim2=2)[:m, :m] += blocks.permute(1, 2, 0).to(matrix)


def _free(layer: Layer, places: tuple[Tensor, Tensor]) -> FreeLayer:
    weights, affine = places
    source, target = torch.nonzero(layer.spline_edges & ~layer.locked).unbind(1)
    members = [torch.nonzero(~layer.locked[f.source, f.target])[:, 0] for f in layer.families]
    named_at = zip(layer.families, members, strict=True)
    columns = [affine[family.source[own], family.target[own]].flatten() for family, own in named_at]
    return FreeLayer(source, target, members, torch.cat([weights[source, :, target].flatten(), *columns]))


def _each_output(passes: Gradient, scale: Tensor | None) -> Iterator[list[Tensor]]:
    """For one output after the other, its derivative by the subnodes of every layer, (N, o) each.

    With scale (N, n_out), times that.
    """
    outputs = passes.network.shape.nodes(passes.network.shape.depth)
    ones = passes.x.new_ones(len(passes.x), outputs) if scale is None else scale
    for q in range(outputs):
        pull, pulls = torch.zeros_like(ones), list[Tensor]()
        pull[:, q] = ones[:, q]
        for l in reversed(range(len(passes.tapes))):
            pulls.insert(0, passes.by_subnodes(l, pull))
            pull = step_back(passes.tapes[l], pulls[0]) if l else pull
        yield pulls


def _slopes(passes: Gradient, free: list[FreeLayer], pulls: list[Tensor], rows: slice) -> Tensor:
    """Some rows of one output's Jacobian, lying across: (F, n)."""
    parts = []
    for tape, one, pull in zip(passes.tapes, free, pulls, strict=True):
        splines = tape.rows[:, :, rows][one.source] * _of_targets(pull, one.target, rows)
        parts += [splines.flatten(0, 1), *_named_slopes(tape, one, pull, rows)]
    return torch.cat(parts)


def _of_targets(pull: Tensor, target: Tensor, rows: slice) -> Tensor:
    """The derivative by the subnode each edge leads to, (E, 1, n)."""
    return pull[rows].T.contiguous()[target][:, None]


def _named_slopes(tape: LayerTape, one: FreeLayer, pull: Tensor, rows: slice) -> list[Tensor]:
    """Per family the derivatives by its edges' (a, b, c, d), (4E, n)."""
    parts = []
    for family, members in zip(tape.families, one.members, strict=True):
        partials = named.partials(family)[rows][:, members].permute(1, 2, 0)
        by_targets = _of_targets(pull, family.family.target[members], rows)
        parts.append((partials * by_targets).flatten(0, 1))
    return parts


def _add_dense(
    matrix: Tensor, passes: Gradient, free: list[FreeLayer], pulls: list[Tensor], rows: slice
) -> None:
    part = _slopes(passes, free, pulls, rows).double()
    matrix.addmm_(part, part.T)


def _add_sparse(
    matrix: Tensor, passes: Gradient, free: list[FreeLayer], pulls: list[Tensor], rows: slice
) -> None:
    """Adds the products of the non-zero numbers of each row, at most `_touched` of them."""
    values, places, start = [], [], 0
    for layer, tape, one, pull in zip(passes.network.layers, passes.tapes, free, pulls, strict=True):
        features = tape.rows[:, :, rows]
        window, size = _window(features, layer), features.shape[1]
        curves = features.gather(1, window)[one.source] * _of_targets(pull, one.target, rows)
        values += [curves.flatten(0, 1), *_named_slopes(tape, one, pull, rows)]
        edges = torch.arange(len(one.source), device=window.device) * size + start
        rest = torch.arange(len(one.source) * size, len(one.columns), device=window.device) + start
        places += [(window[one.source] + edges[:, None, None]).flatten(0, 1)]
        places += [rest[:, None].expand(-1, window.shape[2])]
        start += len(one.columns)
    value, place = torch.cat(values).double(), torch.cat(places)
    at = place[:, None] * len(matrix) + place
    matrix.view(-1).scatter_add_(0, at.flatten(), (value[:, None] * value).flatten())


def _window(features: Tensor, layer: Layer) -> Tensor:
    """Which features may differ from 0, (i, k+1[+1], n): k + 1 neighbouring splines, and the base function.

    Found from the values, so that any knots will do; outside the grid it is the window of the border.
    """
    first = (features != 0).to(torch.uint8).argmax(1, keepdim=True).clamp(max=layer.grid - 1)
    splines = first + torch.arange(layer.k + 1, device=features.device)[:, None]
    base = torch.arange(layer.grid + layer.k, features.shape[1], device=features.device)
    return torch.cat([splines, base[:, None].expand(len(features), -1, features.shape[2])], 1)


def _touched(layer: Layer, free: FreeLayer) -> int:
    """How many numbers in a row of the Jacobian may differ from 0."""
    features = layer.weights.shape[1]
    idle = layer.grid - 1
    return len(free.columns) - len(free.source) * min(idle, features)


def _blocks(rows: int, width: int) -> Iterator[slice]:
    size = max(1, BLOCK // max(width, 1))
    return (slice(start, start + size) for start in range(0, rows, size))
