"""Curves drawn on edges and shapes wished for them, in a worker: what they make of the network."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from tests.engine.made import ORBIT_ROLES, asked, fresh, orbits, table, trained

from kanscope.engine.worker.problem import EditRefused, QuestionWrong
from kanscope.engine.worker.queries.curves import curves
from kanscope.engine.worker.queries.draw_preview import draw_preview
from kanscope.engine.worker.records import edge_records
from kanscope.engine.worker.session.checkpoint import pack, unpack
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.draw import draw
from kanscope.engine.worker.tasks.refine import refine
from kanscope.engine.worker.tasks.structure import deepen
from kanscope.engine.worker.tasks.train import begin
from kanscope.engine.worker.tasks.wish import wish
from kanscope.kan.train import Training
from kanscope.study.drawing import DrawCurve, Point, Wish
from kanscope.study.operations import AddLayer, RefineGrid, Train
from kanscope.study.records import Data, Edge

EDGE = "edge:0:0:0"
RISE = np.random.default_rng(1)
X = RISE.uniform(2, 10, 120)
SUM = table(u=X.tolist(), v=(V := RISE.uniform(-1, 1, 120)).tolist(), f=(0.3 * np.sin(X) + V**2).tolist())
ROLES = Data(inputs=("u", "v"), targets=("f",))


@pytest.fixture(scope="module")
def one() -> Session:
    """f = 0.3·sin u + v², u from 2 to 10, on a network without hidden nodes: curves in the target's unit."""
    return trained(fresh((2, 1), SUM, ROLES), 15)


def points(height: float = 1.0) -> tuple[Point, ...]:
    return tuple((float(x), height * math.cos(x)) for x in np.linspace(2.2, 9.8, 60))


def curve(session: Session, packed: bytes = SUM, edge: str = EDGE) -> tuple[NDArray[np.float64], ...]:
    told = curves(asked(session, packed, {"edges": [edge], "points": 200}))["curves"][0]
    return np.array(told["x"]), np.array(told["y"])


def record(session: Session, edge: str = EDGE) -> Edge:
    return next(one for one in edge_records(session) if one.id == edge)


def distance(session: Session, drawn: tuple[Point, ...]) -> float:
    x, y = curve(session)
    within = (x > drawn[0][0]) & (x < drawn[-1][0])
    wanted = np.interp(x, *np.array(drawn).T)
    return float(np.sqrt(np.mean((y - wanted)[within] ** 2)))


def test_a_start_is_the_nearest_spline_to_the_drawing_in_the_users_units(one: Session) -> None:
    fine = trained(fresh((2, 1), SUM, ROLES), 5)
    started = draw(DrawCurve(edge=EDGE, points=points(), use="start"), fine)
    assert distance(started.session, points()) < 0.05
    line = draw(DrawCurve(edge=EDGE, points=((2.1, 0.5), (9.9, -3.0)), use="start"), one)
    assert distance(line.session, ((2.1, 0.5), (9.9, -3.0))) < 0.01 and line.notice is None


def test_beyond_the_drawing_the_learnt_curve_goes_on_from_its_ends(one: Session) -> None:
    started = draw(DrawCurve(edge=EDGE, points=((2.0, 5.0), (5.0, 5.0)), use="start"), one).session
    (x, before), (_, after) = curve(one), curve(started)
    far = x > 8
    moved = (after - before)[far]
    assert np.ptp(moved) < 0.3 and abs(moved.mean() - (5 - np.interp(5, x, before))) < 0.2


def test_a_drawing_the_grid_cannot_follow_is_told_of(one: Session) -> None:
    teeth = tuple((2 + 0.4 * n, float(n % 2)) for n in range(20))
    assert "Refine the grid" in str(draw(DrawCurve(edge=EDGE, points=teeth, use="start"), one).notice)


def test_a_drawing_beside_the_curve_is_refused_with_its_range(one: Session) -> None:
    with pytest.raises(EditRefused, match=r"u → f is known from 2\.\d* to \d"):
        draw(DrawCurve(edge=EDGE, points=((20.0, 0.0), (30.0, 1.0))), one)


@pytest.mark.parametrize("optimiser", ["lm", "lbfgs"])
def test_training_with_a_prior_ends_nearer_to_it(one: Session, optimiser: str) -> None:
    expected = draw(DrawCurve(edge=EDGE, points=points(), weight=1.0), one).session
    plan = Train.model_validate({"steps": 15, "sparsity": 0, "optimiser": optimiser})
    ends = []
    for session in (one, expected):
        training = begin(plan, session)
        assert [step.step for step in training]
        ends.append(distance(session.with_network(training.network), points()))
    assert ends[1] < 0.6 * ends[0]


def test_a_heavier_weight_draws_nearer_and_none_lets_go(one: Session) -> None:
    ends = []
    for weight in (0.01, 0.1, 10.0):
        expected = draw(DrawCurve(edge=EDGE, points=points(), weight=weight), one).session
        ends.append(distance(trained(expected, 15), points()))
    assert ends == sorted(ends, reverse=True)
    free = draw(DrawCurve(edge=EDGE, weight=0), expected).session
    assert record(expected).prior is not None and record(free).prior is None


def test_a_prior_is_kept_with_the_version_and_in_units_a_person_sees(one: Session) -> None:
    expected = draw(DrawCurve(edge=EDGE, points=points(2.0), weight=0.5), one).session
    kept = record(expected).prior
    assert kept is not None and kept.weight == 0.5
    assert math.isclose(kept.points[0][0], 2.2) and math.isclose(kept.points[0][1], 2 * math.cos(2.2))
    assert unpack(pack(expected)).priors == expected.priors and unpack(pack(one)).priors == ()


def test_a_training_taken_up_again_is_still_drawn_to_the_prior(one: Session) -> None:
    expected = draw(DrawCurve(edge=EDGE, points=points(), weight=1.0), one).session
    plan = Train(steps=6, sparsity=0, optimiser="lbfgs")
    whole, broken = begin(plan, expected), begin(plan, expected)
    ends = list(whole)
    for _ in range(3):
        next(broken)
    again = Training.resume(expected.samples, *broken.state())
    assert [step.step for step in again] == [4, 5, 6] and len(ends) == 6
    assert torch.equal(again.network.parameters, whole.network.parameters)


def test_a_drawing_moves_with_its_edge_when_a_layer_comes_before_it(one: Session) -> None:
    expected = draw(DrawCurve(edge=EDGE, points=points()), one).session
    deeper = deepen(AddLayer(at=0), expected).session
    assert [edge.id for edge in edge_records(deeper) if edge.prior] == ["edge:1:0:0"]


def test_a_drawing_on_a_logarithm_is_in_logarithms() -> None:
    session = trained(fresh((2, 1), orbits(), ORBIT_ROLES), 10)
    line = ((-2.0, -3.0), (4.0, 6.0))
    started = draw(DrawCurve(edge=EDGE, points=line, use="start"), session).session
    x, y = curve(started, orbits())
    within = (x > -2) & (x < 4)
    assert np.abs(y - 1.5 * x)[within].max() < 0.1


def test_a_wish_to_rise_gives_a_curve_that_never_falls(one: Session) -> None:
    y = curve(one)[1]
    assert np.diff(y).min() < -1e-3, "the sine falls somewhere"
    held = wish(Wish(edge=EDGE, shape="rising"), one).session
    for session in (held, trained(held, 20)):
        assert np.diff(curve(session)[1]).min() >= -1e-9
        kept = record(session).wish
        assert kept is not None and kept.shape == "rising"
    free = wish(Wish(edge=EDGE, shape="none"), held).session
    assert record(free).wish is None and np.allclose(curve(free)[1], curve(held)[1])


def test_a_wish_to_bend_one_way_holds_through_training(one: Session) -> None:
    bent = trained(wish(Wish(edge=EDGE, shape="convex"), one).session, 20)
    assert np.diff(curve(bent)[1], 2).min() >= -1e-9


def test_a_wish_to_be_even_is_about_zero_where_the_input_has_one(one: Session) -> None:
    even = trained(wish(Wish(edge="edge:0:1:0", shape="even"), one).session, 20)
    kept = record(even, "edge:0:1:0").wish
    assert kept is not None and abs(kept.values[0]) < 1e-12
    x, y = curve(even, edge="edge:0:1:0")
    assert np.allclose(np.interp(-x, x, y), y, atol=2e-3)


def test_a_period_is_read_off_the_curve(one: Session) -> None:
    finer = trained(fresh((2, 1), SUM, ROLES), 5)
    sine = tuple((float(x), math.sin(x * math.pi)) for x in np.linspace(2.1, 9.9, 200))
    drawn = draw(DrawCurve(edge=EDGE, points=sine, weight=0.1), finer).session
    with pytest.raises(EditRefused, match=r"period of .* needs a grid of"):
        wish(Wish(edge=EDGE, shape="periodic", values=(0.5,)), drawn)
    kept = record(wish(Wish(edge=EDGE, shape="periodic"), one).session).wish
    assert kept is not None and abs(kept.values[0] - 2 * math.pi) < 0.5


def test_zero_outside_an_interval_that_was_given(one: Session) -> None:
    within = Wish(edge=EDGE, shape="zero outside", values=(3.0, 9.0))
    with pytest.raises(EditRefused, match="Grid must be finer than 5"):
        wish(within, one)
    held = wish(within, refine(RefineGrid(grid=20), one).session).session
    x, y = curve(held)
    assert np.ptp(y) > 0.1
    assert np.abs(y[(x < 3) | (x > 9)]).max() < 1e-9


def test_a_preview_tells_the_error_if_it_started_so_and_changes_nothing(one: Session) -> None:
    nothing = draw_preview(asked(one, SUM, {"edge": EDGE}))
    there = draw_preview(asked(one, SUM, {"edge": EDGE, "points": [[2.1, 50.0], [9.9, -50.0]]}))
    assert nothing["test_rmse"] < there["test_rmse"] and len(there["x"]) == 64
    even = draw_preview(asked(one, SUM, {"edge": "edge:0:1:0", "shape": "even"}))
    assert even["values"] == [pytest.approx(0, abs=1e-12)]
    with pytest.raises(QuestionWrong, match="known from"):
        draw_preview(asked(one, SUM, {"edge": EDGE, "points": [[20.0, 0.0], [30.0, 1.0]]}))
