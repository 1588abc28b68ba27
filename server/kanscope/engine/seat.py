"""A place where one worker process sits, and sits again when it has died."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from kanscope.engine.process import WorkerProcess

PATIENCE = 30.0
"""Longest pause, in seconds, between two starts of a worker that dies while starting."""

Launch = Callable[[], Awaitable[WorkerProcess]]


class Seat:
    """Keeps one worker running. `lost` is told in words each time it has died, before the next one starts."""

    def __init__(self, launch: Launch, lost: Callable[[str], None]) -> None:
        self._launch, self._lost = launch, lost
        self._process: asyncio.Future[WorkerProcess] = asyncio.get_running_loop().create_future()
        self._keeper = asyncio.ensure_future(self._keep())

    @property
    def taken(self) -> WorkerProcess | None:
        """The worker that sits here now, if one does."""
        return self._process.result() if self._process.done() else None

    async def worker(self) -> WorkerProcess:
        """The worker that sits here, waiting for one if need be."""
        return await asyncio.shield(self._process)

    async def close(self) -> None:
        """End the worker; nothing is told as lost any more."""
        self._keeper.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._keeper
        if self._process.done():
            await self._process.result().close()
        else:
            self._process.cancel()

    async def _keep(self) -> None:
        stillborn = 0
        while True:
            stillborn = 0 if await self._one_life() else stillborn + 1
            await asyncio.sleep(min(PATIENCE, 0.1 * 2**stillborn) if stillborn else 0)

    async def _one_life(self) -> bool:
        """Start a worker and see it to its end; whether it had ever been ready."""
        try:
            process = await self._launch()
        except OSError as error:
            self._lost(f"it could not be started: {error}")
            return False
        self._process.set_result(process)
        detail = await asyncio.shield(process.gone)
        self._process = asyncio.get_running_loop().create_future()
        self._lost(detail)
        return process.ready.is_set()
