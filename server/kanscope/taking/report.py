"""The version as a page to read, print and send."""

from __future__ import annotations

from kanscope.taking.taken import Source, Taken
from kanscope.taking.telling import told


async def report(source: Source) -> Taken:
    """One HTML file that needs nothing else."""
    facts = await told(source)
    answer = await source.ask("report", told=facts.model_dump(mode="json"))
    return Taken(answer["text"], "html", "text/html")
