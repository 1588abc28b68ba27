"""Would another start have told another story? One shape, trained from several seeds at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.samples import Samples
from kanscope.kan.seeds.fitting import fit
from kanscope.kan.seeds.matching import Looks, edge_likeness, look, matched
from kanscope.kan.shape import at_least

SAME = 0.95  # |correlation| of two curves over the rows from which they are the same up to size and offset
IDLE = 0.02  # of its node's spread: an edge that does less says nothing
WITHIN, CLOSE = 3.0, 0.01  # errors up to so many times the best, or this share of the targets' spread, count


@dataclass(frozen=True)
class Stability:
    """Networks of all seeds, and how often each edge of the best one comes back.

    errors: RMSE on the check rows; best: the place of the least; counted: places of those that learnt about
    as well, the best among them: others are stuck, and what they look like says nothing.
    recurs: a layer's (i, o), the share of the other counted networks in which the best one's edge has its
    like, up to sign, size, offset and the order of hidden nodes; 0 where the best one's edge is idle.
    present: the share of all counted ones in which that edge does anything.
    """

    networks: list[Network]
    errors: list[float]
    best: int
    counted: tuple[int, ...]
    recurs: list[Float[Tensor, "_i _o"]]
    present: list[Float[Tensor, "_i _o"]]


def stability(
    network: Network, samples: Samples, seeds: int | Sequence[int] = 8, steps: int = 60
) -> Stability:
    """Trains `network`'s shape, grids and living edges from several seeds in one batch, edges as splines.

    The same seeds give the same answer. ValueError: fewer than two seeds, or steps < 1.
    """
    own = range(seeds) if isinstance(seeds, int) else seeds
    at_least("seeds", len(own), 2)
    at_least("steps", steps, 1)
    fresh = [_fresh(network, samples, seed) for seed in own]
    networks = fit(fresh, samples.x, samples.y, steps, samples.weights)
    errors = [_error(one, samples) for one in networks]
    best = min(range(len(errors)), key=errors.__getitem__)
    enough = max(WITHIN * errors[best], CLOSE * float(samples.check_y.std(0, unbiased=False).max()))
    counted = tuple(place for place, error in enumerate(errors) if error <= enough)
    recurs, present = _recurrence([networks[place] for place in counted], counted.index(best), samples.x)
    return Stability(networks, errors, best, counted, recurs, present)


@dataclass(frozen=True)
class FoundAgain:
    """One other seed: error, its RMSE on the check rows; as_good: whether it learnt about as well as the
    network asked about; alike: a layer's (i, o), whether that network's edge has its like in it.
    """

    seed: int
    error: float
    as_good: bool
    alike: list[Bool[Tensor, "_i _o"]]


def found_again(
    network: Network,
    samples: Samples,
    seeds: Sequence[int],
    steps: int = 60,
    each_step: Callable[[], object] = lambda: None,
) -> list[FoundAgain]:
    """Whether other seeds lead `network`'s shape, grids and living edges to the curves it has, named or not.

    All of `seeds` are trained in one batch, edges as splines. As good is an error up to 3 times the network's
    own, or 1 % of the targets' spread. An edge that does nothing has no like. each_step is called before
    every step; what it raises ends the training. ValueError: steps < 1.
    """
    at_least("steps", steps, 1)
    fresh = [_fresh(network, samples, seed) for seed in seeds]
    networks = fit(fresh, samples.x, samples.y, steps, samples.weights, each_step=each_step)
    spread = float(samples.check_y.std(0, unbiased=False).max())
    enough = max(WITHIN * _error(network, samples), CLOSE * spread)
    own = look(network, samples.x)
    busy = [weight > IDLE for weight in own.weight]
    found = []
    for seed, other in zip(seeds, networks, strict=True):
        compared = _compared(network, own, look(other, samples.x))
        alike = [b & does & (like >= SAME) for b, (like, does) in zip(busy, compared, strict=True)]
        error = _error(other, samples)
        found.append(FoundAgain(seed, error, error <= enough, alike))
    return found


def _fresh(network: Network, samples: Samples, seed: int) -> Network:
    shape = network.shape
    new = Network.create(
        network.width,
        inputs=samples.x,
        grid=network.grid,
        k=network.k,
        base=shape.bases,
        seed=seed,
        arity=shape.arities,
        dtype=samples.x.dtype,
    )
    pairs = zip(new.layers, network.layers, strict=True)
    return new.rewired([replace(own.wiring, alive=like.alive.to(own.alive.device)) for own, like in pairs])


def _error(network: Network, samples: Samples) -> float:
    off = (network(samples.check_x) - samples.check_y).square().mean(1)
    weights = torch.ones_like(off) if samples.check_weights is None else samples.check_weights.to(off)
    return math.sqrt(float((off * weights).sum() / weights.sum()))


def _recurrence(networks: Sequence[Network], best: int, x: Tensor) -> tuple[list[Tensor], list[Tensor]]:
    looks = [look(one, x) for one in networks]
    reference = looks[best]
    busy = [weight > IDLE for weight in reference.weight]
    alike, there = [b.new_zeros(b.shape, dtype=x.dtype) for b in busy], [b.to(x.dtype) for b in busy]
    others = [one for place, one in enumerate(looks) if place != best]
    for other in others:
        for l, (like, does) in enumerate(_compared(networks[best], reference, other)):
            alike[l] += busy[l] & does & (like >= SAME)
            there[l] += does
    return [a / max(len(others), 1) for a in alike], [t / len(looks) for t in there]


def _compared(network: Network, one: Looks, other: Looks) -> list[tuple[Tensor, Tensor]]:
    """Per layer (i, o): how alike matched edges are, and whether the other's does anything."""
    found = []
    for l, places in enumerate(matched(network, one, other)):
        does = other.weight[l][places[0]][:, places[1]] > IDLE
        found.append((edge_likeness(one, other, l, places), does))
    return found
