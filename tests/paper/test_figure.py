"""The network as a figure: what is on it, how large it is, and that no name breaks out of it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from tests.paper.networks import curve, network

from kanscope.paper.figure.figure import figure, suited
from kanscope.paper.figure.network import Network, Port
from kanscope.paper.figure.print import pdf, png

SVG = "{http://www.w3.org/2000/svg}"
KNOWN = {"svg", "title", "desc", "rect", "path", "circle", "text", "tspan"}
HOSTILE = (
    '"/><script>alert(1)</script>',
    "mass <kg> & 'more'",
    "a\x00b\x1b[31m\ud800",
    "温度 Größe",
    "x" * 400,
    "]]>&#x0;",
)


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.encode())


def texts(svg: str) -> list[str]:
    return ["".join(each.itertext()) for each in read(svg).iter(f"{SVG}text")]


def curves(svg: str) -> int:
    """Plates: a frame each, and the paper behind them."""
    return sum(1 for _ in read(svg).iter(f"{SVG}rect")) - 1


def test_inputs_units_functions_and_outputs_are_on_it_and_cut_edges_are_not() -> None:
    links = [curve((0, 0, 0), label="sin"), curve((0, 1, 0), 0.4), curve((1, 0, 0), label="exp")]
    svg = figure(network([3, 2, 1], links=links))
    assert curves(svg) == 3
    said = texts(svg)
    assert {"x1", "m/s²", "x2", "y1", "sin", "exp", "φ1,2,1", "h1.1"} <= set(said)
    assert "x3" not in said and "h1.2" not in said, "nothing leads from or to these"


def test_a_product_has_a_sign_of_its_own_with_a_wire_for_each_factor() -> None:
    links = (curve((0, 0, 0)), curve((0, 1, 1)), curve((1, 0, 0)))
    drawn = Network((Port("a"), Port("b")), (Port("c"),), ((2,), (1,)), links, "A product")
    svg = figure(drawn)
    assert curves(svg) == 4, "three plates and the square of the product"
    assert sum(1 for _ in read(svg).iter(f"{SVG}circle")) == 3, "two inputs and one sum"


@pytest.mark.parametrize(("columns", "wide"), [(1, 89), (2, 183)])
@pytest.mark.parametrize("width", [[2, 5, 1], [4, 5, 5, 1], [64, 64, 3]])
def test_it_is_as_wide_as_journal_columns_and_no_taller_than_a_page(
    width: list[int], columns: int, wide: int
) -> None:
    root = read(figure(network(width), 1 if columns == 1 else 2))
    assert root.get("width") == f"{wide}mm"
    assert 10 < float((root.get("height") or "").removesuffix("mm")) < 247


def test_a_wide_layer_is_a_matrix_with_a_cell_for_every_edge() -> None:
    svg = figure(network([64, 64, 2]))
    assert sum(1 for _ in read(svg).iter(f"{SVG}path")) == 0
    assert curves(svg) >= 64 * 64 + 64 * 2
    assert {"rises", "falls", "neither"} <= set(texts(svg))


def test_everything_stays_on_the_paper() -> None:
    for width in ([2, 5, 1], [5, 8, 8, 3], [64, 64, 10, 1], [3, 40, 40, 40, 40, 2]):
        for columns in (1, 2):
            root = read(figure(network(width), 1 if columns == 1 else 2))
            _, _, right, foot = map(float, (root.get("viewBox") or "").split())
            for box in root.iter(f"{SVG}rect"):
                x, y, w, h = (float(box.get(side, 0)) for side in ("x", "y", "width", "height"))
                assert x >= 0 and y >= 0 and x + w <= right + 0.02 and y + h <= foot + 0.02, (width, columns)


def test_a_network_without_edges_still_says_what_goes_in_and_what_comes_out() -> None:
    assert set(texts(figure(network([2, 3, 1], links=[])))) == {"x1", "m/s²", "x2", "y1"}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_out_of_it(name: str) -> None:
    svg = figure(
        network([2, 1, 1], names=[name, "b"], links=[curve((0, 0, 0), label=name), curve((1, 0, 0))])
    )
    root = read(svg)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= KNOWN
    assert not any(key.startswith("on") or "href" in key for each in root.iter() for key in each.attrib)
    assert pdf(svg).startswith(b"%PDF")


def test_equal_networks_give_equal_bytes_and_the_pdf_keeps_its_text() -> None:
    one, other = (figure(network([2, 3, 1])) for _ in range(2))
    assert one == other
    assert pdf(one) == pdf(other) and png(one) == png(other)
    assert png(one).startswith(b"\x89PNG") and b"/Font" in pdf(one)


def test_small_networks_suit_one_column() -> None:
    assert suited(network([2, 5, 1])) == 1
    assert suited(network([4, 5, 5, 1])) == 2
