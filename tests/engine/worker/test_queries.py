from __future__ import annotations

import math
import re

import numpy as np
import pytest
import torch
from tests.contracts.engine_contract import toy_table
from tests.engine.made import ORBIT_ROLES, asked, fresh, orbits, trained

from kanscope.engine.worker.problem import QuestionWrong
from kanscope.engine.worker.queries.asked import Asked, Library
from kanscope.engine.worker.queries.cost_of_cut import cost_of_cut
from kanscope.engine.worker.queries.curves import curves
from kanscope.engine.worker.queries.formula import formula
from kanscope.engine.worker.queries.make_table import make_table
from kanscope.engine.worker.queries.onnx import onnx
from kanscope.engine.worker.queries.predict import predict
from kanscope.engine.worker.queries.probe import probe
from kanscope.engine.worker.queries.prune_preview import prune_preview
from kanscope.engine.worker.queries.read_table import read_table
from kanscope.engine.worker.queries.residual import residual
from kanscope.engine.worker.queries.seeds import seeds
from kanscope.engine.worker.queries.suggest import suggest
from kanscope.engine.worker.queries.twin import compare
from kanscope.engine.worker.records import edge_records
from kanscope.engine.worker.session.errors import errors_of
from kanscope.engine.worker.session.gaps import Reach
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.units import input_unit
from kanscope.engine.worker.tasks.fix import fix
from kanscope.engine.worker.tasks.prune import prune, prune_edges
from kanscope.kan.surgery import fix_symbolic
from kanscope.study.operations import FixSymbolic, Prune, PruneEdges


@pytest.fixture(scope="module")
def toy() -> Session:
    return trained(fresh((2, 1, 1)), 60)


def _question(**arguments: object) -> Asked:
    return Asked(arguments, {}, Library())


def test_the_true_function_is_suggested_with_the_error_it_would_leave(toy: Session) -> None:
    found = suggest(asked(toy, toy_table(), {"edge": "edge:0:0:0"}))["candidates"]
    assert found[0]["function"] == "sin"
    named = fix(FixSymbolic(edge="edge:0:0:0", function="sin"), toy).session
    assert found[0]["test_rmse"] == pytest.approx(errors_of(named).test_rmse)
    params = next(edge.params for edge in edge_records(named) if edge.id == "edge:0:0:0")
    assert params is not None
    assert {key: found[0][key] for key in "abcd"} == pytest.approx(params.model_dump())
    assert abs(found[0]["a"]) == pytest.approx(math.pi, rel=0.05)
    assert len(found[0]["curve"]) == 64


def test_refitted_candidates_come_close_where_the_rest_can_make_up_for_the_name(toy: Session) -> None:
    found = suggest(asked(toy, toy_table(), {"edge": "edge:0:0:0", "limit": 7, "refit": True}))["candidates"]
    assert found[0]["refitted_rmse"] < found[0]["test_rmse"]
    assert all(one["refitted_rmse"] is not None for one in found[:5])
    assert [one["refitted_rmse"] for one in found[5:]] == [None, None]


def test_nothing_is_refitted_unless_asked_nor_in_the_session_asked_about(toy: Session) -> None:
    before = toy.network.parameters.clone()
    suggest(asked(toy, toy_table(), {"edge": "edge:0:0:0", "refit": True}))
    fast = suggest(asked(toy, toy_table(), {"edge": "edge:0:0:0"}))["candidates"]
    assert {one["refitted_rmse"] for one in fast} == {None}
    assert torch.equal(toy.network.parameters, before)


def test_an_edge_that_is_not_there_is_named_in_the_refusal(toy: Session) -> None:
    for edge in ("edge:7:0:0", "edge:0:0:9", "nonsense", None):
        with pytest.raises(QuestionWrong) as refusal:
            suggest(asked(toy, toy_table(), {"edge": edge}))
        assert refusal.value.field == "edge"


def test_a_cut_costs_what_the_cut_network_is_then_off_by(toy: Session) -> None:
    [cost] = cost_of_cut(asked(toy, toy_table(), {"edges": ["edge:0:1:0"]}))["costs"]
    after = errors_of(prune_edges(PruneEdges(edges=("edge:0:1:0",)), toy).session)
    assert cost["rmse"] == pytest.approx(after.test_rmse)
    assert cost["change"] == pytest.approx(cost["rmse"] - (errors_of(toy).test_rmse or 0))


def test_without_a_question_every_edge_and_hidden_node_is_asked_about(toy: Session) -> None:
    told = {cost["id"] for cost in cost_of_cut(asked(toy, toy_table()))["costs"]}
    assert told == {edge.id for edge in edge_records(toy)} | {"node:1:0"}


def test_the_preview_of_pruning_is_what_pruning_does() -> None:
    session = trained(fresh((2, 3, 1)))
    steps = prune_preview(asked(session, toy_table()))["steps"]
    assert steps[0] == {"edges": [], "rmse": errors_of(session).test_rmse}
    assert [len(step["edges"]) for step in steps] == sorted({len(step["edges"]) for step in steps})
    weakest = min(edge.score for edge in edge_records(session))
    pruned = prune(Prune(node_threshold=0, edge_threshold=weakest), session).session
    gone = [edge.id for edge in edge_records(pruned) if edge.status == "cut"]
    assert steps[1]["edges"] == gone
    assert steps[1]["rmse"] == pytest.approx(errors_of(pruned).test_rmse)


def test_a_perceptron_beside_the_network_is_told_of_in_the_targets_unit(toy: Session) -> None:
    answer = compare(asked(toy, toy_table(), {"seconds": 1}))
    kan, perceptron, two_layers = answer["rows"]
    assert answer["winner"] == "kan"
    assert answer["sentence"].startswith("The KAN wins: it misses by ")
    assert kan["rmse"] == pytest.approx(errors_of(toy).test_rmse)
    assert kan["seconds"] is None
    assert perceptron["rmse"] > kan["rmse"]
    assert perceptron["seconds"] == pytest.approx(1, abs=0.5)
    assert abs(perceptron["parameters"] - kan["parameters"]) <= 5
    assert two_layers["width"] == [2, 5, 1]


def test_a_perceptron_has_a_few_seconds_at_most(toy: Session) -> None:
    with pytest.raises(QuestionWrong, match="seconds must be a whole number from 1 to 5"):
        compare(asked(toy, toy_table(), {"seconds": 60}))


def test_curves_run_over_the_columns_own_range(toy: Session) -> None:
    [curve] = curves(asked(toy, toy_table(), {"edges": ["edge:0:0:0"], "points": 5}))["curves"]
    assert curve["x"] == pytest.approx([-1, -0.5, 0, 0.5, 1], abs=0.02)
    assert len(curve["density"]) == 28


def test_a_probed_row_flows_as_the_network_computes_it(toy: Session) -> None:
    row = int(toy.context.rows[toy.context.train[3]])
    answer = probe(asked(toy, toy_table(), {"row": row}))
    at = toy.context.train[3]
    assert (answer["row"], answer["part"]) == (row, "train")
    assert answer["nodes"][0] == pytest.approx(toy.context.x[at].tolist())
    inside = toy.network(toy.scaling.inputs.inside(toy.context.x[at : at + 1]))
    assert answer["nodes"][-1] == pytest.approx(toy.scaling.targets.outside(inside)[0].tolist())
    assert answer["actual"] == pytest.approx(toy.context.y[at].tolist())
    by_id = {edge["edge"]: edge for edge in answer["edges"]}
    assert by_id["edge:0:1:0"]["x"] == pytest.approx(float(toy.context.x[at, 1]))
    assert answer["nodes"][1][0] == pytest.approx(
        sum(by_id[f"edge:0:{i}:0"]["y"] for i in range(2)), abs=1e-6
    )


def test_the_worst_row_is_an_open_one_and_no_other_is_further_off(toy: Session) -> None:
    answer = probe(asked(toy, toy_table(), {"worst": True}))
    open_rows = torch.cat([toy.context.train, toy.context.check])
    guess = toy.scaling.targets.outside(toy.network(toy.scaling.inputs.inside(toy.context.x[open_rows])))
    off = (guess - toy.context.y[open_rows]).abs()[:, 0]
    assert abs(answer["nodes"][-1][0] - answer["actual"][0]) == pytest.approx(float(off.max()))
    assert answer["row"] in toy.context.rows[open_rows].tolist()


def test_sealed_rows_are_not_probed_nor_rows_that_are_not_there(toy: Session) -> None:
    sealed = int(toy.context.rows[toy.context.sealed[0]])
    for row, said in ((sealed, "sealed"), (10**6, "from 0 to"), (-1, "from 0 to"), ("x", "from 0 to")):
        with pytest.raises(QuestionWrong, match=said):
            probe(asked(toy, toy_table(), {"row": row}))


def test_predictions_are_those_of_the_network_and_null_where_there_is_none(toy: Session) -> None:
    rows = [{"x1": 0.5, "x2": 0.5}, {"x1": 0.5}, {"x1": None, "x2": 1}]
    answer = predict(asked(toy, toy_table(), {"rows": rows}))
    assert answer["notice"] == "An input is missing or has no logarithm in 2 of 3 rows."
    values = answer["values"]
    x = toy.scaling.inputs.inside(torch.tensor([[0.5, 0.5]], dtype=torch.float64))
    expected = float(toy.scaling.targets.outside(toy.network(x)))
    assert values == [{"y": pytest.approx(expected)}, {"y": None}, {"y": None}]


def test_a_network_with_splines_is_no_complete_formula(toy: Session) -> None:
    named = fix(FixSymbolic(edge="edge:0:0:0", function="sin"), toy).session
    [output] = formula(asked(named, toy_table()))["outputs"]
    assert not output["complete"]
    assert output["python"] == ""
    assert output["verdict"]["formula_rmse"] is None
    assert "2 of 3 edges have no name" in output["verdict"]["sentence"]


def test_a_named_network_is_a_formula_that_is_measured_on_test_rows(toy: Session) -> None:
    session = toy
    for edge, name in (("edge:0:0:0", "sin"), ("edge:0:1:0", "x^2"), ("edge:1:0:0", "exp")):
        session = fix(FixSymbolic(edge=edge, function=name), session).session
    session = trained(session, 200)
    [output] = formula(asked(session, toy_table()))["outputs"]
    verdict = output["verdict"]
    assert output["complete"]
    assert verdict["network_rmse"] < 1e-4
    assert verdict["formula_rmse"] == pytest.approx(verdict["network_rmse"], rel=1e-3, abs=1e-5)
    assert "60 test rows" in verdict["sentence"]
    assert output["latex"] == r"e^{x_{2}^{2} + \sin{\left(\pi x_{1} \right)}}"


def named_law(toy: Session, curve: str = "x^2") -> Session:
    """exp(sin πx₁ + …x₂…) with every edge named."""
    session = trained(toy, 100)
    for edge, name in (("edge:0:0:0", "sin"), ("edge:0:1:0", curve), ("edge:1:0:0", "exp")):
        session = fix(FixSymbolic(edge=edge, function=name), session).session
    return session


def test_sealed_rows_are_looked_at_only_where_their_reading_was_counted(toy: Session) -> None:
    session = trained(named_law(toy), 200)
    [before] = formula(asked(session, toy_table()))["outputs"]
    [after] = formula(asked(session, toy_table(), {"sealed_reading": 3}))["outputs"]
    assert [part["part"] for part in before["verdict"]["parts"]] == ["train", "test", "beyond"]
    assert before["verdict"]["sealed_reading"] is None and "sealed" not in before["verdict"]["sentence"]
    [sealed] = [part for part in after["verdict"]["parts"] if part["part"] == "sealed"]
    assert sealed["rows"] == len(session.context.sealed)
    assert sealed["formula_rmse"] < 1e-4
    assert "sealed rows, which chose nothing" in after["verdict"]["sentence"]


def test_a_true_law_carries_beyond_the_rows_it_was_fitted_to(toy: Session) -> None:
    [output] = formula(asked(trained(named_law(toy), 200), toy_table()))["outputs"]
    assert output["verdict"]["extrapolation_rmse"] < 1e-3
    assert "Fitted to the inner rows alone" in output["verdict"]["sentence"]


def test_a_wrong_name_is_named_as_what_costs_most(toy: Session) -> None:
    [output] = formula(asked(named_law(toy, curve="x"), toy_table()))["outputs"]
    verdict = output["verdict"]
    assert verdict["worst_edge"] == "edge:0:1:0"
    assert "the name of edge x2 → h1.1 costs most" in verdict["sentence"]
    words = {clause["word"]: clause["figures"] for clause in verdict["said"]}
    assert words["costs_most"] == {"edge": "x2 → h1.1"}
    assert words["misses_network"]["formula"] == verdict["formula_rmse"]


def test_logarithms_are_undone_into_a_product_of_powers() -> None:
    session = trained(fresh((2, 1), orbits(), ORBIT_ROLES))
    for edge in ("edge:0:0:0", "edge:0:1:0"):
        session = fix(FixSymbolic(edge=edge, function="x"), session).session
    session = trained(session, 50)
    [output] = formula(asked(session, orbits()))["outputs"]
    space: dict[str, object] = {}
    exec(output["python"], space)
    predicted = space["predict"]({"a": np.array([1.0, 4.0]), "M": np.array([1.0, 4.0])})  # type: ignore[operator]
    assert predicted == pytest.approx([365, 365 * 8 / 2], rel=1e-6)
    assert output["verdict"]["formula_rmse"] < 1e-6
    assert "log" not in output["sympy"]
    assert "exp" not in output["sympy"]
    [values] = predict(asked(session, orbits(), {"rows": [{"a": 4.0, "M": 4.0}]}))["values"]
    assert values["T"] == pytest.approx(365 * 4, rel=1e-6)


def test_columns_over_decades_are_taken_as_logarithms_and_constant_ones_left_out() -> None:
    text = "k,a,c,y\n" + "\n".join(f"{k},{10**k},7,{k}" for k in range(-3, 3))
    question = Asked({"filename": "t.csv"}, {"file": ("sha:f", text.encode())}, Library())
    assert read_table(question)["suggestion"] == {"inputs": ["k", "a"], "targets": ["y"], "logs": ["a"]}


def test_data_are_made_from_a_formula_with_its_own_target_name() -> None:
    answer = make_table(_question(formula="z = sin(pi*x) + y^2", ranges={"x": [0, 2]}, rows=50))
    assert answer["rows"] == 50
    assert answer["suggestion"]["targets"] == ["z"]
    x = next(column for column in answer["columns"] if column["name"] == "x")
    assert 0 <= x["minimum"] < x["maximum"] <= 2


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"formula": "sin("}, "formula"),
        ({"formula": "__import__('os')"}, "formula"),
        ({"formula": "x = x + 1"}, "formula"),
        ({"formula": "2"}, "formula"),
        ({}, "formula"),
        ({"formula": "x", "ranges": {"x": [1, 0]}}, "ranges"),
        ({"formula": "x", "ranges": {"x": "ab"}}, "ranges"),
        ({"formula": "x", "rows": -1}, "rows"),
        ({"formula": "x", "noise": -1}, "noise"),
    ],
)
def test_data_that_cannot_be_made_are_refused_by_field(arguments: dict[str, object], field: str) -> None:
    with pytest.raises(QuestionWrong) as refusal:
        make_table(_question(**arguments))
    assert refusal.value.field == field


def test_the_formula_says_which_part_is_which_edge(toy: Session) -> None:
    named = fix(FixSymbolic(edge="edge:0:0:0", function="sin"), toy).session
    [output] = formula(asked(named, toy_table()))["outputs"]
    for edge in edge_records(named):
        assert f"{edge.id}" in output["linked"]
    assert re.search(r"\\htmlData\{edge=edge:0:0:0\}\{.*sin", output["linked"])


def test_a_prediction_where_a_function_is_undefined_is_null_and_told_of(toy: Session) -> None:
    pole = toy.scaling.inputs.inside(torch.tensor([[0.5, 0.5]], dtype=torch.float64))[0, 0]
    network = fix_symbolic(toy.network, (0, 0, 0), "1/x", 1.0, -float(pole), 1.0, 0.0)
    rows = [{"x1": x, "x2": 0.5} for x in (0.5, 0.6)]
    answer = predict(asked(toy.with_network(network), toy_table(), {"rows": rows}))
    assert answer["values"][0] == {"y": None} and answer["values"][1]["y"] is not None
    assert answer["notice"] == "1/x (x1 → h1.1) is undefined on 50 % of the rows that have all inputs."


def test_a_function_that_is_undefined_wherever_it_is_laid_is_no_candidate() -> None:
    line = trained(fresh((2, 1)), 20)
    offered = {"x": 1.0, "nowhere := log(-abs(x) - 1)": 2.0}
    found = suggest(asked(line, toy_table(), {"edge": "edge:0:0:0", "prices": offered}))["candidates"]
    assert [(one["function"], one["notice"]) for one in found] == [("x", None)]


def test_a_verdict_says_on_how_many_rows_the_formula_is_undefined() -> None:
    line = trained(fresh((2, 1)), 20)
    half = fix_symbolic(line.network, (0, 0, 0), "sqrt", 1.0, 0.0, 1.0, 0.0)
    half = fix_symbolic(half, (0, 1, 0), "x", 1.0, 0.0, 1.0, 0.0)
    [output] = formula(asked(line.with_network(half), toy_table()))["outputs"]
    assert output["verdict"]["formula_rmse"] is None
    sentence = r"The formula is undefined on [4-6]\d % of the 60 test rows, so it has no error there\."
    assert re.fullmatch(sentence, output["verdict"]["sentence"])


def test_candidates_tell_their_poles_and_the_rows_without_a_value_in_the_columns_own_unit() -> None:
    line = trained(fresh((2, 1)), 20)
    reach = Reach(line, (0, 0, 0))
    shift, scale = input_unit(line, 0, 0)
    pole = reach.gaps("1/x", scale, shift - 0.25)  # inside, x1 is (x1 - shift)/scale
    assert pole.poles == pytest.approx([0.25])
    assert pole.undefined == 0 and pole.notice == "Pole at x1 = 0.250, within the data"
    near = reach.gaps("1/x", scale, shift - 1.05)
    assert near.notice == "Pole at x1 = 1.05, just beyond the data"
    assert reach.gaps("1/x", scale, shift - 1.5).notice is None
    gap = reach.gaps("sqrt", scale, shift)
    assert gap.poles == [] and gap.undefined == pytest.approx(0.5, abs=0.1)
    assert re.fullmatch(r"Undefined on [4-6]\d % of the rows", gap.notice or "")
    many = reach.gaps("tan", 20 * scale, 20 * shift)
    assert many.notice == "12 poles within the data, the first at x1 = −0.864"


def test_what_a_candidate_is_told_to_lack_is_in_the_answer(toy: Session) -> None:
    found = suggest(asked(toy, toy_table(), {"edge": "edge:0:1:0", "limit": 60}))["candidates"]
    marked = {one["function"]: one for one in found if one["poles"] or one["undefined"]}
    assert all(one["notice"] for one in marked.values())
    assert marked["log"]["poles"] == pytest.approx([1], abs=0.05)
    assert marked["log"]["notice"].startswith("Pole at x2 = ")
    assert all(one["notice"] is None for one in found if one["function"] in ("sin", "x^2", "cosh"))


def test_onnx_takes_and_gives_the_columns_themselves_where_logarithms_are_used() -> None:
    runtime = pytest.importorskip("onnxruntime", reason="onnxruntime comes with the extra 'test'")
    session = trained(fresh((2, 1), orbits(), ORBIT_ROLES), 20)
    model = runtime.InferenceSession(
        onnx(asked(session, orbits()))["data"], providers=["CPUExecutionProvider"]
    )
    [given] = model.run(["y"], {"x": np.array([[1.0, 1.0], [4.0, 0.5]], dtype=np.float32)})
    told = predict(asked(session, orbits(), {"rows": [{"a": 1.0, "M": 1.0}, {"a": 4.0, "M": 0.5}]}))
    assert given[:, 0] == pytest.approx([row["T"] for row in told["values"]], rel=1e-3)
    assert given[0, 0] == pytest.approx(365, rel=0.02)


def test_what_is_left_along_an_edge_is_told_in_the_units_of_its_curve(toy: Session) -> None:
    [curve] = curves(asked(toy, toy_table(), {"edges": ["edge:1:0:0"]}))["curves"]
    found = residual(asked(toy, toy_table(), {"edge": "edge:1:0:0"}))
    unit = float(toy.scaling.targets.scale[0])
    rows = torch.cat([toy.context.train, toy.context.check]).sort().values
    off = toy.scaling.targets.inside(toy.context.y[rows]) - toy.network(
        toy.scaling.inputs.inside(toy.context.x[rows])
    )
    assert found["left"] == pytest.approx((off[:, 0] * unit).tolist())
    assert curve["x"][0] - 0.1 <= min(found["x"]) and max(found["x"]) <= curve["x"][-1] + 0.1
    assert sum(found["test"]) == len(toy.context.check)
    assert 0 <= found["explained"] <= 1 and len(found["bins"]) >= 8


def test_a_name_that_is_wrong_leaves_what_a_better_curve_could_mend(toy: Session) -> None:
    wrong = fix(FixSymbolic(edge="edge:0:1:0", function="x"), toy).session
    found = residual(asked(wrong, toy_table(), {"edge": "edge:0:1:0"}))
    assert found["explained"] > 0.2
    right = residual(asked(toy, toy_table(), {"edge": "edge:0:1:0"}))
    assert right["explained"] < found["explained"]


def test_other_seeds_tell_which_edges_came_back(toy: Session) -> None:
    found = seeds(asked(toy, toy_table(), {"first": 3, "count": 2}))["seeds"]
    assert [one["seed"] for one in found] == [3, 4]
    good = [one for one in found if one["as_good"]]
    assert good and all(set(one["edges"]) == {"edge:0:0:0", "edge:0:1:0", "edge:1:0:0"} for one in good)
    assert found == seeds(asked(toy, toy_table(), {"first": 3, "count": 2}))["seeds"]


def test_a_network_too_large_for_other_seeds_is_refused_with_a_remedy() -> None:
    with pytest.raises(QuestionWrong, match="weights") as refusal:
        seeds(asked(fresh((2, 90, 10, 1)), toy_table()))
    assert "Prune" in str(refusal.value.hint)
