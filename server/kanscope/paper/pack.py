"""All that goes with an article, in one zip: equal studies give equal bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from kanscope.paper.references import bibtex
from kanscope.paper.report.data import about, rows
from kanscope.paper.report.numbers import plain
from kanscope.paper.told import Told, ToldEdge
from kanscope.version import __version__

Files = Mapping[str, str | bytes]
_EPOCH = (1980, 1, 1, 0, 0, 0)
_WHAT = {
    "figure.svg": "the network, to be edited",
    "figure.pdf": "the network, for LaTeX: \\includegraphics{figure}",
    "figure.png": "the network, 600 dots an inch",
    "formula.tex": "the formula, an equation a target",
    "formula.py": "the formula as a program: predict(columns)",
    "coefficients.csv": "every edge: its function, and a to d of c·f(a·x + b) + d in the columns' units",
    "curves.csv": "every edge as numbers: x and y at 64 places, in the columns' units",
    "report.html": "all of it to read and print",
    "methods.txt": "a paragraph on methods, to be pasted",
    "data.md": "the table: columns, units, roles, rows",
    "references.bib": "what to cite",
    "study.kanscope": "the study as a whole, to be taken in and computed again",
}


def files(told: Told, made: Files) -> Files:
    """What was made of the network, and what the records alone say."""
    own: Files = {
        "coefficients.csv": coefficients(told.edges),
        "data.md": described(told),
        "references.bib": bibtex(),
    }
    together = {**made, **own}
    ordered = {name: together[name] for name in _WHAT if name in together}
    return {"README.md": readme(told, ordered), **ordered}


def zipped(parts: Files) -> bytes:
    """The files, each under its name in a folder of its own."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as into:
        for name, content in parts.items():
            whole = name.endswith((".kanscope", ".png"))
            kind = zipfile.ZIP_STORED if whole else zipfile.ZIP_DEFLATED
            into.writestr(zipfile.ZipInfo(f"paper/{name}", _EPOCH), content, kind)
    return file.getvalue()


def curves_text(curves: Iterable[Mapping[str, Sequence[float] | str]]) -> str:
    """CSV edge, x, y."""
    return _csv(
        ("edge", "x", "y"),
        ((one["edge"], x, y) for one in curves for x, y in zip(one["x"], one["y"], strict=True)),
    )


def coefficients(edges: Sequence[ToldEdge]) -> str:
    """CSV, an edge a line; numbers are empty where an edge has no name, and have all their digits."""
    heads = ("edge", "name", "function", "shown", *"abcd", "exact", "r2", "score")
    lines = (
        (
            edge.id,
            edge.name,
            edge.function or "",
            edge.shown or "",
            *(_exactly(value) for value in (edge.a, edge.b, edge.c, edge.d)),
            edge.exact,
            _exactly(edge.r2),
            _exactly(edge.score),
        )
        for edge in edges
    )
    return _csv(heads, lines)


def described(told: Told) -> str:
    """The table in Markdown."""
    heads = ("column", "role", "unit", "kind", "missing", "least", "largest")
    lines = [(*about(column), plain(column.minimum), plain(column.maximum)) for column in told.columns]
    body = [heads, ("---",) * len(heads), *lines]
    text = "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in body)
    return "\n\n".join(("# Data", *rows(told), text, f"SHA-256 of the table as packed: {told.table}")) + "\n"


def readme(told: Told, parts: Iterable[str]) -> str:
    """What is in the zip, and how to compute the study again."""
    listed = "\n".join(f"- `{name}`: {_WHAT[name]}" for name in parts)
    missing = "" if "formula.py" in set(parts) else "\nThere is no formula.py while edges have no name.\n"
    return f"""# {_cell(told.study)}

{_cell(told.version)} ({told.id}).

{listed}
{missing}
## To compute it again

```sh
pip install kanscope=={__version__}
kanscope replay study.kanscope    # exit 0: every version comes out the same
kanscope import study.kanscope    # then `kanscope` opens it in the browser
```

The same versions of KANscope and PyTorch on the same kind of processor give the same bits; elsewhere `replay`
says how far off the last digits are.
"""


def _cell(text: str) -> str:
    """On one line, and no sign of Markdown or HTML in it."""
    one_line = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|" else sign for sign in one_line)


def _exactly(value: float | None) -> str:
    return "" if value is None else repr(value)


def _csv(heads: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    file = io.StringIO()
    out = csv.writer(file, lineterminator="\n")
    out.writerow(heads)
    out.writerows(lines)
    return file.getvalue()
