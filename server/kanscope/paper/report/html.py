"""Elements of HTML as text. Whatever is not marked as markup is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


class Markup(str):
    """Text that is HTML already."""


def tag(name: str, *inner: str, **attributes: str) -> Markup:
    """An element; `class_="x"` is written class="x"."""
    told = "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{told}>{''.join(map(shown, inner))}</{name}>")


def shown(text: str) -> Markup:
    """Text as HTML says it; what no page may hold is told by a sign."""
    if isinstance(text, Markup):
        return text
    return Markup(
        escape("".join(sign if sign.isprintable() or sign in "\n\t" else "\ufffd" for sign in text))
    )


def section(title: str, *inner: str) -> Markup:
    """A part of the report under its heading."""
    return tag("section", tag("h2", title), *inner)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[int] = ()) -> Markup:
    """Rows under their heads; columns in `numbers` stand to the right."""

    def cell(kind: str, k: int, text: str) -> Markup:
        return tag(kind, text, class_="number") if k in numbers else tag(kind, text)

    head = tag("tr", *(cell("th", k, text) for k, text in enumerate(heads)))
    body = [tag("tr", *(cell("td", k, text) for k, text in enumerate(row))) for row in rows]
    return tag("table", tag("thead", head), tag("tbody", *body))
