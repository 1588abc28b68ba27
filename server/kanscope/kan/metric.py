"""How strongly each coefficient moves the outputs: the block-diagonal metric that preconditions L-BFGS.

B-spline coefficients of one edge are coupled through the Gram matrix of their splines, and edges differ in
how far they reach the output or feel the penalty. Undoing both makes L-BFGS about five times faster on these
networks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from kanscope.kan import named
from kanscope.kan.gradient import Gradient, LayerTape, step_back
from kanscope.kan.network import Network

RIDGE = 1e-3  # share of the mean diagonal added to it: coefficients few samples reach must not run away
LEAST = 1e-6  # share of a layer's largest reach that every edge is granted


@dataclass(frozen=True)
class LayerMetric:
    """inverse (i, M, M): of the features' Gram matrices; reach (i, o): each edge's factor on them.

    affine: per family of named edges the inverse 4 x 4 block of every edge, (E, 4, 4).
    """

    inverse: Float[Tensor, "i M M"]
    reach: Float[Tensor, "i o"]
    affine: list[Float[Tensor, "_E 4 4"]]


class Metric:
    """An approximate inverse Hessian that acts on each edge alone."""

    def __init__(self, network: Network, layers: list[LayerMetric]) -> None:
        self._network, self.layers = network, layers

    def __call__(self, vector: Float[Tensor, " P"]) -> Float[Tensor, " P"]:
        """Inverse metric times a vector (P,)."""
        result = torch.zeros_like(vector)
        pairs = zip(self._network.split(vector), self._network.split(result), strict=True)
        for l, ((weights, affine), (new_weights, new_affine)) in enumerate(pairs):
            metric = self.layers[l]
            torch.div(torch.bmm(metric.inverse, weights), metric.reach[:, None, :], out=new_weights)
            for family, inverse in zip(self._network.layers[l].families, metric.affine, strict=True):
                at = family.source, family.target
                new_affine[at] = torch.bmm(inverse, affine[at][..., None])[..., 0]
        return result

    def state(self) -> dict[str, Tensor]:
        """All blocks by name."""
        tensors = {f"inverse.{l}": layer.inverse.clone() for l, layer in enumerate(self.layers)}
        tensors |= {f"reach.{l}": layer.reach.clone() for l, layer in enumerate(self.layers)}
        return tensors | {
            f"affine.{l}.{f}": block.clone()
            for l, layer in enumerate(self.layers)
            for f, block in enumerate(layer.affine)
        }


def metric_from_state(network: Network, tensors: dict[str, Tensor]) -> Metric:
    """The metric of `Metric.state`, for the same network."""
    layers = []
    for l, layer in enumerate(network.layers):
        affine = [tensors[f"affine.{l}.{f}"].clone() for f in range(len(layer.families))]
        layers.append(LayerMetric(tensors[f"inverse.{l}"].clone(), tensors[f"reach.{l}"].clone(), affine))
    return Metric(network, layers)


def measure(passes: Gradient, pulls: Sequence[Float[Tensor, "_i _o"]] | None) -> Metric:
    """The metric where `passes` last went forward, for a mean squared error over its outputs.

    An edge's block is 2(mean δ² / n_out + max(pull, 0)) times the Gram matrix of its features, where δ is
    the outputs' derivative by its subnode and pull the objective's by its variance ((i, o) a layer).
    Gauss-Newton's block, with δ taken as independent of the input. With several outputs δ² is estimated by
    one probe of random signs.
    """
    delta, layers = _probe(passes), []
    outputs = delta.shape[1]
    for l in reversed(range(len(passes.tapes))):
        tape = passes.tapes[l]
        delta = passes.by_subnodes(l, delta)
        reach = (2 / outputs * (delta * delta).mean(0)).expand(tape.weights.shape[0], -1)
        if pulls is not None:
            reach = reach + 2 * pulls[l].clamp(min=0)
        reach = reach.clamp(min=LEAST * float(reach.max()) + 1e-30)
        layers.append(_layer_metric(tape, reach))
        delta = step_back(tape, delta)
    return Metric(passes.network, layers[::-1])


def _probe(passes: Gradient) -> Tensor:
    rows, outputs = len(passes.x), passes.network.shape.nodes(passes.network.shape.depth)
    ones = torch.ones(rows, outputs, dtype=passes.x.dtype, device=passes.x.device)
    if outputs == 1:
        return ones
    dice = torch.Generator(ones.device).manual_seed(0)
    return ones.bernoulli_(0.5, generator=dice).mul_(2).sub_(1)


def _layer_metric(tape: LayerTape, reach: Tensor) -> LayerMetric:
    gram = torch.bmm(tape.rows, tape.rows.transpose(1, 2)) / tape.rows.shape[2]
    affine = [_affine_block(family, reach) for family in tape.families]
    return LayerMetric(_inverse(gram), reach.contiguous(), affine)


def _affine_block(tape: named.FamilyTape, reach: Tensor) -> Tensor:
    partials = named.partials(tape).transpose(0, 1)
    own = reach[tape.family.source, tape.family.target][:, None, None]
    return _inverse(torch.bmm(partials.transpose(1, 2), partials) / partials.shape[1]) / own


def _inverse(gram: Tensor) -> Tensor:
    """Inverses of positive matrices (…, M, M) with a ridge; the identity where one is not finite."""
    size = gram.shape[-1]
    ridge = RIDGE * gram.diagonal(dim1=1, dim2=2).mean(1) + 1e-30
    eye = torch.eye(size, dtype=gram.dtype, device=gram.device)
    sound = torch.isfinite(gram).all(-1).all(-1)[:, None, None]
    inverse: Tensor = torch.linalg.inv(torch.where(sound, gram + ridge[:, None, None] * eye, eye))
    return inverse
