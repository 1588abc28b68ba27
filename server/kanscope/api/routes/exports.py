"""What a person takes away."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.responses import Response

from kanscope.api.deps import HouseDep, RoomDep
from kanscope.api.errors import Denied
from kanscope.api.source import RoomSource
from kanscope.symbolic.export.formats import Format
from kanscope.taking.catalogue import WRITERS, Whole
from kanscope.taking.figure import Picture
from kanscope.taking.taken import CannotTake, study_of

router = APIRouter(tags=["exports"])


@router.get("/studies/{study}/export", response_class=Response)
async def export(
    room: RoomDep,
    house: HouseDep,
    format: Format | Picture | Whole,
    version: str | None = None,
    columns: Annotated[int | None, Query(ge=1, le=2)] = None,
) -> Response:
    """A version as a file: its formula in a language, its rows, its history as Python, its figure, a report.

    `columns`: how many of a journal's the figure is as wide as; as suits the network unless told. 409 when
    the format cannot say what there is.
    """
    source = RoomSource.of(room, house, version, columns)
    try:
        taken = await WRITERS[format](source)
    except CannotTake as reason:
        raise Denied(409, "refused", reason.reason, field="format", hint=reason.hint) from reason
    kind = f"{taken.media}; charset=utf-8" if isinstance(taken.content, str) else taken.media
    offered = disposition(f"{study_of(source).name}.{taken.ending}")
    return Response(taken.content, media_type=kind, headers={"Content-Disposition": offered})


def disposition(name: str) -> str:
    """A header that offers a file under this name, whatever signs are in it (RFC 6266)."""
    kept = "".join(sign for sign in name if sign.isprintable() and sign not in '/\\:*?"<>|')[-120:]
    plain = unicodedata.normalize("NFKD", kept).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", plain).strip(" .") or "formula"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(kept, safe='')}"
