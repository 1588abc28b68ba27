"""Models of other libraries, brought in to begin a study with."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.datastructures import UploadFile

from kanscope.api.answers import ModelAnswer
from kanscope.api.deps import HouseDep, needs

router = APIRouter(tags=["models"])

MOST_FILES = 3

_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}}
                    },
                    "required": ["files"],
                }
            }
        },
    }
}


@router.post("/models", status_code=201, openapi_extra=_BODY, dependencies=[needs("edit")])
async def bring_model(request: Request, house: HouseDep) -> ModelAnswer:
    """Read the files of a pykan or efficient-kan model; its id begins a study (`POST studies {…, model}`)."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise HTTPException(422, "Send the model's files as the form field “files”.")
    async with request.form(max_files=MOST_FILES, max_fields=1) as form:
        files = [file for file in form.getlist("files") if isinstance(file, UploadFile)]
        parts = {_part(file.filename or ""): await file.read() for file in files}
    return ModelAnswer.model_validate(await house.shelf.bring_model(parts))


def _part(name: str) -> str:
    """pykan's configuration is told by its ending; its cached data are of no use here."""
    if name.lower().endswith((".yml", ".yaml")):
        return "config"
    return "cache" if name.lower().endswith("_cache_data") else "state"
