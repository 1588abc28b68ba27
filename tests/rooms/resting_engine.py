"""An engine at rest: it takes jobs and tells what the test has it tell. What is tested here is the room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kanscope.engine.engine import Event, Job, Listener


class RestingEngine:
    """Keeps the jobs it was given; `tell` speaks in a worker's place."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.forgotten: list[str] = []
        self.said: list[tuple[str, str]] = []
        self._listener: Listener | None = None

    async def open(self, listener: Listener) -> None:
        """Remember who listens."""
        self._listener = listener

    def tell(self, event: Event) -> None:
        """Say what a worker would."""
        assert self._listener is not None
        self._listener(event)

    async def start(self, job: Job) -> None:
        """Take the job, and rest."""
        self.jobs.append(job)

    def control(self, study: str, run: str, action: str, changes: Mapping[str, float]) -> None:
        """Remember what was said to which run."""
        self.said.append((run, action))

    def forget(self, study: str) -> None:
        """Remember what was forgotten."""
        self.forgotten.append(study)

    async def ask(
        self,
        query: str,
        arguments: Mapping[str, Any],
        blobs: Mapping[str, bytes],
        *,
        newest_of: str | None = None,
    ) -> Any:
        """Nobody asks here."""
        raise NotImplementedError

    def workers(self) -> list[int]:
        """None."""
        return []

    async def close(self) -> None:
        """Nothing to end."""
