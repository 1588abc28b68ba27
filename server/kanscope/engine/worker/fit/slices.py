"""What is said beyond the data: along one input, past both its ends, the others at their median."""

from __future__ import annotations

from typing import Any

import torch

from kanscope.engine.worker.fit.rivals import Rivals, told
from kanscope.engine.worker.session.session import Session

POINTS = 121
PAST = 0.5
"""Of the range of the rows, at either end."""


def slice_along(session: Session, output: int, rivals: Rivals, input: int) -> dict[str, Any]:
    """{name, log, lo, hi, x, network, formula}: lo to hi is where the rows are; all in the user's unit."""
    context, data = session.context, session.context.data
    seen = torch.cat([context.train, context.check])
    column = context.x[seen, input]
    lo, hi = column.min(), column.max()
    room = PAST * (hi - lo)
    x = context.x[seen].median(0).values.repeat(POINTS, 1)
    x[:, input] = torch.linspace(float(lo - room), float(hi + room), POINTS, dtype=x.dtype)
    log, target = data.inputs[input] in data.logs, data.targets[output] in data.logs
    ends = told(torch.stack([lo, hi]), log)
    found: dict[str, Any] = {
        "name": data.inputs[input],
        "log": log,
        "lo": ends[0],
        "hi": ends[1],
        "x": told(x[:, input], log),
    }
    for name, guess in rivals.each().items():
        found[name] = None if guess is None else told(guess(x), target)
    return found
