"""One step of a script."""

from __future__ import annotations

from kanscope.study.value import Value


class Act(Value):
    """What was done, as a sentence and as Python; `differs` says where the two part, None if they do not."""

    version: str
    text: str
    code: str
    differs: str | None = None
