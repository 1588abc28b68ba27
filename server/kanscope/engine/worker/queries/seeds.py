"""Whether other seeds find the same curves: `seeds{first, count, version?}`."""

from __future__ import annotations

from typing import Any

from kanscope.engine.worker.problem import QuestionWrong
from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.session.errors import error_unit, finite
from kanscope.engine.worker.session.session import Session
from kanscope.kan.stability import FoundAgain, found_again
from kanscope.study.ids import edge_id

MOST, LAST = 4, 1000
"""Seeds in one batch; the largest seed."""
PATIENCE = 15.0
"""Seconds a batch may take: other questions wait meanwhile."""
LARGEST = 3000
"""Weights of a network whose curvature is still quick to work out."""


def seeds(asked: Asked) -> dict[str, Any]:
    """{seeds: [{seed, test_rmse, as_good, edges}]}: `count` seeds from `first` on, trained in one batch.

    `edges`: those living ones whose curve came back, up to sign, size, offset and the order of hidden nodes.
    `as_good`: whether the seed learnt about as well as the version; curves of one that is stuck say nothing.
    """
    session = asked.session()
    _refuse_large(session)
    first, count = asked.whole("first", 0, 0, LAST), asked.whole("count", 2, 1, MOST)
    start = asked.clock()

    def watch() -> None:
        if asked.clock() - start > PATIENCE:
            raise QuestionWrong(
                f"These seeds were not trained within {PATIENCE:g} s.", hint="Prune the network first."
            )

    found = found_again(session.network, session.samples, range(first, first + count), each_step=watch)
    return {"seeds": [_told(session, one) for one in found]}


def _refuse_large(session: Session) -> None:
    weights = sum(layer.weights.numel() for layer in session.network.layers)
    if weights > LARGEST:
        raise QuestionWrong(
            f"A network of {weights} weights takes too long to be trained from other seeds while one waits.",
            hint=f"Prune it to {LARGEST} weights first.",
        )


def _told(session: Session, one: FoundAgain) -> dict[str, Any]:
    edges = [
        edge_id(l, i, j)
        for l, alike in enumerate(one.alike)
        for i, j in alike.logical_and(session.network.layers[l].alive).nonzero().tolist()
    ]
    rmse = finite(error_unit(session) * one.error)
    return {"seed": one.seed, "test_rmse": rmse, "as_good": one.as_good, "edges": edges}
