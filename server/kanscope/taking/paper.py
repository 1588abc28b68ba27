"""Everything that goes with an article, in one zip."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import get_args

from kanscope.paper.pack import curves_text, files, zipped
from kanscope.taking.figure import Picture, figure
from kanscope.taking.formula import formula
from kanscope.taking.taken import CannotTake, Source, Taken
from kanscope.taking.telling import told


async def paper(source: Source) -> Taken:
    """Figure, formula, report, data, references, the study; no program while edges have no name."""
    facts = await told(source)
    made: dict[str, str | bytes] = {}
    for picture in get_args(Picture):
        made[f"figure.{picture}"] = (await figure(picture)(source)).content
    answer = await source.ask("report", told=facts.model_dump(mode="json"))
    made |= {
        "report.html": answer["text"],
        "methods.txt": f"{answer['methods']}\n",
        "formula.tex": answer["tex"],
    }
    with suppress(CannotTake):  # no program can say it yet; the README tells so
        made["formula.py"] = (await formula("python")(source)).content
    made["curves.csv"] = curves_text((await source.ask("curves"))["curves"])
    made["study.kanscope"] = await source.parcel()
    data = await asyncio.to_thread(zipped, files(facts, made))
    return Taken(data, "paper.zip", "application/zip")
