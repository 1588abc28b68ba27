"""The report and the zip for an article as a server gives them: whole, alone, proof against names."""

from __future__ import annotations

import csv
import io
import zipfile
from html.parser import HTMLParser

import numpy as np
import pytest
from tests.serving import Server, StudyClient

HOSTILE = '"</style><script>alert(1)</script>","=cmd|\'x\' & <b>","温度 ""°C"""'
ALONE = {"src", "href", "action", "data", "poster", "background"}


class Page(HTMLParser):
    """The elements and the text of a report."""

    def __init__(self, text: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said += data

    @property
    def headings(self) -> list[str]:
        return [tag for tag, _ in self.elements if tag == "h2"]


def table(heads: str, columns: int, rows: int = 200) -> str:
    x = np.random.default_rng(3).uniform(-1, 1, (rows, columns))
    lines = (",".join(f"{value:.5f}" for value in row) for row in x)
    return heads + "\n" + "\n".join(lines) + "\n"


def taken(study: StudyClient, format: str, **more: object) -> bytes:
    answer = study.client.get(f"studies/{study.id}/export", params={"format": format, **more})
    assert answer.status_code == 200, answer.text
    return bytes(answer.content)


def stands_alone(text: str) -> Page:
    """No script, nothing that is fetched, nothing that listens."""
    page = Page(text)
    for tag, attributes in page.elements:
        assert tag not in ("script", "link", "iframe", "object", "img", "base"), tag
        assert not ALONE & attributes.keys(), (tag, attributes)
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
    assert "default-src 'none'" in text
    return page


@pytest.fixture
def named(server: Server) -> StudyClient:
    """A law with names, units, a note, a filter and a sealed reading."""
    study = StudyClient.on_text(server.client(), table("x1,x2,y", 3))
    study.do("set_filter", condition="x1 > -0.9")
    study.idle()
    study.do("build_network", width=[2, 1, 1])
    study.idle()
    study.do("train", steps=5)
    study.idle()
    for edge, function in (("edge:0:0:0", "sin"), ("edge:0:1:0", "x^2"), ("edge:1:0:0", "x")):
        study.do("fix_symbolic", edge=edge, function=function)
    study.do("set_units", units={"x1": "rad", "y": "kg·m²"})
    study.idle()
    study.do("comment", on="study", text="Mind the <i>first</i> rows & the last.")
    study.do("read_sealed")
    study.idle()
    return study


def test_a_report_says_what_was_found_in_what_how_and_by_whom(named: StudyClient) -> None:
    page = stands_alone(taken(named, "report").decode())
    assert len(page.headings) == 9, (
        "formula, errors, data, front, methods, history, notes, provenance, references"
    )
    for said in (
        "rows the formula misses y by",
        "sealed",
        "in kg·m²",
        "Only rows with x1 > -0.9 were used.",
        "Mind the <i>first</i> rows & the last.",
        "sin (x1 → h1.1), x² (x2 → h1.1)",
        "were read once",
        "arXiv:2404.19756",
        "PyTorch",
    ):
        assert said in page.said, said
    tags = [tag for tag, _ in page.elements]
    assert "math" in tags and tags.count("svg") == 3, "figure, predicted against actual, front"


def test_the_zip_has_everything_and_the_same_bytes_each_time(named: StudyClient) -> None:
    one, other = taken(named, "paper"), taken(named, "paper")
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as file:
        parts = {name.removeprefix("paper/"): file.read(name) for name in file.namelist()}
    assert set(parts) == {
        "README.md", "figure.svg", "figure.pdf", "figure.png", "formula.tex", "formula.py",
        "coefficients.csv",
        "curves.csv", "report.html", "methods.txt", "data.md", "references.bib", "study.kanscope",
    }  # fmt: skip
    assert parts["figure.svg"] == taken(named, "svg") and parts["figure.pdf"] == taken(named, "pdf")
    assert parts["study.kanscope"] == taken(named, "kanscope")
    assert parts["report.html"] == taken(named, "report")
    names: dict[str, object] = {}
    exec(parts["formula.py"].decode(), names)  # our own program, as a reader would run it
    [predicted] = names["predict"]({"x1": [0.3], "x2": [-0.4]})  # type: ignore[operator]
    edges = {row["edge"]: row for row in csv.DictReader(io.StringIO(parts["coefficients.csv"].decode()))}
    assert [edge["shown"] for edge in edges.values()] == ["sin", "x²", "x"]

    def value(edge: str, f: object, x: float) -> float:
        a, b, c, d = (float(edges[edge][letter]) for letter in "abcd")
        return float(c * f(a * x + b) + d)  # type: ignore[operator]

    hidden = value("edge:0:0:0", np.sin, 0.3) + value("edge:0:1:0", np.square, -0.4)
    offset = named.query("predict", rows=[{"x1": 0.3, "x2": -0.4}])["values"][0]["y"] - value(
        "edge:1:0:0", float, hidden
    )
    again = value("edge:0:0:0", np.sin, -0.5) + value("edge:0:1:0", np.square, 0.5)
    assert value("edge:1:0:0", float, again) + offset == pytest.approx(
        named.query("predict", rows=[{"x1": -0.5, "x2": 0.5}])["values"][0]["y"]
    ), "the coefficients are those of the columns' units, but for the mean of the target"
    assert predicted == pytest.approx(value("edge:1:0:0", float, hidden) + offset, rel=1e-3)
    assert parts["formula.tex"].startswith(b"\\begin{equation}\n  y = ")


def test_no_name_of_a_column_or_study_breaks_out(server: Server) -> None:
    study = StudyClient.on_text(server.client(), table(HOSTILE, 3), name="<img src=x onerror=alert(1)>")
    study.idle()
    page = stands_alone(taken(study, "report").decode())
    assert "<script>alert(1)</script>" in page.said and "<img src=x onerror=alert(1)>" in page.said
    with zipfile.ZipFile(io.BytesIO(taken(study, "paper"))) as file:
        assert all(name.startswith("paper/") for name in file.namelist())
        assert "paper/formula.py" not in file.namelist()
        readme = file.read("paper/README.md").decode()
        assert "There is no formula.py" in readme and "<img" not in readme.replace("\\<", "")
        assert "<script" not in file.read("paper/data.md").decode().replace("\\<", "")


def test_several_targets_cut_inputs_and_a_wide_layer_have_their_papers_too(server: Server) -> None:
    names = ",".join(f"x{k + 1}" for k in range(12)) + ",u,v"
    inputs = [f"x{k + 1}" for k in range(12)]
    study = StudyClient.on_text(server.client(), table(names, 14), inputs=inputs, targets=["u", "v"])
    study.do("build_network", width=[12, 12, 2], grid=3)
    study.idle()
    study.do("prune_inputs", inputs=["x5"])
    study.idle()
    page = stands_alone(taken(study, "report").decode())
    assert "u: " in page.said and "v: " in page.said and "It was not trained." in page.said
    figure = taken(study, "svg").decode()
    assert "rises" in figure and ">x4<" in figure and ">x5<" not in figure
    with zipfile.ZipFile(io.BytesIO(taken(study, "paper"))) as file:
        lines = file.read("paper/curves.csv").decode().splitlines()
    assert len(lines) == 1 + 64 * (11 * 12 + 12 * 2)
