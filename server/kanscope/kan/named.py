"""Named edges c·f(a·x + b) + d, all edges of one function at once."""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from kanscope.kan.functions.function import Function


@dataclass(frozen=True)
class Family:
    """The living edges of a layer with one function: edge e leads from source[e] to target[e]."""

    function: Function
    source: Int[Tensor, " E"]
    target: Int[Tensor, " E"]


@dataclass(frozen=True)
class FamilyTape:
    """What the backward pass needs of one family: all (N, E) but affine (E, 4)."""

    family: Family
    affine: Float[Tensor, "E 4"]
    x: Float[Tensor, "N E"]
    inner: Float[Tensor, "N E"]
    curve: Float[Tensor, "N E"]
    values: Float[Tensor, "N E"]


def evaluate(family: Family, x: Float[Tensor, "N i"], affine: Float[Tensor, "i o 4"]) -> FamilyTape:
    """Values c·f(a·x + b) + d of every edge, from node values x (N, i) and the layer's affine (i, o, 4)."""
    own = affine[family.source, family.target]
    a, b, c, d = own.unbind(1)
    source = x[:, family.source]
    inner = torch.addcmul(b, source, a)
    curve = family.function.value(inner)
    return FamilyTape(family, own, source, inner, curve, torch.addcmul(d, curve, c))


def partials(tape: FamilyTape) -> Float[Tensor, "N E 4"]:
    """Derivatives of every edge's value by (a, b, c, d), (N, E, 4)."""
    by_inner = tape.affine[:, 2] * tape.family.function.slope(tape.inner)
    return torch.stack([by_inner * tape.x, by_inner, tape.curve, torch.ones_like(tape.curve)], -1)


def by_affine(tape: FamilyTape, pull: Float[Tensor, "N E"]) -> Float[Tensor, "E 4"]:
    """Gradient by (a, b, c, d), (E, 4), from the gradient by values (N, E)."""
    by_inner = _by_inner(tape, pull)
    return torch.stack(
        [(by_inner * tape.x).sum(0), by_inner.sum(0), (pull * tape.curve).sum(0), pull.sum(0)], 1
    )


def by_input(tape: FamilyTape, pull: Float[Tensor, "N E"]) -> Float[Tensor, "N E"]:
    """Gradient by each edge's input, (N, E), from the gradient by values (N, E)."""
    return _by_inner(tape, pull) * tape.affine[:, 0]


def _by_inner(tape: FamilyTape, pull: Tensor) -> Tensor:
    return pull * tape.affine[:, 2] * tape.family.function.slope(tape.inner)
