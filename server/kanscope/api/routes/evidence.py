"""Questions about the evidence for a curve."""

from __future__ import annotations

from fastapi import APIRouter, Request

from kanscope.api.asking import ask
from kanscope.api.deps import HouseDep, RoomDep, VisitorDep
from kanscope.api.evidence import AskResidual, AskSeeds, Residual, Seeds
from kanscope.api.hearing import while_heard
from kanscope.api.strict_json import StrictRoute

router = APIRouter(tags=["queries"], prefix="/studies/{study}/queries", route_class=StrictRoute)


@router.post("/residual")
async def residual(body: AskResidual, room: RoomDep, house: HouseDep, visitor: VisitorDep) -> Residual:
    """What is left along an edge's x. Asking again cancels the former question."""
    newest = f"{room.id}:{visitor.id}:residual"
    return Residual.model_validate(await ask("residual", body.model_dump(), room, house, newest))


@router.post("/seeds")
async def seeds(
    body: AskSeeds, room: RoomDep, house: HouseDep, visitor: VisitorDep, request: Request
) -> Seeds:
    """Whether other seeds find the same curves; a few at a time. The newest cancels older ones.

    So does hanging up.
    """
    newest = f"{room.id}:{visitor.id}:seeds"
    answer = await while_heard(request, ask("seeds", body.model_dump(), room, house, newest))
    return Seeds.model_validate(answer)
