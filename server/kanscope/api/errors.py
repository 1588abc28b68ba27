"""What goes wrong, said once and in one form: RFC 9457 problem+json with a sentence and a way out."""

from __future__ import annotations

import logging
import secrets
from math import isfinite
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from kanscope.api.answers import ProblemAnswer
from kanscope.engine.engine import QueryFailed
from kanscope.rooms.room import KeyReused, Overtaken
from kanscope.storage.blobs import UnknownBlob
from kanscope.storage.refusals import UnknownStudy
from kanscope.study.draft import Refused

log = logging.getLogger(__name__)

TITLES = {
    401: "Not let in",
    403: "Not allowed",
    404: "Not found",
    405: "Not allowed here",
    409: "Not possible now",
    413: "Too large",
    421: "Wrong host",
    422: "Not understood",
    429: "Too much",
    500: "A fault of the server",
    503: "Not ready",
    504: "Took too long",
    507: "The disk is full",
}


def problem(status: int, code: str, detail: str, **more: Any) -> Response:
    """The answer to a request that cannot be done."""
    body = ProblemAnswer(code=code, title=TITLES.get(status, "Error"), detail=detail, **more)
    return Response(
        body.model_dump_json(exclude_none=True), status_code=status, media_type="application/problem+json"
    )


def install(app: FastAPI) -> None:
    """Give every kind of failure its answer."""

    @app.exception_handler(Refused)
    async def refused(_: Request, error: Refused) -> Response:
        return problem(409, error.code, error.reason, field=error.field, hint=error.hint)

    @app.exception_handler(Overtaken)
    async def overtaken(_: Request, error: Overtaken) -> Response:
        current = error.record.model_dump(mode="json") if error.record else None
        return problem(409, "changed", str(error), got=current, hint=f"It changed in entry {error.number}.")

    @app.exception_handler(KeyReused)
    async def reused(_: Request, error: KeyReused) -> Response:
        detail = "This Idempotency-Key was used for another operation."
        return problem(422, "key", detail, field="Idempotency-Key", hint="Make a new key for each operation.")

    @app.exception_handler(QueryFailed)
    async def query_failed(_: Request, error: QueryFailed) -> Response:
        status = {"body": 422, "deadline": 504, "cancelled": 409}.get(error.code, 500)
        return problem(status, error.code, error.detail, field=error.field, hint=error.hint)

    @app.exception_handler(UnknownStudy)
    async def unknown_study(_: Request, error: UnknownStudy) -> Response:
        return problem(404, "study", "There is no such study, or it was deleted.")

    @app.exception_handler(UnknownBlob)
    async def unknown_blob(_: Request, error: UnknownBlob) -> Response:
        return problem(404, "blob", "These bytes are not kept any more.")

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        return _invalid([dict(item) for item in error.errors()])

    @app.exception_handler(ValidationError)
    async def invalid_value(_: Request, error: ValidationError) -> Response:
        return _invalid([dict(item) for item in error.errors()])

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> Response:
        return problem(error.status_code, "http", str(error.detail))

    @app.exception_handler(OSError)
    async def disk(_: Request, error: OSError) -> Response:
        log.error("the disk refused: %s", error)
        return problem(507, "disk", "The disk is full or failing. Nothing acknowledged is lost.")

    @app.exception_handler(Exception)
    async def fault(_: Request, error: Exception) -> Response:
        reference = secrets.token_hex(4)
        log.error("fault %s", reference, exc_info=error)
        return problem(500, "fault", f"Something went wrong here. The log names it {reference}.")


def _invalid(errors: list[dict[str, Any]]) -> Response:
    first = errors[0]
    place = [str(part) for part in first.get("loc", ()) if part not in ("body", "query", "path")]
    got = first.get("input")
    shown = isinstance(got, str | int | bool) or (isinstance(got, float) and isfinite(got))
    return problem(
        422,
        "body",
        f"{'.'.join(place) or 'body'}: {first['msg']}",
        field=".".join(place) or None,
        got=got if shown else None,
    )
