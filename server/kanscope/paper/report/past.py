"""How the result came about: the front, the history, notes, and what it was computed with."""

from __future__ import annotations

from collections.abc import Iterator

from kanscope.paper.references import LISTED
from kanscope.paper.report.found import Found
from kanscope.paper.report.html import Markup, section, table, tag
from kanscope.paper.report.numbers import day, error
from kanscope.paper.report.plots import front as front_plot
from kanscope.paper.told import Told, ToldAct
from kanscope.study.cost import MEASURE


def past(told: Told, found: Found) -> Iterator[Markup]:
    """Everything after the data."""
    if len(told.front) > 1:
        yield _front(told)
    yield section("Methods", tag("p", methods_text(told, found)))
    yield _history(told)
    if told.notes:
        yield _notes(told)
    yield _provenance(told, found)
    yield section("References", tag("ol", *(tag("li", reference) for reference in LISTED)))


def methods_text(told: Told, found: Found) -> str:
    """The paragraph, to be pasted; numbers in brackets are those of the references."""
    software = ", ".join(f"{name} {version}" for name, version in found.software.items())
    return f"{told.methods} Computed with {software} [3]."


def _front(told: Told) -> Markup:
    drawn = front_plot(told.front, told.front_part)
    plot = tag("figure", Markup(drawn), tag("figcaption", MEASURE)) if drawn else Markup("")
    leads = [state for state in told.front if state.leads]
    rows = (
        (
            str(state.complexity),
            error(state.rmse),
            f"{state.text} (this report)" if state.now else state.text,
            tag("code", state.formula) if state.formula else "",
        )
        for state in leads
    )
    heads = ("complexity", f"{told.front_part} RMSE", "version", "formula")
    return section("Front", plot, table(heads, rows, numbers=(0, 1)))


def _history(told: Told) -> Markup:
    rows = ((str(act.number), _act(act), _who(act), day(act.at), error(act.test_rmse)) for act in told.acts)
    heads = ("", "what", "who", "when (UTC)", "test RMSE")
    return section("History", table(heads, rows, numbers=(0, 4)))


def _act(act: ToldAct) -> str:
    named = f"{act.text} (“{act.name}”)" if act.name else act.text
    return f"{named}. {act.note}" if act.note else named


def _who(act: ToldAct) -> str:
    return f"{act.author}, proposed by {act.credit}" if act.credit else act.author


def _notes(told: Told) -> Markup:
    rows = ((note.about, note.text, note.author, day(note.at)) for note in told.notes)
    return section("Notes", table(("on", "what was said", "who", "when (UTC)"), rows))


def _provenance(told: Told, found: Found) -> Markup:
    rows = (
        ("version", told.id),
        ("table (SHA-256 of its packed bytes)", told.table.removeprefix("sha:")),
        ("seed of the division of rows", str(told.seed)),
        ("seed of the network", str(told.network_seed)),
        *((name, version) for name, version in found.software.items()),
    )
    return section("Provenance", table(("what", "value"), rows))
