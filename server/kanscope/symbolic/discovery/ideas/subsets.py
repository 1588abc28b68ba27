"""The best few of many terms: all pairs in closed form, then the most promising grown term by term."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
BEAM, MOST_TERMS = 40, 7
COLLINEAR = 1e-9
KEPT = 3


def best_subsets(
    terms: Float[Numbers, "N F"],
    target: Float[Numbers, " N"],
    most: int = MOST_TERMS,
    first: tuple[int, ...] = (),
) -> list[tuple[float, tuple[int, ...], Numbers]]:
    """(share of the target's square left, places, coefficients), the `KEPT` best of every size.

    first: where given, only pairs with one of these places are begun with.
    """
    size = np.sqrt((terms * terms).sum(0)) + 1e-300
    f, whole = terms / size, float(target @ target) + 1e-300
    gram, a = f.T @ f, f.T @ target
    found: list[tuple[float, tuple[int, ...]]] = [
        (float(1 - a[k] ** 2 / whole), (int(k),)) for k in np.argsort(-a * a)[:KEPT]
    ]
    beam = _pairs(gram, a, first)
    sizes = [found]
    while beam:
        scored = sorted(
            ((_left(f, target, places) / whole, places) for places in beam), key=lambda one: one[0]
        )
        sizes.append(scored[: KEPT if len(scored[0][1]) <= 3 else 1])
        best, before = scored[0][0], sizes[-2][0][0] if sizes[-2] else 1.0
        if len(scored[0][1]) >= most or best < 1e-13 or (len(sizes) > 3 and best > 0.97 * before):
            break
        beam = _grown(f, target, [places for _, places in scored[:BEAM]])
    return [(left, places, _solved(terms, target, places)) for scored in sizes for left, places in scored]


def _pairs(gram: Numbers, a: Numbers, first: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The pairs that explain most."""
    rows = np.array(first, dtype=int) if first else np.arange(len(a))
    g = gram[rows]
    apart = 1 - g * g
    ar = a[rows][:, None]
    explained = (ar**2 + a[None] ** 2 - 2 * ar * a[None] * g) / np.where(apart > COLLINEAR, apart, np.inf)
    explained[np.arange(len(rows)), rows] = 0
    count = min(2 * BEAM * 2, explained.size - 1)
    best = np.argpartition(-explained.ravel(), count)[:count]
    pairs = {tuple(sorted((int(rows[k // len(a)]), int(k % len(a))))) for k in best}
    return sorted(pair for pair in pairs if pair[0] != pair[1])


def _grown(f: Numbers, target: Numbers, beam: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    found: dict[tuple[int, ...], float] = {}
    for places in beam:
        q = np.linalg.qr(f[:, places])[0]
        rest = target - q @ (q.T @ target)
        across = q.T @ f
        own = 1 - (across * across).sum(0)
        gain = (rest @ f) ** 2 / np.where(own > COLLINEAR, own, np.inf)
        for k in np.argsort(-gain)[:4]:
            if int(k) not in places:
                found[tuple(sorted((*places, int(k))))] = float(rest @ rest - gain[k])
    return sorted(found, key=found.__getitem__)[:BEAM]


def _left(f: Numbers, target: Numbers, places: tuple[int, ...]) -> float:
    q = np.linalg.qr(f[:, places])[0]
    rest = target - q @ (q.T @ target)
    rest = rest - q @ (q.T @ rest)
    return float(rest @ rest)


def _solved(terms: Numbers, target: Numbers, places: tuple[int, ...]) -> Numbers:
    chosen = terms[:, places]
    size = np.sqrt((chosen * chosen).sum(0)) + 1e-300
    numbers: Numbers = np.linalg.lstsq(chosen / size, target, rcond=None)[0] / size
    return numbers
