"""All that is kept, as one file."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import StreamingResponse

from kanscope.api.deps import HouseDep, needs
from kanscope.api.routes.exports import disposition
from kanscope.rooms.clock import now
from kanscope.storage.archive import packed

router = APIRouter(tags=["access"])


@router.get("/backup", response_class=StreamingResponse, dependencies=[needs("admin")])
async def backup(house: HouseDep) -> StreamingResponse:
    """Every study, table and token's hash with all their bytes, as of now, for `kanscope restore`.

    Nobody has to stop working meanwhile. A file that was cut short on its way is recognised as such.
    """
    at = now()
    name = f"kanscope-{at[:19].replace(':', '')}.backup"
    pieces = packed(house.store, house.blobs, at)
    return StreamingResponse(
        pieces, media_type="application/zip", headers={"Content-Disposition": disposition(name)}
    )
