"""Named edges c·f(a·x + b) + d, all edges of one function at once."""

from dataclasses import dataclass

import torch
from torch import Tensor

from kanscope.kan.functions.function import Function


@dataclass(frozen=True)
class Family:
    """All living edges of one layer that carry the same function: edge e leads from source[e] to target[e]."""

    function: Function
    source: Tensor
    target: Tensor


@dataclass(frozen=True)
class FamilyTape:
    """What the backward pass needs of one family: all (N, E) but affine (E, 4)."""

    family: Family
    affine: Tensor
    x: Tensor
    inner: Tensor
    curve: Tensor
    values: Tensor


def evaluate(family: Family, x: Tensor, affine: Tensor) -> FamilyTape:
    """Values c·f(a·x + b) + d of every edge, from node values x (N, i) and the layer's affine (i, o, 4)."""
    own = affine[family.source, family.target]
    a, b, c, d = own.unbind(1)
    source = x[:, family.source]
    inner = torch.addcmul(b, source, a)
    curve = family.function.value(inner)
    return FamilyTape(family, own, source, inner, curve, torch.addcmul(d, curve, c))


def backward(tape: FamilyTape, pull: Tensor) -> tuple[Tensor, Tensor]:
    """Gradients by (a, b, c, d), (E, 4), and by each edge's input, (N, E), from the gradient by values (N, E)."""
    a, c = tape.affine[:, 0], tape.affine[:, 2]
    inner_pull = pull * c * tape.family.function.slope(tape.inner)
    by_a, by_c = (inner_pull * tape.x).sum(0), (pull * tape.curve).sum(0)
    return torch.stack([by_a, inner_pull.sum(0), by_c, pull.sum(0)], 1), inner_pull * a
