"""The static shell and the health checks: the only paths open to everybody. They hold no data."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import PlainTextResponse, Response

from kanscope.api.auth import SESSION_DAYS, cookie_name
from kanscope.api.deps import HouseDep
from kanscope.api.errors import problem

router = APIRouter(include_in_schema=False)

NO_FRONTEND = "The page is not built. In a checkout: make run. From a package: install it again."


def static_folder() -> Path:
    """Where the built page lies, in a checkout and in an installed wheel alike."""
    return Path(str(resources.files("kanscope"))) / "web" / "static"


@router.api_route("/healthz", methods=["GET", "HEAD"])
async def healthz() -> PlainTextResponse:
    """Alive."""
    return PlainTextResponse("ok")


@router.api_route("/readyz", methods=["GET", "HEAD"])
async def readyz(request: Request) -> Response:
    """Ready: the store is open and a worker is there."""
    house = getattr(request.app.state, "house", None)
    if house is None or not house.engine.workers():
        return problem(503, "not_ready", "The server is still starting.")
    return PlainTextResponse("ok")


@router.api_route("/", methods=["GET", "HEAD"])
@router.api_route("/study/{rest:path}", methods=["GET", "HEAD"])
@router.api_route("/new/{rest:path}", methods=["GET", "HEAD"])
async def shell(
    request: Request, house: HouseDep, token: Annotated[str | None, Query(max_length=500)] = None
) -> Response:
    """The page; a token in the address is exchanged for a cookie and taken out of the address."""
    if token is not None:
        return await _exchange(request, house, token)
    page = static_folder() / "index.html"
    if not page.is_file():
        return PlainTextResponse(NO_FRONTEND, status_code=503)
    base = f"{house.settings.prefix}/"
    html = page.read_text(encoding="utf-8").replace('<base href="/" />', f'<base href="{base}" />')
    return HTMLResponse(html, headers={"Cache-Control": "no-cache"})


async def _exchange(request: Request, house: HouseDep, token: str) -> Response:
    visitor = await house.doorkeeper.visitor(token)
    if visitor is None:
        return problem(401, "token", "This token opens nothing. Use the address the server printed.")
    query = "&".join(f"{k}={v}" for k, v in request.query_params.items() if k != "token" and k.isidentifier())
    path = f"{house.settings.prefix}{request.scope['path']}" + (f"?{query}" if query else "")
    answer = RedirectResponse(path, status_code=303)
    answer.set_cookie(
        cookie_name(request.scope),
        house.doorkeeper.session(visitor, token),
        max_age=SESSION_DAYS * 86400,
        path=f"{house.settings.prefix}/",
        httponly=True,
        samesite="lax",
        secure=request.scope["scheme"] == "https",
    )
    return answer
