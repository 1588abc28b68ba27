"""The formula to take away."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from starlette.responses import PlainTextResponse

from kanscope.api.deps import HouseDep, RoomDep
from kanscope.api.routes.queries import ask_formula

router = APIRouter(tags=["exports"])


@router.get("/studies/{study}/export", response_class=PlainTextResponse)
async def export(
    room: RoomDep, house: HouseDep, format: Literal["latex", "sympy", "python"], version: str | None = None
) -> PlainTextResponse:
    """The formula in a language, one target after the other."""
    answer = await ask_formula(version, room, house)
    texts = [output[format] for output in answer["outputs"]]
    return PlainTextResponse("\n\n".join(texts) + "\n")
