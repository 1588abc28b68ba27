"""Who am I, and tokens for programs."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import Field, StrictInt
from starlette.responses import Response

from kanscope.api.answers import Me
from kanscope.api.deps import HouseDep, VisitorDep, needs
from kanscope.api.errors import problem
from kanscope.api.strict_json import StrictRoute
from kanscope.study.value import Value
from kanscope.version import __version__

router = APIRouter(tags=["access"], route_class=StrictRoute)


TokenId = Annotated[str, Path(pattern=r"^token-[0-9a-f]{12}$")]


class MakeToken(Value):
    """A token for a program: what it is called, what it may do, how long."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    scopes: Annotated[tuple[Literal["read", "propose", "edit", "run"], ...], Field(min_length=1)] = ("read",)
    days: Annotated[StrictInt, Field(ge=1, le=3650)] | None = 90


class TokenAnswer(Value):
    """A token; it is shown this once."""

    id: str
    token: str


@router.get("/me")
async def me(visitor: VisitorDep) -> Me:
    """Who the server takes you for."""
    return Me(name=visitor.name, scopes=visitor.scopes, version=__version__)


@router.post("/tokens", status_code=201, dependencies=[needs("admin")])
async def make_token(body: MakeToken, house: HouseDep) -> TokenAnswer:
    """A new token. Only an administrator makes tokens."""
    id, secret = await house.doorkeeper.make(body.name, body.scopes, body.days)
    return TokenAnswer(id=id, token=secret)


@router.delete("/tokens/{id}", status_code=204, dependencies=[needs("admin")])
async def revoke_token(id: TokenId, house: HouseDep) -> Response:
    """Take a token back."""
    if not await house.doorkeeper.revoke(id):
        return problem(404, "token", "There is no such token, or it was taken back before.")
    return Response(status_code=204)
