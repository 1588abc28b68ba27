"""The door through which a formula is taken away."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from tests.serving import StudyClient

from kanscope.api.routes.exports import disposition
from kanscope.symbolic.export.catalogue import EXPORTS
from kanscope.symbolic.export.formats import FILES, Format


def test_every_format_has_a_writer_and_a_file() -> None:
    assert list(EXPORTS) == list(FILES) == list(get_args(Format))
    assert len({file.ending for file in FILES.values()}) == len(FILES)


@pytest.mark.parametrize(
    "name", ["law.c", 'Größe "1"; x.c', "\r\nSet-Cookie: a=b.c", "温度.c", "../../etc/passwd"]
)
def test_no_name_of_a_study_breaks_out_of_the_header(name: str) -> None:
    header = disposition(name)
    header.encode("latin-1")
    assert "\r" not in header
    assert "\n" not in header
    assert header.count('"') == 2
    assert "/" not in header


def test_names_are_asked_for_before_a_program_is_written(study: StudyClient) -> None:
    answer = study.client.get(f"studies/{study.id}/export", params={"format": "rust"})
    assert answer.status_code == 409
    assert answer.json()["code"] == "refused"
    assert "Name the edges" in answer.json()["hint"]
    assert study.client.get(f"studies/{study.id}/export", params={"format": "latex"}).text.count("varphi") > 0


@pytest.mark.parametrize(
    ("format", "media", "start"),
    [
        ("svg", "image/svg+xml; charset=utf-8", b"<svg"),
        ("pdf", "application/pdf", b"%PDF"),
        ("png", "image/png", b"\x89PNG"),
    ],
)
def test_the_network_leaves_as_a_figure_the_same_each_time(
    study: StudyClient, format: str, media: str, start: bytes
) -> None:
    one, other = (study.client.get(f"studies/{study.id}/export", params={"format": format}) for _ in range(2))
    assert one.status_code == 200, one.text
    assert one.headers["content-type"] == media and f".{format}" in one.headers["content-disposition"]
    assert one.content.startswith(start) and one.content == other.content


def test_a_figure_is_as_wide_as_the_columns_asked_for(study: StudyClient) -> None:
    def wide(columns: int) -> str:
        asked = {"format": "svg", "columns": columns}
        return str(study.client.get(f"studies/{study.id}/export", params=asked).text)

    assert 'width="89mm"' in wide(1) and 'width="183mm"' in wide(2)
    wrong = study.client.get(f"studies/{study.id}/export", params={"format": "svg", "columns": 3})
    assert wrong.status_code == 422


def test_the_network_leaves_as_onnx_splines_and_all(study: StudyClient) -> None:
    runtime = pytest.importorskip("onnxruntime", reason="onnxruntime comes with the extra 'test'")
    answer = study.client.get(f"studies/{study.id}/export", params={"format": "onnx"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/octet-stream"
    model = runtime.InferenceSession(answer.content, providers=["CPUExecutionProvider"])
    rows = [{"x1": 0.3, "x2": -0.4}, {"x1": -0.9, "x2": 0.7}]
    [given] = model.run(["y"], {"x": np.array([list(row.values()) for row in rows], dtype=np.float32)})
    told = [row["y"] for row in study.query("predict", rows=rows)["values"]]
    assert given[:, 0] == pytest.approx(told, rel=1e-4, abs=1e-5)


def test_a_named_law_is_a_file_in_every_format(study: StudyClient) -> None:
    study.do("build_network", width=[2, 1, 1])
    study.idle()
    for edge in ("edge:0:0:0", "edge:0:1:0", "edge:1:0:0"):
        study.do("fix_symbolic", edge=edge, function="x")
    study.idle()
    for format, file in FILES.items():
        answer = study.client.get(f"studies/{study.id}/export", params={"format": format})
        assert answer.status_code == 200, f"{format}: {answer.text}"
        assert answer.headers["content-type"].startswith(file.media)
        assert f".{file.ending}" in answer.headers["content-disposition"]
        assert answer.text.strip()


def test_rows_and_the_way_to_a_version_are_files_too(study: StudyClient) -> None:
    def taken(format: str) -> str:
        answer = study.client.get(f"studies/{study.id}/export", params={"format": format})
        assert answer.status_code == 200, answer.text
        return str(answer.text)

    assert taken("csv").splitlines()[0] == "x1,x2,y,part"
    assert "KAN.over(" in taken("script") and '"nbformat": 4' in taken("notebook")
    told = study.query("code")
    assert told["acts"][0]["text"].startswith("Built")
    assert told["acts"][0]["code"] in taken("script")
