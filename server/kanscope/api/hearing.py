"""Work for somebody who may hang up."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from fastapi import HTTPException, Request

Answer = TypeVar("Answer")


async def while_heard(request: Request, work: Coroutine[Any, Any, Answer]) -> Answer:
    """The answer of `work`, which is cancelled when the asker hangs up. The body must have been read."""
    working = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_hung_up(request))
    try:
        await asyncio.wait([working, gone], return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise HTTPException(499, "The asker hung up.")  # nobody reads it
    finally:
        gone.cancel()
        working.cancel()


async def _hung_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
