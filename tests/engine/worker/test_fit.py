"""What the Fit view is told, measured against the session it is about."""

from __future__ import annotations

import numpy as np
import pytest
from tests.contracts.engine_contract import toy_table
from tests.engine.made import ORBIT_ROLES, asked, fresh, orbits, table, trained

from kanscope.engine.worker.problem import QuestionWrong
from kanscope.engine.worker.queries.fit import ROWS, fit
from kanscope.engine.worker.session.errors import errors_of
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.auto import auto_symbolic
from kanscope.study.operations import AutoSymbolic
from kanscope.study.records import Data


@pytest.fixture(scope="module")
def toy() -> Session:
    return trained(fresh((2, 1, 1)), 60)


def test_residuals_of_the_rows_shown_are_the_errors_the_version_states(toy: Session) -> None:
    answer = fit(asked(toy, toy_table()))
    [target] = answer["targets"]
    off, test = np.array(target["network"]["residual"]), np.array(answer["test"])
    assert answer["shown"] == answer["rows"] == len(off), "so few rows are all shown"
    errors = errors_of(toy)
    assert np.sqrt(np.mean(off[test] ** 2)) == pytest.approx(errors.test_rmse, rel=1e-5)
    assert np.sqrt(np.mean(off[~test] ** 2)) == pytest.approx(errors.train_rmse, rel=1e-5)
    assert target["network"]["test_rmse"] == pytest.approx(errors.test_rmse)
    predicted, actual = np.array(target["network"]["predicted"]), np.array(target["actual"])
    assert predicted - actual == pytest.approx(off, abs=1e-5)
    assert target["formula"] is None, "edges without a name are no formula"


def test_the_inputs_that_matter_most_come_first_and_cut_ones_not_at_all() -> None:
    draw = np.random.default_rng(1).uniform(-1, 1, (3, 200))
    packed = table(a=draw[0], b=draw[1], c=draw[2], y=0.2 * draw[0] + 3 * draw[1])
    data = Data(inputs=("a", "b", "c"), targets=("y",))
    session = trained(fresh((3, 1), packed, data), 20)
    session.network.layers[0].alive[2, 0] = False
    answer = fit(asked(session, packed))
    assert [one["name"] for one in answer["inputs"]] == ["b", "a"]
    assert [one["name"] for one in answer["targets"][0]["regions"]["axes"]] == ["b", "a"]


def test_regions_count_every_row_they_look_at_and_add_up_to_the_whole_error(toy: Session) -> None:
    regions = fit(asked(toy, toy_table()))["targets"][0]["regions"]
    counts = np.array(regions["counts"], dtype=float)
    assert counts.sum() == regions["counted"]
    rmse = np.array([[0 if cell is None else cell for cell in row] for row in regions["network"]["rmse"]])
    whole = np.sqrt((counts * rmse**2).sum() / counts.sum())
    errors = errors_of(toy)
    assert whole == pytest.approx(
        errors.test_rmse
        if regions["rows"] == "test"
        else np.sqrt(
            (toy.context.train.numel() * (errors.train_rmse or 0) ** 2
             + toy.context.check.numel() * (errors.test_rmse or 0) ** 2) / regions["counted"]
        ),
        rel=1e-4,
    )  # fmt: skip


def test_the_map_is_over_the_inputs_asked_for(toy: Session) -> None:
    asking = asked(toy, toy_table(), {"across": "x2", "down": "x1"})
    axes = fit(asking)["targets"][0]["regions"]["axes"]
    assert [axis["name"] for axis in axes] == ["x2", "x1"]
    with pytest.raises(QuestionWrong, match="no input “x9”"):
        fit(asked(toy, toy_table(), {"across": "x9"}))


def test_logarithms_are_undone_and_a_formula_is_measured_by_its_own_text() -> None:
    packed = orbits(80)
    named = auto_symbolic(AutoSymbolic(), trained(fresh((2, 1), packed, ORBIT_ROLES), 40)).session
    answer = fit(asked(named, packed))
    [target] = answer["targets"]
    assert target["log"] and all(one["log"] for one in answer["inputs"])
    actual, formula = np.array(target["actual"]), np.array(target["formula"]["predicted"])
    assert actual.max() > 10_000, "days, not their logarithm"
    assert formula == pytest.approx(actual, rel=1e-3)
    assert np.log(formula / actual) == pytest.approx(np.array(target["formula"]["residual"]), abs=1e-5)
    [along, _] = target["slices"]
    inner = [x for x in along["x"] if along["lo"] <= x <= along["hi"]]
    assert along["x"][0] < along["lo"] < along["hi"] < along["x"][-1] and len(inner) == pytest.approx(
        61, abs=2
    )
    assert min(along["x"]) > 0, "half a range further on in the logarithm"


def test_of_many_rows_a_draw_is_shown_and_all_are_counted() -> None:
    x = np.random.default_rng(2).uniform(-1, 1, 9000)
    packed = table(x=x, y=x**2)
    session = fresh((1, 1), packed, Data(inputs=("x",), targets=("y",)))
    answer = fit(asked(session, packed))
    assert answer["shown"] == ROWS and answer["rows"] == 8100
    assert sum(answer["test"]) == pytest.approx(ROWS * 1800 / 8100, rel=0.15)
    assert len(answer["targets"][0]["regions"]["axes"]) == 1
