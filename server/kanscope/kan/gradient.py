"""Outputs and exact gradients of a network on one fixed batch: a forward pass with a tape, and its backward.

No autograd: one feature tensor and one matrix product a layer. The first layer's features never change while
the batch and its grid do not, so they are computed once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from kanscope.kan import named
from kanscope.kan.layer import Layer
from kanscope.kan.network import Network
from kanscope.kan.products import combine_backward
from kanscope.kan.spread import covariance, spline_variance


@dataclass
class LayerTape:
    """What one layer leaves for the backward pass; the last three only once `variances` was called."""

    x: Tensor
    features: Tensor
    slopes: Tensor | None
    weights: Tensor
    families: list[named.FamilyTape]
    subnodes: Tensor
    centred: Tensor | None = None
    covariances: Tensor | None = None
    variance_pull: Tensor | None = None


class Gradient:
    """Forward and backward passes of one network on one batch x (N, n0).

    Reads the network's parameters as they are at each call; a rewired or refined network needs a new one.
    """

    def __init__(self, network: Network, x: Tensor) -> None:
        self.network, self.x = network, x
        self.trainable = network.trainable()
        self._first = network.layers[0].features(x, slope=False)[0]
        self._first_covariance: tuple[Tensor, Tensor] | None = None
        self.tapes: list[LayerTape] = []
        self._everything = bool(self.trainable.all())

    def forward(self) -> Tensor:
        """Outputs (N, n_out); remembers what `variances` and `backward` need."""
        self.tapes = []
        x = self.x
        for l, layer in enumerate(self.network.layers):
            features, slopes = layer.features(x) if l else (self._first, None)
            tape = _run(layer, x, features, slopes)
            self.tapes.append(tape)
            x = self.network.combine(l, tape.subnodes)
        return x

    def variances(self) -> list[Tensor]:
        """Variance of every edge's activation over the batch, (i, o) a layer; call after `forward`."""
        return [self._variance(l) for l in range(len(self.tapes))]

    def backward(self, pull: Tensor, variance_pulls: Sequence[Tensor] | None = None) -> Tensor:
        """Gradient (P,) of a scalar whose gradient by the outputs is `pull` (N, n_out).

        variance_pulls: its gradients by the edge variances, (i, o) a layer, when they enter the scalar too.
        Parameters that may not move have gradient 0.
        """
        gradient = torch.zeros_like(self.network.parameters)
        blocks = self.network.split(gradient)
        for l in reversed(range(len(self.tapes))):
            pull = self.by_subnodes(l, pull)
            extra = None if variance_pulls is None else variance_pulls[l]
            _fill(self.tapes[l], *blocks[l], pull, extra)
            pull = step_back(self.tapes[l], pull, extra) if l else pull
        return gradient if self._everything else gradient.mul_(self.trainable)

    def by_subnodes(self, l: int, pull: Tensor) -> Tensor:
        """Gradient by the subnodes of layer l from the gradient by the nodes they form."""
        shape = self.network.shape
        return combine_backward(pull, self.tapes[l].subnodes, shape.sums(l), shape.arities[l])

    def _variance(self, l: int) -> Tensor:
        tape = self.tapes[l]
        if l == 0 and self._first_covariance is None:
            self._first_covariance = covariance(self._first)
        pair = self._first_covariance if l == 0 else None
        tape.centred, tape.covariances = pair or covariance(tape.features)
        variance, tape.variance_pull = spline_variance(tape.weights, tape.covariances)
        for family in tape.families:
            spread = family.values.var(0, unbiased=False)
            variance[family.family.source, family.family.target] = spread
        return variance


def _run(layer: Layer, x: Tensor, features: Tensor, slopes: Tensor | None) -> LayerTape:
    weights = layer.curve_weights()
    subnodes = features.flatten(1) @ weights.flatten(0, 1)
    families = [named.evaluate(family, x, layer.affine) for family in layer.families]
    for tape in families:
        subnodes.index_add_(1, tape.family.target, tape.values)
    return LayerTape(x, features, slopes, weights, families, subnodes)


def _fill(
    tape: LayerTape, weights: Tensor, affine: Tensor, pull: Tensor, variance_pull: Tensor | None
) -> None:
    """Writes the gradients by a layer's weights and affine from those by its subnodes and edge variances."""
    torch.mm(tape.features.flatten(1).T, pull, out=weights.flatten(0, 1))
    if variance_pull is not None and tape.variance_pull is not None:
        weights.add_(tape.variance_pull * variance_pull[:, None, :], alpha=2)
    for family in tape.families:
        at = family.family.source, family.family.target
        affine[at] = named.by_affine(family, _family_pull(family, pull, variance_pull))


def step_back(tape: LayerTape, pull: Tensor, variance_pull: Tensor | None = None) -> Tensor:
    """Gradient by a layer's input nodes, (N, i), from those by its subnodes and edge variances."""
    inward = _through_splines(tape, pull, variance_pull)
    for family in tape.families:
        own = _family_pull(family, pull, variance_pull)
        inward.index_add_(1, family.family.source, named.by_input(family, own))
    return inward


def _through_splines(tape: LayerTape, pull: Tensor, variance_pull: Tensor | None) -> Tensor:
    if tape.slopes is None:
        return torch.zeros_like(tape.x)
    by_features = (pull @ tape.weights.flatten(0, 1).T).view(tape.slopes.shape)
    if variance_pull is not None and tape.centred is not None:
        # d variance/dx_n = 2/N (φ(x_n) - mean φ) φ'(x_n): summed over edges, a quadratic form in the features
        form = torch.bmm(tape.weights * variance_pull[:, None, :], tape.weights.transpose(1, 2))
        by_features = by_features + torch.bmm(tape.centred, form).transpose(0, 1) * (2 / len(pull))
    return (by_features * tape.slopes).sum(-1)


def _family_pull(tape: named.FamilyTape, pull: Tensor, variance_pull: Tensor | None) -> Tensor:
    """Gradient by each named edge's values, (N, E)."""
    own = pull[:, tape.family.target]
    if variance_pull is None:
        return own
    by_variance = variance_pull[tape.family.source, tape.family.target]
    return own + (tape.values - tape.values.mean(0)) * by_variance * (2 / len(pull))
