"""What people are shown is in their units: checked by evaluating it on their own numbers."""

from __future__ import annotations

import msgpack
import numpy as np
import pytest
import torch
from tests.engine.made import ORBIT_ROLES, fresh, orbits, trained

from kanscope.engine.worker.drawing import drawn, mended
from kanscope.engine.worker.frames import Moment, frame
from kanscope.engine.worker.picture import picture
from kanscope.engine.worker.records import edge_records, network_record
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.fix import fix, unfix
from kanscope.engine.worker.tasks.prune import prune_edges
from kanscope.kan.functions.catalogue import FUNCTIONS
from kanscope.study.affine import Affine
from kanscope.study.operations import FixSymbolic, PruneEdges, UnfixSymbolic
from kanscope.study.records import Edge


def _named(session: Session, *places: tuple[str, str]) -> Session:
    for edge, function in places:
        session = fix(FixSymbolic(edge=edge, function=function), session).session
    return session


def _value(edge: Edge, x: torch.Tensor) -> torch.Tensor:
    assert edge.params is not None
    p = edge.params
    return p.c * FUNCTIONS[str(edge.function)].value(p.a * x + p.b) + p.d


def test_numbers_of_named_edges_give_the_output_from_the_users_columns() -> None:
    every = (("edge:0:0:0", "sin"), ("edge:0:1:0", "x^2"), ("edge:1:0:0", "exp"))
    session = _named(trained(fresh((2, 1, 1))), *every)
    edges = {edge.id: edge for edge in edge_records(session)}
    x = session.context.x
    hidden = _value(edges["edge:0:0:0"], x[:, 0]) + _value(edges["edge:0:1:0"], x[:, 1])
    output = _value(edges["edge:1:0:0"], hidden) + session.scaling.targets.shift
    inner = session.network(session.scaling.inputs.inside(x))
    assert torch.allclose(output, session.scaling.targets.outside(inner)[:, 0], atol=1e-9)


def test_errors_are_in_the_targets_unit() -> None:
    session = trained(fresh())
    record, context = network_record(session), session.context
    inner = session.network(session.scaling.inputs.inside(context.x[context.check]))
    guess = session.scaling.targets.outside(inner)
    assert record.test_rmse == pytest.approx(float((guess - context.y[context.check]).square().mean().sqrt()))
    assert record.target_spread == pytest.approx(float(context.y[context.train].std(unbiased=False)))
    assert (record.train_rows, record.test_rows) == (210, 60)


def test_a_cut_edge_has_no_score_and_a_named_one_its_fit() -> None:
    session = _named(trained(fresh()), ("edge:1:0:0", "x"))
    session = prune_edges(PruneEdges(edges=("edge:0:0:0",)), session).session
    edges = {edge.id: edge for edge in edge_records(session)}
    assert (edges["edge:0:0:0"].status, edges["edge:0:0:0"].score) == ("cut", 0.0)
    named = edges["edge:1:0:0"]
    assert (named.status, named.function) == ("symbolic", "x")
    assert named.r2 is not None
    assert 0 <= named.r2 <= 1


def test_a_name_taken_away_leaves_the_curve() -> None:
    named = _named(trained(fresh()), ("edge:1:0:0", "x"))
    free = unfix(UnfixSymbolic(edge="edge:1:0:0"), named).session
    assert {edge.status for edge in edge_records(free)} == {"spline"}
    x = named.samples.x
    assert torch.allclose(named.network(x), free.network(x), atol=1e-6)


def test_a_picture_holds_every_living_edge_and_only_finite_numbers() -> None:
    session = prune_edges(PruneEdges(edges=("edge:0:0:0",)), trained(fresh())).session
    shown = msgpack.unpackb(picture(session))
    living = {edge.id for edge in edge_records(session) if edge.status != "cut"}
    for part in ("curves", "ranges", "densities", "scores"):
        assert set(shown[part]) == living
    assert all(len(bytes_) == 64 for _, _, bytes_ in shown["curves"].values())
    assert all(len(dense) == 28 for dense in shown["densities"].values())
    assert [sum(one["histogram"]) for one in shown["inputs"]] == [300, 300]
    assert len(shown["outputs"][0]["scatter"]) == 60
    low, high = shown["ranges"]["edge:0:1:0"]
    assert low == pytest.approx(-1, abs=0.05)
    assert high == pytest.approx(1, abs=0.05)


def test_a_frame_shows_a_moment_in_the_users_units() -> None:
    session = trained(fresh(packed=orbits(), data=ORBIT_ROLES))
    moment = Moment("run:1", 3, 10, 0.5, None, 1.5)
    shown = msgpack.unpackb(frame(moment, session))
    assert (shown["run"], shown["step"], shown["test_rmse"]) == ("run:1", 3, None)
    low, high, heights = shown["curves"]["edge:1:0:0"]
    y = session.network.layers[1].edge_values(session.network.layers[1].lo[None])[0, 0, 0]
    first = low + heights[0] / 255 * (high - low)
    assert first == pytest.approx(float(y * session.scaling.targets.scale[0]), abs=(high - low) / 255)


def test_a_curve_is_drawn_between_its_ends_and_gaps_are_closed() -> None:
    low, high, heights = drawn(np.array([1.0, np.nan, 3.0, np.inf]))
    assert (low, high) == (1.0, 3.0)
    assert list(heights) == [0, 128, 255, 255]
    assert mended(np.array([np.nan, np.nan])).tolist() == [0.0, 0.0]
    assert drawn(np.ones(3)) == (1.0, 1.0, bytes([128] * 3))


def test_numbers_given_are_the_numbers_told() -> None:
    session = trained(fresh((2, 1, 1)))
    given = Affine(a=0.3, b=-1.25, c=7.0, d=2.0)
    for edge in ("edge:0:0:0", "edge:1:0:0"):
        session = fix(FixSymbolic(edge=edge, function="sin", params=given), session).session
    told = {edge.id: edge for edge in edge_records(session)}
    for edge in ("edge:0:0:0", "edge:1:0:0"):
        assert told[edge].r2 is None and told[edge].params is not None
        assert told[edge].params.model_dump() == pytest.approx(given.model_dump(), rel=1e-12)


def test_a_refitted_name_forgets_the_fit_it_had() -> None:
    session = _named(trained(fresh((2, 1, 1))), ("edge:0:0:0", "sin"))
    assert "edge:0:0:0" in session.fits
    given = FixSymbolic(edge="edge:0:0:0", function="sin", params=Affine(a=1, b=0, c=1, d=0))
    assert "edge:0:0:0" not in fix(given, session).session.fits
