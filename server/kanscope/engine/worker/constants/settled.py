"""The numbers of all named edges fitted together, and those that say nothing of their own set to 1 or 0."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kanscope.engine.worker.constants.exactness import still_exact, worth
from kanscope.engine.worker.constants.numbers import LETTERS, Numbers, Vector, held, numbers_of
from kanscope.engine.worker.session.session import Session
from kanscope.kan.surgery import lock_edges, unlock_edges
from kanscope.study.ids import edge_id
from kanscope.symbolic.snapping.certainty import without_redundant
from kanscope.symbolic.snapping.joint_refit import joint_refit


@dataclass(frozen=True)
class Settled:
    """`values` at their best; by place: `exact` those held, as texts, `idle` those others could take over."""

    numbers: Numbers
    values: Vector
    loss: float
    exact: dict[int, str]
    idle: dict[int, float]

    @property
    def open(self) -> list[int]:
        """Places of the numbers the rows decide."""
        return [k for k in range(len(self.values)) if k not in self.exact and k not in self.idle]


def settled(session: Session) -> Settled | None:
    """None where no edge has a name that may move."""
    numbers = numbers_of(session)
    if not numbers.edges:
        return None
    exact = held(numbers, still_exact(session))
    start = numbers.values.copy()
    for k, text in exact.items():
        start[k] = worth(text)
    values, loss = joint_refit(numbers, start, exact)
    values, idle = without_redundant(numbers, values, exact)
    values, loss = joint_refit(numbers, values, {*exact, *idle})
    return Settled(numbers, values, loss, exact, idle)


def with_values(settled: Settled, values: Vector, exact: dict[int, str]) -> Session:
    """The session with these numbers; edges with an exact one are locked, so that training holds it."""
    session = settled.numbers.session
    texts = dict(session.exact)
    for e, edge in enumerate(settled.numbers.edges):
        mine = {LETTERS[k - 4 * e]: exact[k] for k in range(4 * e, 4 * e + 4) if k in exact}
        texts[edge_id(*edge)] = mine
    texts = {id: mine for id, mine in texts.items() if mine}
    network = settled.numbers.network(values)
    fixed = [edge for edge in settled.numbers.edges if edge_id(*edge) in texts]
    loose = [edge for edge in settled.numbers.edges if edge_id(*edge) not in texts]
    network = lock_edges(unlock_edges(network, loose), fixed) if fixed else unlock_edges(network, loose)
    return replace(session.with_network(network), exact=texts)
