"""Outputs and exact gradients of a network on one fixed batch: a forward pass with a tape, and its backward.

No autograd: one feature tensor and one matrix product a layer, samples innermost in memory. The first layer's
features never change while the batch and its grid do not, so they are computed once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan import named
from kanscope.kan.compiled.rows import why_not_compiled
from kanscope.kan.layer import Layer
from kanscope.kan.network import Network
from kanscope.kan.products import combine_backward
from kanscope.kan.sheet import Sheet
from kanscope.kan.spline_rows import Scratch
from kanscope.kan.spread import Spread, spline_variance

NARROW = 32  # matrices with fewer columns are multiplied sooner when they lie across


@dataclass
class LayerTape:
    """What one layer leaves for the backward pass; the last two only once `variances` was called.

    rows are the features with samples innermost; the sheet, which the first layer has none of, holds what
    leads back through them until the next forward pass.
    """

    x: Float[Tensor, "N i"]
    rows: Float[Tensor, "i M N"]
    sheet: Sheet | None
    weights: Float[Tensor, "i M o"]
    across: Float[Tensor, "o iM"]
    families: list[named.FamilyTape]
    subnodes: Float[Tensor, "N o"]
    spread: Spread | None = None
    variance_pull: Float[Tensor, "i M o"] | None = None

    @property
    def features(self) -> Float[Tensor, "N i M"]:
        """Splines and base function at every sample."""
        return self.rows.permute(2, 0, 1)

    @property
    def covariances(self) -> Float[Tensor, "i M M"] | None:
        """Of the features over the samples."""
        return None if self.spread is None else self.spread.covariances


class Gradient:
    """Forward and backward passes of one network on one batch x (N, n0).

    Reads the network's parameters as they are at each call; a rewired or refined network needs a new one.
    Tapes are valid until the next forward pass, which writes into the same memory.

    compiled: ask for compiled loops, equal to rounding; `not_compiled` says why where torch does the work.
    """

    def __init__(self, network: Network, x: Float[Tensor, "N n0"], *, compiled: bool = False) -> None:
        self.network = network
        self.not_compiled = why_not_compiled(network.parameters) if compiled else "compiled was not asked for"
        self.trainable = network.trainable()
        self._everything = all(
            bool((layer.spline_edges & ~layer.locked).all()) for layer in network.layers
        )  # then only idle affines may not move, and nothing writes their gradients
        self._sheets = self._blank(len(x))
        self.look_at(x)

    def look_at(self, x: Float[Tensor, "N n0"]) -> None:
        """Takes another batch; one of as many rows takes the place of the last one in memory."""
        rows = self.network.layers[0].features(x, slope=False)[0].permute(1, 2, 0)
        if self._sheets and len(x) != self._sheets[0].values.shape[2]:
            self._sheets = self._blank(len(x))
        self.x, self._first = x, rows.contiguous()
        self._first_spread: Spread | None = None
        self.tapes: list[LayerTape] = []

    def forward(self) -> Float[Tensor, "N o"]:
        """Outputs (N, n_out); remembers what `variances` and `backward` need."""
        self.tapes = [_run(self.network.layers[0], self.x, self._first, None)]
        for l, sheet in enumerate(self._sheets, 1):
            x = self.network.combine(l - 1, self.tapes[-1].subnodes)
            self.tapes.append(_run(self.network.layers[l], x, sheet.fill(x.T), sheet))
        return self.network.combine(len(self._sheets), self.tapes[-1].subnodes)

    def variances(self) -> list[Float[Tensor, "_i _o"]]:
        """Variance of every edge's activation over the batch, (i, o) a layer; call after `forward`."""
        return [self._variance(l) for l in range(len(self.tapes))]

    def backward(
        self, pull: Float[Tensor, "N n_out"], variance_pulls: Sequence[Float[Tensor, "_i _o"]] | None = None
    ) -> Float[Tensor, " P"]:
        """Gradient (P,) of a scalar whose gradient by the outputs is `pull` (N, n_out).

        variance_pulls: its gradients by the edge variances, (i, o) a layer, when they enter the scalar too.
        Parameters that may not move have gradient 0.
        """
        gradient = torch.empty_like(self.network.parameters)  # which `_fill` fills
        blocks = self.network.split(gradient)
        for l in reversed(range(len(self.tapes))):
            pull = self.by_subnodes(l, pull)
            extra = None if variance_pulls is None else variance_pulls[l]
            _fill(self.tapes[l], *blocks[l], pull, extra)
            pull = step_back(self.tapes[l], pull, extra) if l else pull
        return gradient if self._everything else gradient.mul_(self.trainable)

    def by_subnodes(self, l: int, pull: Float[Tensor, "N n"]) -> Float[Tensor, "N o"]:
        """Gradient by the subnodes of layer l from the gradient by the nodes they form."""
        shape = self.network.shape
        return combine_backward(pull, self.tapes[l].subnodes, shape.sums(l), shape.arities[l])

    def _blank(self, rows: int) -> list[Sheet]:
        layers, fast = self.network.layers[1:], self.not_compiled is None
        scratch = Scratch(layers, rows, self.network.parameters)
        return [Sheet(layer, rows, scratch, compiled=fast) for layer in layers]

    def _variance(self, l: int) -> Tensor:
        tape = self.tapes[l]
        tape.spread = Spread.of(tape.rows) if l else self._spread_of_inputs()
        variance, tape.variance_pull = spline_variance(tape.weights, tape.spread.covariances)
        for family in tape.families:
            spread = family.values.var(0, unbiased=False)
            variance[family.family.source, family.family.target] = spread
        return variance

    def _spread_of_inputs(self) -> Spread:
        if self._first_spread is None:
            self._first_spread = Spread.of(self._first)
        return self._first_spread


def _run(layer: Layer, x: Tensor, rows: Tensor, sheet: Sheet | None) -> LayerTape:
    weights = layer.curve_weights()
    across = weights.flatten(0, 1).T
    if len(across) < NARROW:
        across = across.contiguous()
    subnodes = torch.mm(across, rows.flatten(0, 1)).T
    families = [named.evaluate(family, x, layer.affine) for family in layer.families]
    for tape in families:
        subnodes.index_add_(1, tape.family.target, tape.values)
    return LayerTape(x, rows, sheet, weights, across, families, subnodes)


def _fill(
    tape: LayerTape, weights: Tensor, affine: Tensor, pull: Tensor, variance_pull: Tensor | None
) -> None:
    """Writes the gradients by a layer's weights and affine from those by its subnodes and edge variances."""
    rows, by_weights = tape.rows.flatten(0, 1), weights.flatten(0, 1)
    if pull.shape[1] < NARROW:
        by_weights.copy_(torch.mm(pull.T, rows.T).T)
    else:
        torch.mm(rows, pull, out=by_weights)
    if variance_pull is not None and tape.variance_pull is not None:
        weights.add_(tape.variance_pull * variance_pull[:, None, :], alpha=2)
    affine.zero_()
    for family in tape.families:
        at = family.family.source, family.family.target
        affine[at] = named.by_affine(family, _family_pull(family, pull, variance_pull))


def step_back(
    tape: LayerTape, pull: Float[Tensor, "N o"], variance_pull: Float[Tensor, "i o"] | None = None
) -> Float[Tensor, "N i"]:
    """Gradient by a layer's input nodes, (N, i), from those by its subnodes and edge variances."""
    inward = _through_splines(tape, pull, variance_pull)
    for family in tape.families:
        own = _family_pull(family, pull, variance_pull)
        inward.index_add_(1, family.family.source, named.by_input(family, own))
    return inward


def _through_splines(tape: LayerTape, pull: Tensor, variance_pull: Tensor | None) -> Tensor:
    if tape.sheet is None:
        return torch.zeros_like(tape.x)
    if variance_pull is None and pull.shape[1] == 1:
        return tape.sheet.slope_along(tape.weights[..., 0]).T * pull
    by_features = tape.sheet.by_features
    torch.mm(tape.across.T, pull.T, out=by_features.flatten(0, 1))
    if variance_pull is not None and tape.spread is not None:
        # d variance/dx_n = 2/N (φ(x_n) - mean φ) φ'(x_n): summed over edges, a quadratic form in the features
        form = torch.bmm(tape.weights * variance_pull[:, None, :], tape.weights.transpose(1, 2))
        mean = torch.bmm(form, tape.spread.mean)
        by_features.baddbmm_(form, tape.rows, alpha=2 / len(pull)).sub_(mean, alpha=2 / len(pull))
    return tape.sheet.pull_back(by_features).T


def _family_pull(tape: named.FamilyTape, pull: Tensor, variance_pull: Tensor | None) -> Tensor:
    """Gradient by each named edge's values, (N, E)."""
    own = pull[:, tape.family.target]
    if variance_pull is None:
        return own
    by_variance = variance_pull[tape.family.source, tape.family.target]
    return own + (tape.values - tape.values.mean(0)) * by_variance * (2 / len(pull))
