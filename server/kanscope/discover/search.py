"""Discovery run by somebody with a clock: stages until time is up, or there is no more to find."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kanscope.discover.clock import Clock, TimeIsUp
from kanscope.engine.worker.session.context import Context
from kanscope.symbolic.discovery.pool import Candidate
from kanscope.symbolic.discovery.problem import Problem
from kanscope.symbolic.discovery.stage import Stage
from kanscope.symbolic.discovery.stages import stages

Ending = Literal["end", "stages", "budget", "interrupted", "fault"]

Told = Callable[[Stage, float], None]
"""Hears of every stage, with the seconds since the start."""


@dataclass(frozen=True)
class Searched:
    """The last whole stage (None: not even the first was), and why it was the last.

    `fault`: what broke, where that ended the search.
    """

    stage: Stage | None
    why: Ending
    fault: str | None = None


def problem(context: Context, symbols: Mapping[str, str]) -> Problem:
    """The rows that are not sealed; check rows choose. `symbols` {symbol: column} in the inputs' order."""
    rows = np.sort(np.concatenate([context.train.numpy(), context.check.numpy()]))
    check = np.isin(rows, context.check.numpy())
    return Problem(context.x.numpy()[rows], context.y.numpy()[rows, 0], tuple(symbols), check)


def search(walk: Iterator[Stage], clock: Clock, most: int | None, told: Told) -> Searched:
    """Pulls stages to their end, or until there were `most`, time is up, somebody interrupts, or one breaks.

    What a stage that was cut off has put into the pool is taken out again: so many whole stages always give
    the same.
    """
    last: Stage | None = None
    held: list[Candidate] = []
    why: Ending
    fault: str | None = None
    try:
        with clock.alarm():
            for stage in walk:
                last, held = stage, list(stage.pool.candidates)
                told(stage, clock.seconds)
                if most is not None and stage.number >= most:
                    return Searched(stage, "stages")
                if clock.left <= 0:
                    return Searched(stage, "budget")
        return Searched(last, "end")
    except TimeIsUp:
        why = "budget"
    except KeyboardInterrupt:
        why = "interrupted"
    except (ArithmeticError, ValueError, TypeError, LookupError, RuntimeError) as error:
        why, fault = "fault", f"{type(error).__name__}: {error}"
    if last is not None:
        last.pool.candidates = held
    return Searched(last, why, fault)


__all__ = ["Searched", "problem", "search", "stages"]
