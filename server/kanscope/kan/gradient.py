"""Outputs and exact gradients of a network on one fixed batch: a forward pass with a tape, and its backward.

No autograd: one feature tensor and one matrix product a layer. The first layer's features never change while the
batch and its grid do not, so they are computed once.
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
    """What one layer leaves for the backward pass; the last three only where edge variances were asked for."""

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
        gradient = Network(
            self.network.shape,
            [layer.wiring for layer in self.network.layers],
            torch.zeros_like(self.network.parameters),
        )
        for l in reversed(range(len(self.tapes))):
            sums, arity = self.network.shape.width[l + 1][0], self.network.shape.arity
            pull = combine_backward(pull, self.tapes[l].subnodes, sums, arity)
            extra = None if variance_pulls is None else variance_pulls[l]
            pull = _layer_backward(self.tapes[l], gradient.layers[l], pull, extra)
        flat = gradient.parameters
        return flat if self._everything else flat.mul_(self.trainable)

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


def _layer_backward(tape: LayerTape, gradient: Layer, pull: Tensor, variance_pull: Tensor | None) -> Tensor:
    """Fills the layer's gradient; returns the gradient by its input nodes (N, i), empty for the first layer."""
    torch.mm(tape.features.flatten(1).T, pull, out=gradient.weights.flatten(0, 1))
    if variance_pull is not None and tape.variance_pull is not None:
        gradient.weights.add_(tape.variance_pull * variance_pull[:, None, :], alpha=2)
    inward = _through_splines(tape, pull, variance_pull)
    for family in tape.families:
        _through_family(family, gradient, pull, variance_pull, inward)
    return inward


def _through_splines(tape: LayerTape, pull: Tensor, variance_pull: Tensor | None) -> Tensor:
    if tape.slopes is None:
        return torch.zeros_like(tape.x)
    by_features = (pull @ tape.weights.flatten(0, 1).T).view(tape.slopes.shape)
    if variance_pull is not None and tape.centred is not None:
        # d variance/dx_n = 2/N (φ(x_n) - mean φ) φ'(x_n); summed over edges it is a quadratic form in the features
        form = torch.bmm(tape.weights * variance_pull[:, None, :], tape.weights.transpose(1, 2))
        by_features = by_features + torch.bmm(tape.centred, form).transpose(0, 1) * (2 / len(pull))
    return (by_features * tape.slopes).sum(-1)


def _through_family(
    tape: named.FamilyTape, gradient: Layer, pull: Tensor, variance_pull: Tensor | None, inward: Tensor
) -> None:
    source, target = tape.family.source, tape.family.target
    own = pull[:, target]
    if variance_pull is not None:
        own = own + (tape.values - tape.values.mean(0)) * variance_pull[source, target] * (2 / len(pull))
    by_affine, by_x = named.backward(tape, own)
    gradient.affine[source, target] = by_affine
    inward.index_add_(1, source, by_x)
