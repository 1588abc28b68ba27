"""The first page: what was found, how it looks, and how far off it is."""

from __future__ import annotations

from collections.abc import Iterator

from kanscope.paper.report.found import Found, Output
from kanscope.paper.report.html import Markup, section, table, tag
from kanscope.paper.report.numbers import day, error, r2
from kanscope.paper.report.plots import scatter
from kanscope.paper.told import Told

WIDEST, LONGEST_UNKNOWN = 260, 600
"""Signs of a formula: longer ones would not fit on a line as mathematics; and so long an unfinished one says
nothing that the figure does not."""
PARTS = {"train": "training", "test": "test", "sealed": "sealed", "beyond": "beyond the inner rows"}


def head(told: Told) -> Markup:
    """Title, version, and what the whole comes to."""
    last = told.acts[-1]
    said = f"Version {last.number}: {told.version}. {last.author}, {day(last.at)} UTC."
    return Markup(tag("h1", told.study) + tag("p", said, class_="quiet"))


def result(told: Told, found: Found) -> Iterator[Markup]:
    """Verdict, figure, formulas, errors."""
    several = len(found.outputs) > 1
    for output in found.outputs:
        said = f"{output.target}: {output.verdict}" if several else output.verdict
        yield tag("p", said, class_="verdict")
    figure = Markup(found.figure)
    yield tag("figure", figure, tag("figcaption", _caption(told)))
    yield section("Formula", *(part for output in found.outputs for part in _formula(output, told)))
    yield section("Errors", *(part for output in found.outputs for part in _errors(output, told)))


def _caption(told: Told) -> str:
    named = sum(edge.status == "symbolic" for edge in told.edges)
    some = f", {named} of which are named (green)" if named else ""
    return (
        f"The network: {len(told.edges)} edges{some}. Lines are as thick as an edge matters to its layer. "
        "All curves of a layer share one scale; blue is above zero, orange below."
    )


def _formula(output: Output, told: Told) -> Iterator[Markup]:
    if len(output.text) > LONGEST_UNKNOWN and not output.complete:
        told_above = (
            f"{output.target} is as the figure shows it: with names on its edges it will be a formula."
        )
        yield tag("p", told_above)
        return
    if len(output.text) <= WIDEST:
        yield tag("div", Markup(output.mathml), class_="formula")
    yield tag("p", tag("code", f"{output.target} = {output.text}"))
    units = [f"{name} in {unit}" for name, unit in told.units.items() if name in _in_use(told)]
    if units:
        yield tag("p", f"{', '.join(units)}.", class_="quiet")


def _in_use(told: Told) -> set[str]:
    return {column.name for column in told.columns if column.role != "not used"}


def _errors(output: Output, told: Told) -> Iterator[Markup]:
    unit = None if output.log else told.units.get(output.target)
    where = f"ln {output.target}" if output.log else output.target
    yield tag("p", f"Root mean square errors of {where}{f', in {unit}' if unit else ''}.")
    heads = ("rows", "how many", "spread", "network", "formula", "R² of the formula")
    yield table(
        heads,
        (
            (
                PARTS.get(part["part"], part["part"]),
                str(part["rows"]),
                error(part["spread"]),
                error(part["network_rmse"]),
                error(part["formula_rmse"]),
                r2(part["formula_r2"]),
            )
            for part in output.parts
        ),
        numbers=(1, 2, 3, 4, 5),
    )
    drawn = scatter(output.scatter, output.target)
    if drawn:
        caption = f"Rows the training has not seen: {output.target} as the network predicts it and as it is."
        yield tag("figure", Markup(drawn), tag("figcaption", caption))
