"""`kanscope discover`: a table in, a law out, alone."""

from __future__ import annotations

import json
import sys

import numpy as np
import torch

from kanscope.discover.answer import Answer, answer, mean
from kanscope.discover.asked import Asked
from kanscope.discover.clock import Clock
from kanscope.discover.library import allowed
from kanscope.discover.progress import Progress
from kanscope.discover.report import report
from kanscope.discover.search import problem, search
from kanscope.discover.table import Chosen, chosen
from kanscope.discover.unusable import Unusable
from kanscope.symbolic.discovery.finish import finish
from kanscope.symbolic.discovery.stages import stages
from kanscope.symbolic.symbols import safe_symbols

FOUND, WRONG, INTERRUPTED = 0, 2, 130
"""Exit codes."""


def run(asked: Asked, as_json: bool) -> int:
    """Looks for a law and prints it on standard output; the exit code."""
    clock, progress = Clock(asked.budget), Progress(sys.stderr)
    torch.set_num_threads(1)
    try:
        given = chosen(asked.file, asked.target, asked.inputs, asked.seed)
        found, why = discover(given, asked, clock, progress)
    except Unusable as reason:
        progress.say(str(reason))
        return WRONG
    except KeyboardInterrupt:
        progress.say("Interrupted before anything was found.")
        return INTERRUPTED
    seconds = round(clock.seconds, 2)
    sys.stdout.write(_as_json(found, seconds) if as_json else report(found, why, seconds) + "\n")
    return INTERRUPTED if why == "interrupted" else FOUND


def discover(given: Chosen, asked: Asked, clock: Clock, progress: Progress) -> tuple[Answer, str]:
    """The answer, and why the search ended."""
    symbols, inside = safe_symbols(given.data.inputs), allowed(asked.library)
    context = given.context()
    for notice in given.notices:
        progress.say(notice)
    with np.errstate(all="ignore"):
        walk = stages(problem(context, symbols), seed=asked.seed)
        searched = search(walk, clock, asked.stages, progress.stage)
        progress.end()
        if searched.fault is not None:
            progress.say(f"A fault ended the search: {searched.fault}. What was found before it stands.")
        if searched.stage is None:
            return answer(given, symbols, [mean(context, symbols)] * 2, 0), searched.why
        last = finish(searched.stage)
        return answer(given, symbols, [last.best, *last.front], last.number, inside), searched.why


def _as_json(found: Answer, seconds: float) -> str:
    return json.dumps(found.as_json(seconds), ensure_ascii=False, allow_nan=False) + "\n"
