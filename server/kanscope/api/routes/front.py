"""Every kept version as accuracy against complexity, with its formulas."""

from __future__ import annotations

from fastapi import APIRouter, Request

from kanscope.api import views
from kanscope.api.answers import FrontAnswer, FrontVersion
from kanscope.api.deps import HouseDep, RoomDep
from kanscope.api.strict_json import StrictRoute
from kanscope.api.wordings import Wordings
from kanscope.study.cost import MEASURE, leading
from kanscope.study.value import Value

router = APIRouter(tags=["queries"], prefix="/studies/{study}/queries", route_class=StrictRoute)


class AskFront(Value):
    """All versions there are."""


@router.post("/front")
async def front(body: AskFront, room: RoomDep, house: HouseDep, request: Request) -> FrontAnswer:
    """Oldest first. `formulas` is null where there was no time for it: ask again and it is there."""
    versions = views.versions(room)
    leads = leading(versions)
    wordings: Wordings = request.app.state.wordings
    first = sorted(versions, key=lambda version: (version.id not in leads, -version.number))
    said = await wordings.of(first, room, house)
    return FrontAnswer(
        measure=MEASURE,
        versions=tuple(
            FrontVersion(
                version=version.id,
                complexity=version.complexity,
                train_rmse=version.train_rmse,
                test_rmse=version.test_rmse,
                formulas=said.get(version.id),
                on_front=version.id in leads,
            )
            for version in versions
        ),
    )
