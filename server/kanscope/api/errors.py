"""What goes wrong, said once and in one form: RFC 9457 problem+json with a sentence and a way out."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from math import isfinite
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from kanscope.api.answers import ProblemAnswer
from kanscope.engine.engine import QueryFailed
from kanscope.rooms.lobby import Closing
from kanscope.rooms.room import KeyReused, Overtaken, Reopened
from kanscope.storage.blobs import BlobDamaged, UnknownBlob
from kanscope.storage.failures import DiskFailed, StoreAway
from kanscope.storage.refusals import NotKeepable, UnknownStudy
from kanscope.study.draft import Refused

log = logging.getLogger(__name__)

SOON = {"Retry-After": "1"}

TITLES = {
    400: "Not understood",
    401: "Not let in",
    403: "Not allowed",
    404: "Not found",
    405: "Not allowed here",
    408: "Too slow",
    409: "Not possible now",
    413: "Too large",
    415: "Not read like this",
    421: "Wrong host",
    422: "Not understood",
    429: "Too much",
    431: "Too large",
    500: "A fault of the server",
    503: "Not ready",
    504: "Took too long",
    507: "The disk is full",
}


_WAYS_OUT = {
    "full": "Make room there; what is out waits, and goes on by itself.",
    "unwritable": "Look at that disk; what is out waits, and goes on by itself.",
    "failing": "Look at that disk, then start KANscope again.",
    "away": "Try again in a moment.",
}
"""By the trouble's code."""


CODES = {
    400: "body",
    403: "scope",
    404: "unknown",
    405: "method",
    422: "body",
    429: "rate",
}
"""Words for programs where a route says only the status."""

SHOWN = 200
"""Characters of what somebody sent that an answer repeats."""


class Denied(HTTPException):
    """A refusal with more to say than a status and a sentence."""

    def __init__(self, status: int, code: str, detail: str, **more: Any):
        super().__init__(status, detail)
        self.code, self.more = code, more


def problem(
    status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any
) -> Response:
    """The answer to a request that cannot be done."""
    body = ProblemAnswer(code=code, title=TITLES.get(status, "Error"), detail=detail, **more)
    return Response(
        body.model_dump_json(),
        status_code=status,
        headers=headers,
        media_type="application/problem+json",
    )


def install(app: FastAPI) -> None:
    """Give every kind of failure its answer."""

    @app.exception_handler(Refused)
    async def refused(_: Request, error: Refused) -> Response:
        return problem(409, error.code, error.reason, field=error.field, hint=error.hint, said=error.said)

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
        status = {"body": 422, "memory": 422, "deadline": 504, "replaced": 409}.get(error.code, 500)
        return problem(status, error.code, error.detail, field=error.field, hint=error.hint, said=error.said)

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

    @app.exception_handler(Denied)
    async def denied(_: Request, error: Denied) -> Response:
        return problem(error.status_code, error.code, str(error.detail), **error.more)

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> Response:
        code = CODES.get(error.status_code, "http")
        return problem(error.status_code, code, str(error.detail), headers=error.headers)

    @app.exception_handler(NotKeepable)
    async def not_keepable(_: Request, error: NotKeepable) -> Response:
        return problem(422, "body", f"This cannot be kept: {error}.")

    @app.exception_handler(OSError)
    @app.exception_handler(DiskFailed)
    async def disk(request: Request, error: Exception) -> Response:
        log.error("the disk refused: %s", error)
        trouble = request.app.state.house.condition.met(error)
        free = trouble.space.free
        detail = f"{trouble.detail} Nothing acknowledged is lost."
        return problem(507, "disk", detail, got=free, hint=_WAYS_OUT[trouble.code])

    @app.exception_handler(BlobDamaged)
    async def damaged(_: Request, error: BlobDamaged) -> Response:
        log.error("damaged on the disk: %s", error)
        detail = f"What the disk holds as {error} is not what was put there."
        return problem(507, "disk", detail, hint="Go to another version, or restore a backup.")

    @app.exception_handler(StoreAway)
    async def away(request: Request, error: StoreAway) -> Response:
        log.error("the database is away: %s", error)
        request.app.state.house.condition.met(error)
        return problem(503, "database", f"{error} Nothing acknowledged is lost.", headers=SOON)

    @app.exception_handler(Reopened)
    async def reopened(_: Request, error: Reopened) -> Response:
        detail = "The study was closed meanwhile. Look at it again: what you asked may or may not be done."
        return problem(503, "reopened", detail, headers=SOON)

    @app.exception_handler(Closing)
    async def closing(_: Request, error: Closing) -> Response:
        return problem(503, "closing", "The server is going down. What was out goes on when it is back.")

    @app.exception_handler(Exception)
    async def fault(_: Request, error: Exception) -> Response:
        reference = secrets.token_hex(4)
        log.error("fault %s", reference, exc_info=error)
        return problem(500, "fault", f"Something went wrong here. The log names it {reference}.")


def _invalid(errors: list[dict[str, Any]]) -> Response:
    first = errors[0]
    place = [str(part) for part in first.get("loc", ()) if part not in ("body", "query", "path", "header")]
    got = first.get("input")
    shown = isinstance(got, str | int | bool) or (isinstance(got, float) and isfinite(got))
    return problem(
        422,
        "body",
        f"{'.'.join(place) or 'body'}: {first['msg']}",
        field=".".join(place) or None,
        got=(got[:SHOWN] if isinstance(got, str) else got) if shown else None,
    )
