"""The last layer in closed form: outputs are linear in its splines, so least squares needs no steps.

Good after a change of shape, where the layers before are nearly right; and, solved again and again on rows
drawn anew, it says how well outputs and curves are known.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from kanscope.kan.differences import differences
from kanscope.kan.layer import Layer
from kanscope.kan.network import Network, check_samples
from kanscope.kan.trace import node_values
from kanscope.kan.wishes.form import Form
from kanscope.kan.wishes.held import forms

SMOOTHNESS = 1e-10  # of third differences: a tie-break where no sample decides
MOST = 1 << 28  # numbers in one system of equations


@dataclass(frozen=True)
class Part:
    """What is solved for one output: its free splines' source nodes, and their design matrix (N, F).

    turn (F, E·M): coefficients of all splines, edge by edge, are turnᵀ times the F numbers. rest (N,): what
    the other edges add.
    """

    sources: Tensor
    design: Tensor
    turn: Tensor
    rest: Tensor


def solve_last_layer(
    network: Network, x: Tensor, y: Tensor, weights: Tensor | None = None, smoothness: float = SMOOTHNESS
) -> Network:
    """The network whose last layer's free splines bring the outputs at x (N, n0) nearest to y (N, n_out).

    Least squares, rows weighted by weights (N,), plus smoothness · Σ ‖third differences‖². Named, locked and
    cut edges stay, and so do curves wished to be rising, falling, convex or concave; other wishes are kept.
    Fewer rows than coefficients are enough. ValueError naming the argument: products in the last layer, rows
    that do not fit, or more numbers than memory has room for.
    """
    check_rows(network, x, y)
    share = _shares(weights, len(x)).to(network.parameters)
    solved = network.copy()
    for j in range(y.shape[1]):
        part = part_of(network, x, j)
        free = _least_squares(network.layers[-1], part, (y[:, j] - part.rest), share, smoothness)
        own = (part.turn.T @ free).view(len(part.sources), solved.layers[-1].weights.shape[1])
        solved.layers[-1].weights[part.sources, :, j] = own
    return solved


def part_of(network: Network, x: Tensor, j: int) -> Part:
    """The linear part of output j at samples x (N, n0)."""
    layer = network.layers[-1]
    values = node_values(network, x, network.shape.depth - 1)
    features, _ = layer.features(values, slope=False)
    held = {edge[0]: form for edge, form in forms(layer.wiring, layer.k).items() if edge[1] == j}
    free = (layer.spline_edges & ~layer.locked)[:, j].clone()
    for i, form in held.items():
        free[i] &= not bool(form.positive.any())
    sources = torch.nonzero(free)[:, 0]
    turn = _turn(layer, sources, held)
    design = features[:, sources].flatten(1) @ turn.T
    _check_room(design)
    rest = layer.edge_values(values)[:, ~free, j].sum(1)
    return Part(sources, design, turn, rest)


def _turn(layer: Layer, sources: Tensor, held: dict[int, Form]) -> Tensor:
    """Block by block the identity, or the matrix of a wish, which is symmetric; then the base is off."""
    size = layer.weights.shape[1]
    blocks = []
    for i in sources.tolist():
        block = torch.eye(size).to(layer.weights)
        if i in held:
            block.zero_()[: len(held[i].matrix), : len(held[i].matrix)] = held[i].matrix
        blocks.append(block)
    return _on_the_diagonal(blocks, layer.weights.new_zeros(0, 0))


def _least_squares(layer: Layer, part: Part, target: Tensor, share: Tensor, smoothness: float) -> Tensor:
    """One system of weighted rows above the roughness; of all solutions the shortest."""
    root, third = share.sqrt()[:, None], roughness(layer, part)
    system = torch.cat([root * part.design, smoothness**0.5 * third])
    right = torch.cat([root[:, 0] * target, third.new_zeros(len(third))])
    if not system.numel():
        return right[:0]
    if system.device.type == "cuda":  # which has no rank-revealing solver
        return torch.mv(torch.linalg.pinv(system), right)
    solution: Tensor = torch.linalg.lstsq(system, right[:, None], driver="gelsd").solution
    return solution[:, 0]


def roughness(layer: Layer, part: Part) -> Tensor:
    """The third differences of all a part's splines, (R, F), from its F numbers."""
    third = differences(layer, 3)[part.sources]
    padded = torch.nn.functional.pad(third, (0, layer.weights.shape[1] - third.shape[2]))
    return _on_the_diagonal(list(padded), part.turn) @ part.turn.T


def _on_the_diagonal(blocks: list[Tensor], none: Tensor) -> Tensor:
    if not blocks:
        return none
    whole: Tensor = torch.block_diag(*blocks)  # type: ignore[no-untyped-call]
    return whole


def check_rows(network: Network, x: Tensor, y: Tensor) -> None:
    """ValueError unless these rows can be solved for."""
    outputs = network.shape.nodes(network.shape.depth)
    check_samples("x", x, network.shape.nodes(0))
    check_samples("y", y, outputs)
    if len(x) != len(y):
        raise ValueError(f"y must have as many rows as x ({len(x)}), got {len(y)}")
    if network.shape.arities[-1]:
        raise ValueError("network: its last layer has products, which are not linear in their curves")


def _check_room(design: Tensor) -> None:
    if design.numel() > MOST:
        raise ValueError(
            f"x: {design.shape[0]} rows of {design.shape[1]} coefficients make {design.numel():.2g} numbers; "
            f"the last layer is solved for up to {MOST:.2g}. Take fewer rows"
        )


def _shares(weights: Tensor | None, rows: int) -> Tensor:
    """(N,), summing to 1. ValueError for impossible weights."""
    if weights is None:
        return torch.full((rows,), 1 / rows, dtype=torch.float64)
    if weights.shape != (rows,) or not bool(
        torch.isfinite(weights).all() & (weights >= 0).all() & weights.any()
    ):
        raise ValueError(f"weights must be {rows} finite numbers, none negative and not all 0")
    return weights / weights.sum()
