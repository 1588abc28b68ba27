"""Tables: bring one, look at it, say how it is to be read; and the built-in examples."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.datastructures import UploadFile

from kanscope.api.answers import DatasetAnswer, Example, MakeDataset, ReadAgain
from kanscope.api.deps import ROOM_FOR_MORE, HouseDep, needs
from kanscope.api.looking import TableLook
from kanscope.api.strict_json import StrictRoute
from kanscope.storage.store import DatasetRow
from kanscope.study.value import Value

router = APIRouter(tags=["datasets"], route_class=StrictRoute)


class Examples(Value):
    """The built-in examples."""

    examples: tuple[Example, ...]


@router.get("/examples")
async def examples(house: HouseDep) -> Examples:
    """Built-in tables, each with what is to be discovered in it, its source and its licence."""
    known = Example.model_fields.keys()
    rows = await house.shelf.examples()
    return Examples(examples=tuple(Example.model_validate({k: r[k] for k in known if k in r}) for r in rows))


_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "string", "format": "binary"}},
                    "required": ["file"],
                }
            },
            "application/json": {"schema": {"$ref": "#/components/schemas/MakeDataset"}},
        },
    }
}


@router.post("/datasets", status_code=201, openapi_extra=_BODY, dependencies=[needs("edit"), ROOM_FOR_MORE])
async def make_dataset(request: Request, house: HouseDep) -> DatasetAnswer:
    """Read a file, a text, or make a table from a formula."""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        async with request.form(max_files=1, max_fields=4) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise HTTPException(422, "Send the table as the form field “file”.")
            return _answer(await house.shelf.read(file.filename or "table.csv", await file.read()))
    body = MakeDataset.model_validate(await request.json())
    if body.text is not None:
        return _answer(await house.shelf.read(body.name or "pasted.csv", body.text.encode()))
    if body.formula is not None:
        arguments = body.model_dump(exclude={"text", "name"}, mode="json")
        return _answer(await house.shelf.make(body.name, arguments))
    raise HTTPException(422, "Send a file, a text, or a formula.")


@router.get("/datasets/{id}")
async def dataset(id: str, house: HouseDep) -> DatasetAnswer:
    """A table as it was read, with its first rows."""
    return _answer(await _find(id, house))


@router.get("/datasets/{id}/look")
async def look(id: str, house: HouseDep) -> TableLook:
    """Which values lie far outside, and which columns go together."""
    return TableLook.model_validate(await house.shelf.look(await _find(id, house)))


@router.patch("/datasets/{id}", dependencies=[needs("edit")])
async def read_again(id: str, body: ReadAgain, house: HouseDep) -> DatasetAnswer:
    """Read the file again with another encoding, delimiter or decimal mark."""
    row = await _find(id, house)
    if "file" not in row.summary:
        raise HTTPException(409, "This table was made here, not read from a file.")
    return _answer(await house.shelf.read_again(row, body.reading.model_dump(mode="json")))


async def _find(id: str, house: HouseDep) -> DatasetRow:
    row = await house.shelf.find(id)
    if row is None:
        raise HTTPException(404, "There is no such dataset.")
    return row


def _answer(row: DatasetRow) -> DatasetAnswer:
    summary = {key: value for key, value in row.summary.items() if key in DatasetAnswer.model_fields}
    return DatasetAnswer.model_validate({"id": row.id, "name": row.name, **summary})
