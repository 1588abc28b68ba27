"""The rows as the study uses them, to be taken away: `rows{}`."""

from __future__ import annotations

import csv
import io
from typing import Any

from kanscope.engine.worker.queries.asked import Asked
from kanscope.study.script.opening import header


def rows(asked: Asked) -> dict[str, Any]:
    """{text}: CSV, columns in use (“ln x” where x is used as its logarithm) and the part each row is in.

    Numbers are written so that they read back to the same bits.
    """
    context = asked.session().context
    data = context.data
    parts = dict.fromkeys(context.train.tolist(), "train")
    parts |= dict.fromkeys(context.check.tolist(), "test") | dict.fromkeys(context.sealed.tolist(), "sealed")
    file = io.StringIO()
    out = csv.writer(file, lineterminator="\n")
    out.writerow([*(header(data, name) for name in (*data.inputs, *data.targets)), "part"])
    for k, (x, y) in enumerate(zip(context.x.tolist(), context.y.tolist(), strict=True)):
        out.writerow([*map(repr, x), *map(repr, y), parts[k]])
    return {"text": file.getvalue()}
