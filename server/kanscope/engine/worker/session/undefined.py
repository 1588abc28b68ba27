"""What is said where a network has no value: which function, on how many of which rows."""

from __future__ import annotations

from torch import Tensor

from kanscope.engine.worker.session.session import Session
from kanscope.kan.network import Network
from kanscope.kan.undefined import where_undefined
from kanscope.study.figures import share_text
from kanscope.study.ids import edge_id, edge_name
from kanscope.symbolic.names import shown


def undefined(session: Session, network: Network, x: Tensor, rows: str) -> str | None:
    """Such as “log x (x1 → h1.1) is undefined on 37 % of the training rows”; None where all is well.

    `x`: standardised samples; `rows`: what they are called.
    """
    found = where_undefined(network, x)
    if found is None:
        return None
    what = "The curve" if found.function is None else shown(found.function)
    data = session.context.data
    where = edge_name(edge_id(*found.edge), data.inputs, data.targets, network.shape.depth)
    return f"{what} ({where}) is undefined on {share_text(found.share)} of the {rows}"


def undefined_on_rows(session: Session, network: Network) -> str | None:
    """The same of all rows that are not sealed: those trained on first, then those that test."""
    samples = session.samples
    trained = undefined(session, network, samples.x, "training rows")
    return trained or undefined(session, network, samples.check_x, "test rows")
