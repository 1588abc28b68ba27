"""Bad input gets a clear answer: what, where, how to mend it; and nothing is lost."""

from __future__ import annotations

from typing import Any

import httpx2 as httpx
import pytest
from tests.serving import StudyClient, toy_table


def refused(answer: httpx.Response, status: int) -> Any:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["code"] and body["title"] and body["detail"]
    return body


@pytest.mark.parametrize(
    ("operation", "field"),
    [
        ({"op": "train", "steps": "10"}, "steps"),
        ({"op": "train", "steps": True}, "steps"),
        ({"op": "train", "steps": 0}, "steps"),
        ({"op": "train", "steps": 3, "surprise": 1}, "surprise"),
        ({"op": "fix_symbolic", "edge": "edge:0:0", "function": "sin"}, "edge"),
        ({"op": "prune_edges", "edges": []}, "edges"),
        ({"op": "build_network", "width": [2]}, "width"),
    ],
)
def test_a_body_that_is_not_understood_names_its_field(
    study: StudyClient, operation: Any, field: str
) -> None:
    before = study.now()
    answer = study.client.post(f"studies/{study.id}/operations", json=operation)
    assert field in (refused(answer, 422)["field"] or "")
    assert study.now() == before


@pytest.mark.parametrize(
    "text", ["", "{", "null", "[]", '{"op": "nonsense"}', '{"op": "train", "sparsity": NaN}']
)
def test_a_body_that_is_no_operation_is_refused(study: StudyClient, text: str) -> None:
    answer = study.client.post(
        f"studies/{study.id}/operations", content=text, headers={"content-type": "application/json"}
    )
    refused(answer, 422)


def test_reports_of_workers_are_not_taken_from_outside(study: StudyClient) -> None:
    refused(study.ask("run_started", run="run:1", attempt=1), 422)
    refused(study.ask("worker_lost", run="run:1", attempt=1, detail="x"), 422)


def test_what_cannot_be_done_says_why_and_how_to_mend_it(study: StudyClient) -> None:
    body = refused(study.ask("fix_symbolic", edge="edge:0:0:0", function="sinus"), 409)
    assert body["code"] == "refused" and "sinus" in body["detail"] and "sin" in body["hint"]


def test_a_second_training_beside_one_that_is_out_is_refused_as_busy(study: StudyClient) -> None:
    study.do("train", steps=100_000)
    assert refused(study.ask("train", steps=5), 409)["code"] == "busy"
    study.do("stop")
    study.idle()


def test_a_bad_file_names_line_and_column(client: httpx.Client) -> None:
    body = refused(client.post("datasets", json={"text": "a,b\n1,2\n3,4\n5,6,7\n8,9\n"}), 422)
    assert "4" in body["detail"]
    assert body["said"] == [{"word": "uneven_line", "figures": {"at": 4, "values": 3, "columns": 2}}]


@pytest.mark.parametrize(
    "data", [b"", b"a,b\n", b"\x00\x01\x02\x03" * 50, b"%PDF-1.7 something", b"PK\x03\x04zip"]
)
def test_a_file_that_is_no_table_is_refused(client: httpx.Client, data: bytes) -> None:
    refused(client.post("datasets", files={"file": ("x.csv", data)}), 422)


def test_a_file_that_is_too_large_is_refused_while_it_streams(client: httpx.Client) -> None:
    answer = client.post("studies", content=b"x" * (3 * 2**20), headers={"content-type": "application/json"})
    assert refused(answer, 413)["limit"] == 2 * 2**20


@pytest.mark.parametrize(
    "formula",
    ["__import__('os').system('true')", "x +", "9**9**9**9", "open('/etc/passwd')", "y[0]", "a" * 3000, "3"],
)
def test_a_formula_that_is_none_is_refused(client: httpx.Client, formula: str) -> None:
    refused(client.post("datasets", json={"formula": formula}), 422)


def test_a_formula_makes_data(client: httpx.Client) -> None:
    answer = client.post("datasets", json={"formula": "exp(sin(pi*x) + y^2)", "rows": 200, "seed": 3})
    body = answer.json()
    assert answer.status_code == 201 and body["rows"] == 200
    assert [column["name"] for column in body["columns"]][:2] == ["x", "y"]


def test_a_table_of_text_makes_no_study(client: httpx.Client) -> None:
    dataset = client.post("datasets", json={"text": "a,b\n" + "x,y\n" * 30}).json()["id"]
    body = refused(client.post("studies", json={"dataset": dataset}), 409)
    assert "numbers" in body["detail"] and body["hint"]


def test_too_few_rows_make_no_study(client: httpx.Client) -> None:
    dataset = client.post("datasets", json={"text": "a,b\n1,2\n2,3\n3,5\n"}).json()["id"]
    body = refused(client.post("studies", json={"dataset": dataset}), 409)
    assert "rows" in body["detail"]
    assert dataset not in str(client.get("studies").json()), "a study without a network was left behind"


def test_what_does_not_exist_is_not_found(client: httpx.Client, study: StudyClient) -> None:
    for path in (
        "studies/study-000000000000", "datasets/data-0", f"studies/{study.id}/runs/run:999/metrics",
        f"studies/{study.id}/versions/version:999/picture",
    ):  # fmt: skip
        refused(client.get(path), 404)


def test_a_deleted_study_is_gone(client: httpx.Client) -> None:
    study = StudyClient.on_text(client, toy_table(60))
    assert client.delete(f"studies/{study.id}").status_code == 204
    refused(client.get(f"studies/{study.id}"), 404)
    assert study.id not in [row["id"] for row in client.get("studies").json()["studies"]]


def test_a_file_is_read_again_as_it_is_told(client: httpx.Client) -> None:
    text = "a;b,c\n" + "".join(f"{k};{k * k},{k + 1}\n" for k in range(30))
    made = client.post("datasets", json={"text": text}).json()
    for delimiter, names in ((";", ["a", "b,c"]), (",", ["a;b", "c"])):
        again = client.patch(f"datasets/{made['id']}", json={"reading": {"delimiter": delimiter}}).json()
        assert [column["name"] for column in again["columns"]] == names


@pytest.mark.parametrize("value", ["1", True, [1], "nan"])
def test_only_numbers_are_predicted_from(study: StudyClient, value: Any) -> None:
    answer = study.client.post(f"studies/{study.id}/queries/predict", json={"rows": [{"x1": value, "x2": 0}]})
    assert "rows.0.x1" in refused(answer, 422)["field"]


def test_problems_are_described_in_the_form_they_have(client: httpx.Client) -> None:
    paths = client.get(str(client.base_url).replace("api/v1/", "openapi.json")).json()["paths"]
    for operation in (operation for methods in paths.values() for operation in methods.values()):
        assert set(operation["responses"]["4XX"]["content"]) == {"application/problem+json"}
        assert "422" not in operation["responses"]
