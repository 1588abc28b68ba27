"""The formula to take away."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal
from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import Response

from kanscope.api.deps import HouseDep, RoomDep
from kanscope.api.errors import Denied
from kanscope.api.routes.queries import ask_export
from kanscope.study.records import Study
from kanscope.symbolic.export.formats import FILES, Format

router = APIRouter(tags=["exports"])

Later = Literal["svg", "pdf", "png", "report", "paper", "onnx", "kanscope"]
"""Formats that have a name already, and no file yet."""


@router.get("/studies/{study}/export", response_class=Response)
async def export(
    room: RoomDep, house: HouseDep, format: Format | Later, version: str | None = None
) -> Response:
    """The formula in a language, all targets in one file; 409 when the format cannot say it."""
    if format not in FILES:
        raise Denied(
            422, "format", f"{format} is not in this version.", field="format", hint=", ".join(FILES)
        )
    answer = await ask_export(format, version, room, house)
    if "refused" in answer:
        hint = "Name the edges that have no name yet, or take latex or sympy, where they are φ."
        raise Denied(409, "refused", answer["refused"], field="format", hint=hint)
    about = room.records["study"]
    assert isinstance(about, Study)
    file = FILES[format]
    return Response(
        answer["text"],
        media_type=f"{file.media}; charset=utf-8",
        headers={"Content-Disposition": disposition(f"{about.name}.{file.ending}")},
    )


def disposition(name: str) -> str:
    """A header that offers a file under this name, whatever signs are in it (RFC 6266)."""
    kept = "".join(sign for sign in name if sign.isprintable() and sign not in '/\\:*?"<>|')[-120:]
    plain = unicodedata.normalize("NFKD", kept).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", plain).strip(" .") or "formula"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(kept, safe='')}"
