"""What programs generate their types from: HTTP as FastAPI sees it, and the socket's messages."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from kanscope.api.answers import MakeDataset, ProblemAnswer
from kanscope.api.protocol import ClientMessage, ServerMessage
from kanscope.study.operations import Operation
from kanscope.study.records import Record
from kanscope.study.reports import Entry

UNIONS: dict[str, Any] = {
    "MakeDataset": MakeDataset,
    "ProblemAnswer": ProblemAnswer,
    "Operation": Operation,
    "Entry": Entry,
    "Record": Record,
    "ClientMessage": ClientMessage,
    "ServerMessage": ServerMessage,
}


def describe(app: FastAPI) -> dict[str, Any]:
    """OpenAPI 3.1 with every message of the socket among its schemas."""
    document: dict[str, Any] = get_openapi(title=app.title, version=app.version, routes=app.routes)
    schemas = document["components"]["schemas"]
    for name, union in UNIONS.items():
        described = TypeAdapter(union).json_schema(
            ref_template="#/components/schemas/{model}", mode="serialization"
        )
        for part, schema in described.pop("$defs", {}).items():
            schemas.setdefault(part, schema)
        schemas[name] = described
    for operations in document["paths"].values():
        for operation in operations.values():
            _tell_problems(operation["responses"])
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return document


def _tell_problems(responses: dict[str, Any]) -> None:
    """What goes wrong has one form everywhere, which is not FastAPI's."""
    form = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemAnswer"}}}
    responses.pop("422", None)
    responses["4XX"] = {"description": "What was asked cannot be done", "content": form}
    responses["5XX"] = {"description": "The server cannot do it now", "content": form}


def install(app: FastAPI) -> None:
    """Let `/openapi.json` answer with the whole description."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = describe(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
