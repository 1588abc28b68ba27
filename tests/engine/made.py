"""Small sessions for tests of what happens inside a worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from tests.contracts.engine_contract import ROLES, toy_table

from kanscope.engine.worker.queries.asked import Asked, Library
from kanscope.engine.worker.session.checkpoint import pack as pack_session
from kanscope.engine.worker.session.context import context_of
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.build import build
from kanscope.engine.worker.tasks.train import begin
from kanscope.study.operations import BuildNetwork, Train
from kanscope.study.records import Data
from kanscope.tables.making import table_of
from kanscope.tables.packing import pack
from kanscope.tables.table import Column


def table(**columns: Sequence[float]) -> bytes:
    """A packed table of these columns."""
    return pack(table_of([Column(name, "number", None, np.array(v, float)) for name, v in columns.items()]))


def orbits(rows: int = 60) -> bytes:
    """Period = 365·a^1.5·M^−0.5, both over decades."""
    draw = np.random.default_rng(0)
    a, m = 10 ** draw.uniform(-1, 2, rows), 10 ** draw.uniform(-2, 1, rows)
    return table(a=a.tolist(), M=m.tolist(), T=(365 * a**1.5 * m**-0.5).tolist())


ORBIT_ROLES = Data(inputs=("a", "M"), targets=("T",), logs=("a", "M", "T"))


def fresh(width: tuple[Any, ...] = (2, 3, 1), packed: bytes | None = None, data: Data = ROLES) -> Session:
    """A network nobody has trained."""
    return build(BuildNetwork(width=width), context_of(packed or toy_table(), data))


def trained(session: Session, steps: int = 30) -> Session:
    """The session after some steps without sparsity."""
    training = begin(Train(steps=steps, sparsity=0), session)
    for _ in training:
        pass
    return session.with_network(training.network)


def asked(session: Session, packed: bytes, arguments: Mapping[str, Any] = {}) -> Asked:
    """A question about a session, as it reaches a query."""
    about = {"data": session.context.data.model_dump(mode="json"), **arguments}
    blobs = {"network": ("sha:n", pack_session(session)), "table": ("sha:t", packed)}
    return Asked(about, blobs, Library())
