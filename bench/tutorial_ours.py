"""The tutorial as a person walks it in KANscope, every setting left alone: Train, Prune, Fix…, Train."""

from __future__ import annotations

from time import perf_counter

import torch

from bench.tutorial import Outcome, Problem, test_rmse
from kanscope.engine.worker.problem import EditRefused
from kanscope.engine.worker.queries.formula import formulas_of
from kanscope.engine.worker.queries.suggest import candidates
from kanscope.engine.worker.session.context import Context
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.build import build
from kanscope.engine.worker.tasks.fix import fix
from kanscope.engine.worker.tasks.prune import prune
from kanscope.engine.worker.tasks.train import begin
from kanscope.kan.surgery import Edge
from kanscope.study.ids import edge_id
from kanscope.study.operations import BuildNetwork, FixSymbolic, Prune, Train
from kanscope.study.records import Data

LISTED = 8
"""Candidates a person is shown."""


def walk(given: Problem, seed: int) -> Outcome:
    """From data to formula."""
    start = perf_counter()
    session = prune(Prune(), trained(given, seed)).session
    for edge in living(session):
        session = named(session, edge)
    (found,) = formulas_of(train(session))
    seconds = perf_counter() - start
    error = test_rmse(found.expression, {"x1": 0, "x2": 1}, given) if found.complete else float("inf")
    return Outcome(seconds, error, str(found.expression))


def trained(given: Problem, seed: int) -> Session:
    """The default network for two inputs after the default training."""
    return train(build(BuildNetwork(width=(2, 5, 1), seed=seed), _context(given)))


def train(session: Session) -> Session:
    """Once more the default training."""
    training = begin(Train(), session)
    for _ in training:
        pass
    return session.with_network(training.network)


def named(session: Session, edge: Edge) -> Session:
    """The edge under the first name on its list that is defined on every row."""
    for candidate in candidates(session, edge, LISTED):
        try:
            return fix(FixSymbolic(edge=edge_id(*edge), function=candidate.function), session).session
        except EditRefused:
            continue
    return session


def living(session: Session) -> list[Edge]:
    """The edges that are left."""
    return [
        (l, i, j)
        for l, layer in enumerate(session.network.layers)
        for i, j in torch.nonzero(layer.alive).tolist()
    ]


def _context(given: Problem) -> Context:
    x, y = torch.cat([given.x, given.test_x]), torch.cat([given.y, given.test_y])
    rows, none = torch.arange(len(x)), torch.zeros(0, dtype=torch.long)
    data = Data(inputs=("x1", "x2"), targets=("y",))
    return Context(data, x, y, rows[: len(given.x)], rows[len(given.x) :], none, rows, len(rows))
