"""docs/bench-discover.md: every law under every condition, failures included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median

from bench.discovery.laws import Law, laws
from bench.discovery.results import Result
from bench.discovery.tables import CONDITIONS

PAGE = Path(__file__).parents[2] / "docs" / "bench-discover.md"
WIDEST = 90
"""Characters of a formula that are printed; the whole of it is in bench/results/discover.jsonl."""

HEAD = """# Discovery, law by law

Written by `make bench ARGS=discover`; do not edit. The laws are every odd number of pykan's Feynman set from
1 to 99 with pykan's ranges (`bench/laws/feynman.json`), fixed before the first run, and three curves of
textbooks (`bench/laws/curves.json`). Each table has 1,000 rows drawn uniformly with seed 0, unless its
condition says otherwise (`bench/discovery/tables.py`). Each law is a fresh process,
`kanscope discover TABLE --target y --json`, a budget of 60 seconds, one thread.
Seconds are of the whole process,
starting included, on a machine on which other work ran beside it. None of these laws is fresh to the search:
the odd laws and the curves were looked at, and their failures studied, while it was built.

**exact**: with constants that agree with the printed ones to three significant digits, the formula *is* the
law up to one factor or one summand: on 500 fresh rows without noise the two differ by less than 1e-9 of the
spread (`bench/judge/identity.py`). **build**: the same with constants that are off by less than a factor of
two. **–**: neither. SymPy, asked too whether difference or ratio simplify to a number after rounding to three
digits, says so for as many of the exact ones as the last column tells. The judge imports nothing of the
program it judges.
"""


def write(results: Mapping[tuple[str, str], Result], file: Path = PAGE) -> None:
    """The whole page from all results there are."""
    done = [name for name in CONDITIONS if any(condition == name for condition, _ in results)]
    parts = [HEAD, "## In all", _summary(results, done)]
    for name in done:
        parts += [f"## {CONDITIONS[name].said.capitalize()}", _table(_of(results, name))]
    file.write_text("\n\n".join(part.strip() for part in parts) + "\n")


def _of(results: Mapping[tuple[str, str], Result], condition: str) -> list[tuple[Law, Result]]:
    return [(law, results[condition, law.id]) for law in laws() if (condition, law.id) in results]


def _summary(results: Mapping[tuple[str, str], Result], done: Sequence[str]) -> str:
    rows = [
        _counted(CONDITIONS[name].said, part, [r for law, r in _of(results, name) if law.set == part])
        for name in done
        for part in ("feynman", "curves")
    ]
    head = ("condition", "laws", "exact", "build only", "neither", "median s", "longest s", "SymPy says so")
    return _lined([head, *(row for row in rows if row)])


def _counted(said: str, part: str, results: Sequence[Result]) -> tuple[str, ...]:
    if not results:
        return ()
    whole = sum(law.set == part for law in laws())
    exact = [result for result in results if result["exact"]]
    build = sum(result["build"] and not result["exact"] for result in results)
    seconds = [result["seconds"] for result in results]
    return (
        f"{said}, {part}",
        str(len(results)) if len(results) == whole else f"{len(results)} of {whole} so far",
        f"{len(exact)} ({len(exact) / len(results):.0%})",
        str(build),
        str(len(results) - len(exact) - build),
        f"{median(seconds):.1f}",
        f"{max(seconds):.0f}",
        f"{sum(bool(result['simplified']) for result in exact)} of {len(exact)}",
    )


def _table(found: Iterable[tuple[Law, Result]]) -> str:
    head = ("law", "", "formula found", "verdict", "s")
    return _lined([head, *(_line(law, result) for law, result in found)])


def _line(law: Law, result: Result) -> tuple[str, ...]:
    verdict = "exact" if result["exact"] else "build" if result["build"] else f"– {result['why']}"
    formula = result["formula"] or ""
    shown = formula if len(formula) <= WIDEST else formula[:WIDEST] + "…"
    return (law.name, _code(law.text), _code(shown), verdict.replace("|", "/"), f"{result['seconds']:.1f}")


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|") if text else ""


def _lined(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    rule = "|" + "---|" * len(head)
    return "\n".join(
        ["| " + " | ".join(row) + " |" for row in (head,)] + [rule] + [f"| {' | '.join(r)} |" for r in body]
    )
