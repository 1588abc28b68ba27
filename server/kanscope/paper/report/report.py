"""A study as one page of HTML: no script, nothing from outside, ready for A4."""

from __future__ import annotations

from kanscope.paper.report.data import data
from kanscope.paper.report.found import Found
from kanscope.paper.report.html import Markup, tag
from kanscope.paper.report.past import past
from kanscope.paper.report.result import head, result
from kanscope.paper.report.style import STYLE
from kanscope.paper.told import Told

_ALLOWED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def report(told: Told, found: Found) -> str:
    """The whole page."""
    body = tag("main", head(told), *result(told, found), data(told), *past(told, found))
    allowed = Markup(f'<meta http-equiv="Content-Security-Policy" content="{_ALLOWED}">')
    top = Markup('<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n')
    page = tag(
        "html", tag("head", top, allowed, tag("title", told.study), _style()), tag("body", body), lang="en"
    )
    return f"<!doctype html>\n{page}\n"


def _style() -> Markup:
    return tag("style", Markup(STYLE))
