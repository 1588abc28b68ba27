"""A network as a plain `torch.nn.Module` that never branches on data, so that it can be traced and taken
elsewhere.

It computes what the network computes, cut edges left out, named edges by their functions, and takes and
gives the scientist's own units if it is told them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from kanscope.kan.knots import uniform_knots
from kanscope.kan.layer import Layer
from kanscope.kan.network import Network
from kanscope.kan.products import combine


@dataclass(frozen=True)
class Units:
    """What was subtracted from each column, and what it was then divided by, (n,) each.

    `log` (n,): where the natural logarithm was taken before.
    """

    shift: Tensor
    scale: Tensor
    log: Tensor | None = None


class TraceableModule(nn.Module):
    """f: (N, n0) → (N, n_out), fixed. inputs and outputs: how the columns were standardised; None: they were
    not.

    The module is of the network's precision on the processor; `.to(…)` moves it. A copy: the network may
    move on.
    """

    input_shift: Tensor
    input_scale: Tensor
    output_shift: Tensor
    output_scale: Tensor
    input_log: Tensor
    output_log: Tensor

    def __init__(self, network: Network, inputs: Units | None = None, outputs: Units | None = None) -> None:
        super().__init__()
        shape = network.shape
        self.sums = [shape.sums(l) for l in range(shape.depth)]
        self.arities = shape.arities
        self.layers = nn.ModuleList(_LayerModule(layer) for layer in network.layers)
        like = network.parameters.detach().cpu()
        for name, units, n in (
            ("input", inputs, shape.nodes(0)),
            ("output", outputs, shape.nodes(shape.depth)),
        ):
            shift, scale = _columns(name, units, n)
            self.register_buffer(f"{name}_shift", shift.to(like))
            self.register_buffer(f"{name}_scale", scale.to(like))
            log = torch.zeros(n, dtype=torch.bool) if units is None or units.log is None else units.log
            self.register_buffer(f"{name}_log", log.cpu())
        self.has_logs = bool(self.input_log.any()), bool(self.output_log.any())

    def forward(self, x: Tensor) -> Tensor:
        """Outputs (N, n_out) at x (N, n0)."""
        x = torch.where(self.input_log, x.log(), x) if self.has_logs[0] else x
        x = (x - self.input_shift) / self.input_scale
        for layer, sums, arities in zip(self.layers, self.sums, self.arities, strict=True):
            x = combine(layer(x), sums, arities)
        x = x * self.output_scale + self.output_shift
        return torch.where(self.output_log, x.exp(), x) if self.has_logs[1] else x


class _LayerModule(nn.Module):
    """One layer: subnodes (N, o) from nodes (N, i)."""

    weights: Tensor

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.splines, self.base = _SplineModule(layer), layer.base
        self.named = _NamedModule(layer) if layer.families else None
        self.register_buffer("weights", layer.curve_weights().detach().cpu().flatten(0, 1).clone())

    def forward(self, x: Tensor) -> Tensor:
        features = self.splines(x)
        if self.base is not None:
            features = torch.cat([features, self.base.value(x)[..., None]], -1)
        total: Tensor = features.flatten(1) @ self.weights
        return total if self.named is None else total + self.named(x)


class _SplineModule(nn.Module):
    """All B-splines of a layer (N, i, G+k) by Cox and de Boor's recursion, tangents outside the grid.

    The first and last cell of the grid reach to infinity, and those beyond it are empty: no sample has to be
    looked for.
    """

    knots: Tensor
    lower: Tensor
    upper: Tensor

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.k = layer.k
        knots = layer.wiring.knots
        knots = uniform_knots(layer.lo, layer.hi, layer.grid, layer.k) if knots is None else knots
        knots = knots.detach().cpu()
        lower, upper = knots[:, :-1].clone(), knots[:, 1:].clone()
        lower[:, layer.k], upper[:, -layer.k - 1] = -torch.inf, torch.inf
        lower[:, : layer.k], upper[:, -layer.k :] = torch.inf, -torch.inf
        kept = {"knots": knots, "lower": lower, "upper": upper}
        kept |= {f"spans_{degree}": _inverse_spans(knots, degree) for degree in range(1, layer.k + 1)}
        for name, tensor in kept.items():
            self.register_buffer(name, tensor.clone())

    def forward(self, x: Tensor) -> Tensor:
        inside = torch.minimum(torch.maximum(x, self.knots[:, self.k]), self.knots[:, -self.k - 1])
        z = inside[..., None]
        values = ((z >= self.lower) & (z < self.upper)).to(x.dtype)
        for degree in range(1, self.k):
            values = self._raise(values, z, degree)
        spans = self.k * self._spans(self.k)
        slopes = spans[:, :-1] * values[..., :-1] - spans[:, 1:] * values[..., 1:]
        return self._raise(values, z, self.k) + slopes * (x - inside)[..., None]

    def _raise(self, values: Tensor, z: Tensor, degree: int) -> Tensor:
        spans = self._spans(degree)
        left = (z - self.knots[:, : -degree - 1]) * spans[:, :-1]
        right = (self.knots[:, degree + 1 :] - z) * spans[:, 1:]
        return left * values[..., :-1] + right * values[..., 1:]

    def _spans(self, degree: int) -> Tensor:
        return self.get_buffer(f"spans_{degree}")


class _NamedModule(nn.Module):
    """Sum of the named edges into each subnode, (N, o). Added column by column: where one function has no
    value, the other subnodes keep theirs.
    """

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.functions = [family.function for family in layer.families]
        targets = torch.cat([family.target for family in layer.families]).cpu()
        self.edges = [torch.nonzero(targets == j).flatten().tolist() for j in range(layer.alive.shape[1])]
        for n, family in enumerate(layer.families):
            self.register_buffer(f"source_{n}", family.source.cpu().clone())
            affine = layer.affine[family.source, family.target].detach().cpu()
            self.register_buffer(f"affine_{n}", affine.T.contiguous())

    def forward(self, x: Tensor) -> Tensor:
        curves = torch.cat([self._curves(x, n) for n in range(len(self.functions))], 1)
        nothing = torch.zeros_like(curves[:, 0])
        columns = [sum((curves[:, e] for e in own), nothing) for own in self.edges]
        return torch.stack(columns, 1)

    def _curves(self, x: Tensor, n: int) -> Tensor:
        a, b, c, d = self.get_buffer(f"affine_{n}")
        curves: Tensor = c * self.functions[n].value(a * x[:, self.get_buffer(f"source_{n}")] + b) + d
        return curves


def _columns(name: str, units: Units | None, n: int) -> Sequence[Tensor]:
    if units is None:
        return torch.zeros(n), torch.ones(n)
    fit = units.shift.shape == units.scale.shape == (n,)
    if not fit or not bool(
        (torch.isfinite(units.shift) & torch.isfinite(units.scale) & (units.scale != 0)).all()
    ):
        raise ValueError(f"{name}s: shift and scale must be {n} finite numbers each, and no scale 0")
    return units.shift, units.scale


def _inverse_spans(knots: Tensor, degree: int) -> Tensor:
    """1/(t_{m+d} - t_m), 0 where the knots coincide."""
    span = knots[:, degree:] - knots[:, :-degree]
    return torch.where(span > 0, 1 / span, 0)
