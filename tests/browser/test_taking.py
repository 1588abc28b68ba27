"""What is taken away on screen: every row of the Export menu and every plot, opened as what it claims."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect
from tests.browser.screen import Screen
from tests.serving import Server, StudyClient

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]

WHOLE = {
    "Figure as SVG": ("figure.svg", b"<svg"),
    "Figure as PDF": ("figure.pdf", b"%PDF"),
    "Figure as PNG": ("figure.png", b"\x89PNG"),
    "Report one page, to read and print": ("report.html", b"<!doctype html>"),
    "For an article figure, formula, report, data, references": ("paper.zip", b"PK"),
    "ONNX the network, splines and all": ("network.onnx", b"\x08"),
    "KANscope the study, to be taken in elsewhere": ("study.kanscope", b"PK"),
}
LANGUAGES = {
    "LaTeX": "tex", "SymPy": "sympy.txt", "Python": "py", "NumPy": "numpy.py", "PyTorch": "torch.py",
    "JAX": "jax.py", "C": "c", "Julia": "jl", "R": "R", "MATLAB, Octave": "m", "Mathematica": "wl",
    "Fortran": "f90", "Rust": "rs", "JavaScript": "mjs", "Excel": "tsv",
}  # fmt: skip


@pytest.fixture
def screen(server: Server, page: Page, study: StudyClient) -> Screen:
    """A law with every edge named, on screen."""
    study.do("build_network", width=[2, 1, 1])
    study.idle()
    study.do("train", steps=12)
    study.idle()
    for edge, name in (("edge:0:0:0", "sin"), ("edge:0:1:0", "x^2"), ("edge:1:0:0", "exp")):
        study.do("fix_symbolic", edge=edge, function=name)
    study.do("set_units", units={"x1": "rad"})
    study.idle()
    screen = Screen(page)
    screen.open(server.login)
    screen.open(f"{server.address}/study/{study.id}")
    expect(screen.edges()).to_have_count(3)
    return screen


def saved(page: Page, folder: Path, press: Callable[[], None]) -> Path:
    """The file a press leads to."""
    with page.expect_download() as download:
        press()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def exported(screen: Screen, row: str, folder: Path) -> Path:
    """The file of a row of the Export menu."""
    screen.button("Export").click()
    item = screen.page.get_by_role("menuitem", name=row, exact=True)
    return saved(screen.page, folder, item.click)


def test_every_row_of_the_export_menu_gives_its_file(screen: Screen, tmp_path: Path) -> None:
    for row, (name, start) in WHOLE.items():
        file = exported(screen, row, tmp_path)
        assert file.name == name and file.read_bytes().startswith(start), row
    for row, ending in LANGUAGES.items():
        file = exported(screen, row, tmp_path)
        assert file.name == f"formula.{ending}" and file.read_text().strip(), row
    with zipfile.ZipFile(tmp_path / "paper.zip") as parts:
        assert parts.read("paper/figure.svg") == (tmp_path / "figure.svg").read_bytes()
        assert parts.read("paper/study.kanscope") == (tmp_path / "study.kanscope").read_bytes()
    screen.button("Export").click()
    every = len(WHOLE) + 2 * len(LANGUAGES)  # a language has a button to copy it beside its row
    expect(screen.page.get_by_role("menuitem")).to_have_count(every)


def test_figure_and_report_open_alone_and_show_the_law(screen: Screen, tmp_path: Path) -> None:
    figure = exported(screen, "Figure as SVG", tmp_path)
    report = exported(screen, "Report one page, to read and print", tmp_path)
    alone = screen.page.context.new_page()
    asked: list[str] = []
    complained: list[str] = []
    alone.on("request", lambda request: asked.append(request.url))
    alone.on("console", lambda message: complained.append(message.text))

    alone.goto(figure.as_uri())
    for said in ("sin", "x²", "exp", "rad", "h1.1"):
        expect(alone.get_by_text(said, exact=True)).to_be_visible()
    box = alone.locator("svg").bounding_box()
    assert box is not None and box["width"] == pytest.approx(89 / 25.4 * 96, abs=1)

    alone.goto(report.as_uri())
    expect(alone.get_by_role("heading", name="Methods")).to_be_visible()
    formula = alone.locator("math").first
    expect(formula).to_be_visible()
    high = formula.bounding_box()
    assert high is not None and high["height"] > 20, "mathematics is set in two dimensions"
    drawn = alone.locator("figure svg").first.bounding_box()
    assert drawn is not None and drawn["width"] > 300
    wide, seen = alone.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= seen, "nothing runs out of the page"
    assert asked == [figure.as_uri(), report.as_uri()] and complained == []


def test_every_plot_saves_itself_in_the_colours_of_paper(screen: Screen, tmp_path: Path) -> None:
    page = screen.page
    page.emulate_media(color_scheme="dark")
    page.get_by_role("navigation", name="Views").get_by_role("button", name="Network").click()
    plots = ["Train and test error against step", "Versions by complexity and test error"]
    files = [plot(page, label, tmp_path) for label in plots]
    screen.select("x1 → h1.1")
    page.mouse.move(4, 4)  # off the candidates: one pointed at would be tried on the curve
    files.append(plot(page, "Curve of x1 → h1.1", tmp_path))
    page.get_by_role("navigation", name="Views").get_by_role("button", name="Fit", exact=True).click()
    predicted = page.get_by_role("button", name="Save plot: Predicted by the formula")
    files.append(plot(page, (predicted.get_attribute("aria-label") or "").split(": ", 1)[1], tmp_path))
    for file in files:
        text = file.read_text()
        root = ElementTree.fromstring(text)
        assert len(list(root.iter())) > 10, file
        assert "var(" not in text and "class=" not in text
        paper = next(root.iter("{http://www.w3.org/2000/svg}rect"))
        assert paper.get("fill") == "#ffffff"
        assert "rgb(233, 237, 243)" not in text, "the ink of the dark screen"
        assert file.with_suffix(".png").read_bytes().startswith(b"\x89PNG")


def plot(page: Page, label: str, folder: Path) -> Path:
    """A plot as SVG, and beside it as PNG."""
    found = []
    for format in ("SVG", "PNG"):
        page.get_by_role("button", name=f"Save plot: {label}", exact=True).click()
        menu = page.get_by_role("menu", name=f"Save plot: {label}", exact=True)
        item = menu.get_by_role("menuitem", name=format, exact=True)
        found.append(saved(page, folder, item.click))
    svg, png = found
    assert svg.with_suffix(".png") == png
    return svg
