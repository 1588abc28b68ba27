"""Every edge that has no name yet named, the surest first, the rest trained on in between."""

from __future__ import annotations

from dataclasses import replace

from kanscope.engine.worker.constants.settled import settled, with_values
from kanscope.engine.worker.problem import EditRefused
from kanscope.engine.worker.queries.suggest import candidates
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.undefined import undefined_on_rows
from kanscope.engine.worker.tasks.edited import Edited
from kanscope.engine.worker.tasks.train import begin
from kanscope.kan.surgery import Edge, fix_symbolic
from kanscope.study.ids import edge_id
from kanscope.study.operations import AutoSymbolic, Train
from kanscope.symbolic.suggest import Candidate

SURE = 0.99  # R² from which edges are named without waiting for the others
LISTED, STEPS = 6, 30


def auto_symbolic(operation: AutoSymbolic, session: Session) -> Edited:
    """Rounds: every sure edge, or the surest, gets the best name of its list that is defined on all rows."""
    if not unnamed(session):
        raise EditRefused("Every edge has a name already.")
    while left := unnamed(session):
        listed = {edge: candidates(session, edge, LISTED) for edge in left}
        sure = [edge for edge in left if listed[edge] and listed[edge][0].r2 >= SURE]
        for edge in sure or [max(left, key=lambda edge: listed[edge][0].r2 if listed[edge] else -1.0)]:
            session = _named(session, edge, listed[edge])
        session = _trained(session)
    found = settled(session)
    return Edited(session if found is None else with_values(found, found.values, found.exact))


def unnamed(session: Session) -> list[Edge]:
    """Living edges that are still splines and may be changed."""
    return [
        (l, i, j)
        for l, layer in enumerate(session.network.layers)
        for i, j in (layer.spline_edges & ~layer.locked).nonzero().tolist()
    ]


def _named(session: Session, edge: Edge, listed: list[Candidate]) -> Session:
    for one in listed:
        network = fix_symbolic(session.network, edge, one.function, one.a, one.b, one.c, one.d)
        if undefined_on_rows(session, network) is None:
            return session.with_network(network, **{edge_id(*edge): one.r2})
    raise EditRefused(f"No function on offer is defined on all rows of {edge_id(*edge)}. Name it by hand.")


def _trained(session: Session) -> Session:
    """A few steps, with the names held in form and all numbers free."""
    training = begin(Train(steps=STEPS, sparsity=0), session)
    for _ in training:
        pass
    return replace(session, network=training.network)
