"""Keeps the house tidy: blobs nobody names any more go, once an hour while nothing is out, and checkpoints
that later ones have replaced meanwhile."""

from __future__ import annotations

import asyncio
import logging

from kanscope.rooms.lobby import Lobby
from kanscope.storage.blobs import GRACE, BlobStore
from kanscope.storage.collect import collect, drop_outdated
from kanscope.storage.failures import StoreFailed
from kanscope.storage.store import Store

log = logging.getLogger(__name__)

EVERY = 3600.0
"""Seconds between two rounds; a deleted study is an occasion for one at once."""

MOMENT = 10.0
"""Seconds a checkpoint may be on its way to its entry: tries to keep it follow one another more closely."""

LATER = 60.0
"""Seconds to wait where something is out."""


class Caretaker:
    """Goes round until cancelled."""

    def __init__(self, lobby: Lobby, store: Store, blobs: BlobStore, grace: float = GRACE):
        self._lobby, self._store, self._blobs, self._grace = lobby, store, blobs, grace
        self._moment = min(grace, MOMENT)

    async def go_round(self, every: float = EVERY, later: float = LATER) -> None:
        """Round after round."""
        while True:
            self._lobby.freed.clear()
            await self.drop_outdated()
            if not self._lobby.busy:
                await self.collect()
            try:
                await asyncio.wait_for(self._lobby.freed.wait(), later if self._lobby.busy else every)
            except TimeoutError:
                continue

    async def drop_outdated(self) -> None:
        """Checkpoints that two later ones have replaced go while their run is still out."""
        names = set(self._lobby.outdated)
        if not names:
            return
        try:
            self._lobby.outdated -= await drop_outdated(names, self._store, self._blobs, self._moment)
        except (OSError, StoreFailed) as error:
            log.warning("checkpoints that were replaced could not be removed: %s", error)

    async def collect(self) -> None:
        """One round."""
        try:
            gone = await collect(self._store, self._blobs, self._grace)
        except (OSError, StoreFailed) as error:
            log.warning("what nobody names could not be removed: %s", error)
        else:
            if gone.blobs:
                log.info("removed %d blobs nobody names, %d bytes", gone.blobs, gone.bytes)
