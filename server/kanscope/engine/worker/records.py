"""A session's network as the records of a study: numbers and words, no tensors, in the scientist's units."""

from __future__ import annotations

import math

from kanscope.engine.worker.constants.exactness import exact_of
from kanscope.engine.worker.drawing import number
from kanscope.engine.worker.session.errors import errors_of
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.sketch import outside
from kanscope.engine.worker.session.units import affine_outside
from kanscope.engine.worker.tasks.wish import outside_values
from kanscope.kan.surgery import Edge as Place
from kanscope.study.affine import Affine
from kanscope.study.drawing import Sketch, Wished
from kanscope.study.ids import edge_id
from kanscope.study.records import Edge, EdgeStatus, Network


def network_record(session: Session) -> Network:
    """Shape and errors."""
    network, context, errors = session.network, session.context, errors_of(session)
    return Network(
        width=tuple(network.width),
        grid=max(network.grid),
        k=max(network.k),
        train_rmse=errors.train_rmse,
        test_rmse=errors.test_rmse,
        test_r2=errors.test_r2,
        target_spread=errors.target_spread,
        train_rows=len(context.train),
        test_rows=len(context.check),
    )


def edge_records(session: Session) -> tuple[Edge, ...]:
    """Every edge, layer by layer, input by input."""
    places = [
        (l, i, j)
        for l, layer in enumerate(session.network.layers)
        for i in range(layer.alive.shape[0])
        for j in range(layer.alive.shape[1])
    ]
    return tuple(_edge(session, place) for place in places)


def _edge(session: Session, place: Place) -> Edge:
    l, i, j = place
    layer, id = session.network.layers[l], edge_id(*place)
    function, alive = layer.function[i][j], bool(layer.alive[i, j])
    named = function is not None and alive
    return Edge(
        id=id,
        status=_status(function, alive),
        locked=bool(layer.locked[i, j]),
        function=function if named else None,
        params=_params(session, place) if named else None,
        exact=exact_of(session, place) if named else {},
        r2=session.fits.get(id) if named else None,
        score=number(session.scores.edges[l][i, j]) if alive else 0.0,
        prior=_prior(session, place) if alive else None,
        wish=_wish(session, place) if alive and not named else None,
    )


def _prior(session: Session, place: Place) -> Sketch | None:
    drawn = next((prior for prior in session.priors if prior.edge == place), None)
    return None if drawn is None else outside(session, drawn)


def _wish(session: Session, place: Place) -> Wished | None:
    l, i, j = place
    held = next((w for a, b, w in session.network.layers[l].wiring.wishes if (a, b) == (i, j)), None)
    if held is None:
        return None
    return Wished.model_validate({"shape": held.kind, "values": outside_values(session, place, held)})


def _status(function: str | None, alive: bool) -> EdgeStatus:
    if not alive:
        return "cut"
    return "spline" if function is None else "symbolic"


def _params(session: Session, place: Place) -> Affine | None:
    l, i, j = place
    numbers = session.network.layers[l].affine[i, j].tolist()
    return affine_outside(session, place, numbers) if all(map(math.isfinite, numbers)) else None
