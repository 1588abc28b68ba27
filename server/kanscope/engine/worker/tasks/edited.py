"""What an edit leaves."""

from __future__ import annotations

from dataclasses import dataclass

from kanscope.engine.worker.session.session import Session


@dataclass(frozen=True)
class Edited:
    """The session with its new network, and a sentence people should see, if there is one."""

    session: Session
    notice: str | None = None
