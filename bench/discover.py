"""How often a law is found, under which conditions and how soon: the command itself, judged from outside."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from bench.discovery import page, results
from bench.discovery.laws import laws
from bench.discovery.results import Result
from bench.discovery.runs import Job, run
from bench.discovery.tables import CONDITIONS
from bench.row import Row

BUDGET = 120.0
WHOLE = {"feynman": "odd Feynman laws", "curves": "Morse, Lorentz and Gompertz"}


def rows(options: Sequence[str] = ()) -> Iterator[Row]:
    """Runs what has no result yet, writes the page, and counts all there are.

    --conditions A,B · --ids 1,3 · --jobs N at a time · --budget SECONDS · --anew: though there is a result.
    """
    asked = _parsed(options)
    known = {} if asked.anew else results.kept()
    jobs = [
        Job(law, name, asked.budget) for name in asked.conditions for law in laws() if _wanted(law.id, asked)
    ]
    waiting = [job for job in jobs if job.key not in known]
    results.RESULTS.parent.mkdir(exist_ok=True)
    with ThreadPoolExecutor(asked.jobs) as pool:
        for done, result in enumerate(pool.map(run, waiting), 1):
            results.keep(result)
            print(f"  {done}/{len(waiting)} {_said(result)}", flush=True)
    results.tidy()
    page.write(results.kept())
    yield from _counted(list(results.kept().values()))


def _parsed(options: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench ARGS=discover")
    parser.add_argument("--conditions", type=_conditions, default=list(CONDITIONS))
    parser.add_argument("--ids", type=lambda text: text.split(","), default=[])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--budget", type=float, default=BUDGET)
    parser.add_argument("--anew", action="store_true")
    return parser.parse_args(options)


def _conditions(text: str) -> list[str]:
    names = text.split(",")
    unknown = [name for name in names if name not in CONDITIONS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]}: choose among {', '.join(CONDITIONS)}")
    return names


def _wanted(id: str, asked: argparse.Namespace) -> bool:
    return not asked.ids or id in asked.ids


def _said(result: Result) -> str:
    verdict = "exact" if result["exact"] else "build" if result["build"] else f"no ({result['why']})"
    return f"{result['condition']} {result['id']}: {verdict}, {result['seconds']:.1f} s, {result['formula']}"


def _counted(found: Sequence[Result]) -> Iterator[Row]:
    for name, condition in CONDITIONS.items():
        for part, called in WHOLE.items():
            mine = [one for one in found if one["condition"] == name and one["set"] == part]
            if mine:
                title = f"discover: {called} {condition.said}"
                yield Row(f"{title}, exact", _count(mine, "exact"), None, f"of {len(mine)}", None)
                yield Row(f"{title}, right in build", _count(mine, "build"), None, f"of {len(mine)}", None)
                yield Row(f"{title}, median time", median(one["seconds"] for one in mine), None, "s", None)


def _count(found: Sequence[Result], what: str) -> int:
    return sum(bool(one[what]) for one in found)
