"""Several networks of one shape, computed together: one basis tensor and one batched product a layer.

Network s's node i is column s·n + i of its layer, so that a layer of all networks is a `Layer` with as many
more inputs; only the products with the weights know where one network ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from kanscope.kan.grid import fitted_range, refit
from kanscope.kan.layer import Layer, Wiring, fresh_wiring
from kanscope.kan.network import Network
from kanscope.kan.products import combine, combine_backward


@dataclass(frozen=True)
class BatchTape:
    """Of one layer of K networks: features and slopes (K, N, i, F), subnodes (K, N, o)."""

    features: Float[Tensor, "K N i M"]
    slopes: Float[Tensor, "K N i M"] | None
    subnodes: Float[Tensor, "K N o"]


class Batch:
    """K networks of one shape on the rows x (N, n0); all living edges are splines.

    weights: a layer's (K, i, F, o), with zeros where an edge is cut. ValueError: shapes or grids differ.
    """

    def __init__(self, networks: Sequence[Network], x: Float[Tensor, "N n0"]) -> None:
        first = networks[0]
        if any(n.shape != first.shape or n.grid != first.grid for n in networks):
            raise ValueError("networks must have one shape and one grid to be computed together")
        self.shape, self.seeds, self.x = first.shape, len(networks), x
        self.alive = [layer.alive.to(x.dtype) for layer in first.layers]
        depth = range(self.shape.depth)
        self.weights = [
            torch.stack([n.layers[l].weights for n in networks]) * self.alive[l][:, None, :] for l in depth
        ]
        self._wirings = [_side_by_side([n.layers[l].wiring for n in networks]) for l in depth]
        self._first = first.layers[0].features(x, slope=False)[0]

    def forward(
        self, rows: slice, weights: Sequence[Float[Tensor, "_K _i _M _o"]] | None = None, slopes: bool = True
    ) -> list[BatchTape]:
        """What every layer computes on some rows, with other weights than its own if they are given."""
        tapes, x = list[BatchTape](), self.x[rows].expand(self.seeds, -1, -1)
        for l, own in enumerate(self.weights if weights is None else weights):
            features, steep = self._features(l, x, slopes) if l else (self._inputs(rows), None)
            subnodes = torch.bmm(features.flatten(2), own.flatten(1, 2))
            tapes.append(BatchTape(features, steep, subnodes))
            x = self._nodes(l, subnodes)
        return tapes

    @property
    def size(self) -> int:
        """Weights of one network, P."""
        return sum(own[0].numel() for own in self.weights)

    def outputs(self, tapes: Sequence[BatchTape]) -> Float[Tensor, "K N outputs"]:
        """The networks' values."""
        return self._nodes(self.shape.depth - 1, tapes[-1].subnodes)

    def pulls(
        self, tapes: Sequence[BatchTape], pull: Float[Tensor, "K N outputs"]
    ) -> list[Float[Tensor, "K N _o"]]:
        """Gradient by the subnodes of every layer, (K, N, o), from that by the outputs."""
        found = list[Tensor]()
        for l in reversed(range(self.shape.depth)):
            tape = tapes[l]
            flat = combine_backward(
                pull.flatten(0, 1), tape.subnodes.flatten(0, 1), self.shape.sums(l), self.shape.arities[l]
            )
            found.insert(0, flat.view(tape.subnodes.shape))
            if tape.slopes is not None:
                by_features = torch.bmm(found[0], self.weights[l].flatten(1, 2).transpose(1, 2))
                pull = (by_features.view(tape.slopes.shape) * tape.slopes).sum(-1)
        return found

    def gradient(
        self, tapes: Sequence[BatchTape], pulls: Sequence[Float[Tensor, "K _N _o"]]
    ) -> Float[Tensor, "K P"]:
        """By all weights of each network, from the gradient by its subnodes (`pulls`)."""
        parts = [
            torch.bmm(tape.features.flatten(2).transpose(1, 2), pull).view_as(own) * alive[:, None, :]
            for tape, pull, own, alive in zip(tapes, pulls, self.weights, self.alive, strict=True)
        ]
        return torch.cat([part.flatten(1) for part in parts], 1)

    def jacobian(
        self, tapes: Sequence[BatchTape], pulls: Sequence[Float[Tensor, "K N _o"]]
    ) -> Float[Tensor, "K N P"]:
        """Of one output, from its derivative by the subnodes (`pulls`); in single precision."""
        parts = [
            (
                tape.features.float()[..., None] * (pull[:, :, None, None, :] * alive[:, None, :]).float()
            ).flatten(2)
            for tape, pull, alive in zip(tapes, pulls, self.alive, strict=True)
        ]
        return torch.cat(parts, 2)

    def among(self, kept: Bool[Tensor, " K"]) -> Batch:
        """Those of the networks alone, kept (K,) bool."""
        fewer = copy(self)
        fewer.seeds = int(kept.sum())
        fewer.weights = [own[kept] for own in self.weights]
        fewer._wirings = [self._of_kept(wiring, kept) for wiring in self._wirings]
        return fewer

    def _of_kept(self, wiring: Wiring, kept: Tensor) -> Wiring:
        lo, hi = (end.view(self.seeds, -1)[kept].flatten() for end in (wiring.lo, wiring.hi))
        return fresh_wiring(wiring.grid, lo, hi, wiring.alive.shape[1])

    def adapt(self) -> bool:
        """Moves hidden ranges to where the rows flow, curves staying as they are; whether any moved."""
        moved, values = False, self.x.expand(self.seeds, -1, -1)
        for l in range(self.shape.depth):
            if l:
                moved = self._adapt_layer(l, values) or moved
            features = self._features(l, values, False)[0] if l else self._inputs(slice(None))
            values = self._nodes(l, torch.bmm(features.flatten(2), self.weights[l].flatten(1, 2)))
        return moved

    def network(self, seed: int, like: Network) -> Network:
        """One of the networks by itself, its cut edges those of `like`."""
        wirings = []
        for own, layer in zip(self._wirings, like.layers, strict=True):
            lo, hi = own.lo.view(self.seeds, -1)[seed], own.hi.view(self.seeds, -1)[seed]
            fresh = fresh_wiring(own.grid, lo, hi, layer.alive.shape[1])
            wirings.append(replace(fresh, alive=layer.alive))
        one = Network(self.shape, wirings, like.parameters.clone())
        for layer, weights in zip(one.layers, self.weights, strict=True):
            layer.weights.copy_(weights[seed])
        return one

    def _inputs(self, rows: slice) -> Tensor:
        """The first layer's features, which all networks share: the inputs' grid is the same."""
        return self._first[rows].expand(self.seeds, -1, -1, -1)

    def _nodes(self, l: int, subnodes: Tensor) -> Tensor:
        flat = combine(subnodes.flatten(0, 1), self.shape.sums(l), self.shape.arities[l])
        return flat.view(*subnodes.shape[:2], -1)

    def _features(self, l: int, x: Tensor, slopes: bool) -> tuple[Tensor, Tensor | None]:
        beside = x.transpose(0, 1).flatten(1)
        values, steep = self._layer(l).features(beside, slope=slopes)
        return self._apart(values), None if steep is None else self._apart(steep)

    def _apart(self, features: Tensor) -> Tensor:
        """(N, K·i, F) as (K, N, i, F)."""
        return features.view(len(features), self.seeds, -1, features.shape[2]).transpose(0, 1).contiguous()

    def _layer(self, l: int) -> Layer:
        weights = self.weights[l].flatten(0, 1)
        idle = weights.new_zeros(1).expand(len(weights), weights.shape[2], 4)
        return Layer(self.shape.orders[l], self.shape.bases[l], self._wirings[l], weights, idle)

    def _adapt_layer(self, l: int, values: Tensor) -> bool:
        layer = self._layer(l)
        lo, hi = fitted_range(layer, values.transpose(0, 1).flatten(1), False)
        if torch.equal(lo, layer.lo) and torch.equal(hi, layer.hi):
            return False
        self._wirings[l] = replace(layer.wiring, lo=lo, hi=hi)
        self.weights[l] = refit(layer, self._wirings[l]).view_as(self.weights[l]) * self.alive[l][:, None, :]
        return True


def _side_by_side(wirings: Sequence[Wiring]) -> Wiring:
    lo, hi = (torch.cat([getattr(wiring, end) for wiring in wirings]) for end in ("lo", "hi"))
    return fresh_wiring(wirings[0].grid, lo, hi, wirings[0].alive.shape[1])
