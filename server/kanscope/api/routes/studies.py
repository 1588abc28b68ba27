"""Studies: make, list, look at, delete; operations in, the log out."""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Header, HTTPException, Query
from starlette.responses import Response

from kanscope.api import views
from kanscope.api.answers import (
    Accepted,
    Entries,
    EntryAnswer,
    Made,
    MakeStudy,
    Studies,
    StudyAnswer,
    StudyRow,
)
from kanscope.api.deps import ROOM_FOR_MORE, House, HouseDep, RoomDep, StudyId, VisitorDep, needs
from kanscope.api.limits import refuse_oversized
from kanscope.api.strict_json import StrictRoute
from kanscope.rooms.lobby import Roles
from kanscope.rooms.room import Request
from kanscope.storage.blobs import UnknownBlob
from kanscope.study.operations import BuildNetwork, Operation, parse_operation

router = APIRouter(tags=["studies"], route_class=StrictRoute)
Limit = Annotated[int, Query(ge=1, le=1000)]
Number = Annotated[int, Query(ge=0, le=2**31 - 1)]
IDLE = 60.0


@router.post("/studies", status_code=201, dependencies=[needs("edit"), ROOM_FOR_MORE])
async def make_study(body: MakeStudy, house: HouseDep, visitor: VisitorDep) -> Made:
    """A study on a dataset or an example. Its first network is there when this answers."""
    if (body.dataset is None) == (body.example is None):
        raise HTTPException(422, "Name either a dataset or an example.")
    if body.dataset is not None:
        table = await house.shelf.find(body.dataset)
        if table is None:
            raise HTTPException(404, "There is no such dataset.")
    else:
        table = await house.shelf.example(body.example or "")
    first = await _model(body.model, house) if body.model is not None else None
    # A model was trained on the columns as they are.
    logs = () if first is not None and body.logs is None else body.logs
    roles = Roles(body.inputs, body.targets, logs, first)
    room = await house.lobby.create(table, body.name, roles, visitor.name)
    return Made(id=room.id)


async def _model(id: str, house: House) -> BuildNetwork:
    try:
        return await house.shelf.model(id)
    except UnknownBlob:
        raise HTTPException(404, "There is no such model any more. Bring it in again.") from None


@router.get("/studies")
async def studies(house: HouseDep, after: str | None = None, limit: Limit = 100) -> Studies:
    """All studies, the last touched first."""
    rows = await house.lobby.list()
    start = next((k + 1 for k, (row, _, _) in enumerate(rows) if row.id == after), None if after else 0)
    if start is None:
        raise HTTPException(404, "The study to go on after is gone. Begin again.")
    page = rows[start : start + limit]
    more = page[-1][0].id if start + limit < len(rows) else None
    answer = tuple(
        StudyRow(
            id=row.id,
            name=row.name,
            number=row.number,
            created=row.created,
            touched=row.touched,
            status=status,
            test_rmse=network.test_rmse if network else None,
        )
        for row, network, status in page
    )
    return Studies(studies=answer, next=more)


@router.get("/studies/{study}")
async def study(room: RoomDep, wait: Literal["idle"] | None = None) -> StudyAnswer:
    """A study as it is now; with `wait=idle`, once no run is out (at most 60 s)."""
    if wait == "idle":
        await room.idle(IDLE)
    return views.study(room)


@router.delete("/studies/{study}", status_code=204, dependencies=[needs("edit")])
async def delete_study(study: StudyId, house: HouseDep) -> Response:
    """Delete a study and its history. The table it looked at stays."""
    await house.lobby.delete(study)
    return Response(status_code=204)


@router.post("/studies/{study}/operations", dependencies=[needs("edit")])
async def operate(
    room: RoomDep,
    visitor: VisitorDep,
    house: HouseDep,
    operation: Annotated[Operation, Body()],
    *,
    seen: Number | None = None,
    idempotency_key: Annotated[str | None, Header(min_length=1, max_length=200)] = None,
) -> Accepted:
    """Do something; answered once it is durable. What is refused says why and changes nothing."""
    refuse_oversized(operation, room.records, house.settings.max_edges)
    body = parse_operation.dump_json(operation)
    request = Request(key=idempotency_key, digest=hashlib.sha256(body).hexdigest(), seen=seen)
    return Accepted.model_validate(await room.dispatch(operation, visitor.name, request))


@router.get("/studies/{study}/operations")
async def operations(room: RoomDep, house: HouseDep, after: Number = 0, limit: Limit = 100) -> Entries:
    """The log: everything that ever happened to the study, in order."""
    entries = await house.store.committed(room.id, after, limit)
    answer = tuple(
        EntryAnswer(number=entry.number, op=entry.op, author=entry.author, at=entry.at, text=entry.text)
        for entry in entries
    )
    more = entries[-1].number if entries and entries[-1].number < room.number else None
    return Entries(operations=answer, next=more)
