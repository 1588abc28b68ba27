"""Where the parts of a server are chosen and joined; nothing is decided here but that."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from kanscope.api import errors, schema, socket, telling
from kanscope.api.auth import Doorkeeper, server_token
from kanscope.api.deps import House
from kanscope.api.gate import Gate
from kanscope.api.limits import BodyLimit, Line
from kanscope.api.routes import (
    access,
    backup,
    datasets,
    docs,
    evidence,
    exports,
    front,
    history,
    library,
    models,
    queries,
    shell,
    studies,
)
from kanscope.api.wordings import Wordings
from kanscope.engine.local import LocalEngine
from kanscope.rooms.caretaker import Caretaker
from kanscope.rooms.condition import Condition, Trouble
from kanscope.rooms.lobby import Lobby
from kanscope.rooms.shelf import Shelf
from kanscope.settings import Settings
from kanscope.storage.blobs import BlobStore
from kanscope.storage.failures import CannotOpen
from kanscope.storage.folder import DataFolder, unusable
from kanscope.storage.sql import SqlStore, open_store
from kanscope.storage.trust import Trust
from kanscope.version import __version__

QUESTIONS = 64
"""Questions that may wait for the reader at once."""

HEADERS = {
    "content-security-policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; frame-ancestors 'self'; base-uri 'self'; form-action 'self'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
}


def create_app(settings: Settings) -> FastAPI:
    """The server. Opens its store and starts its workers when it is started, not before."""
    app = FastAPI(
        title="KANscope",
        version=__version__,
        lifespan=_life(settings),
        root_path=settings.prefix,
        docs_url=None,  # FastAPI's pages load their scripts from another host, which our headers forbid
        redoc_url=None,
        middleware=[
            Middleware(_Headers),
            Middleware(_Guarded, settings=settings),
            Middleware(BodyLimit, largest=settings.max_upload),
        ],
    )
    errors.install(app)
    api = APIRouter(prefix="/api/v1")
    asked = (history, queries, evidence, front, library)
    for part in (access, backup, datasets, models, studies, *asked, exports, socket):
        api.include_router(part.router)
    app.include_router(api)
    app.include_router(shell.router)
    app.include_router(docs.router)
    folder = shell.static_folder() / "assets"
    app.mount("/assets", StaticFiles(directory=folder, check_dir=False), name="assets")
    schema.install(app)
    return app


def _life(settings: Settings):  # type: ignore[no-untyped-def]
    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        folder = await DataFolder.take(settings.data_dir)
        trust = Trust()
        store, blobs = await _kept(settings, folder, trust)
        condition = Condition(settings.folders, store.check)
        engine = LocalEngine(workers=settings.workers, device=settings.device)
        lobby = Lobby(engine, store, blobs, telling.committed, telling.progress, met=condition.met)
        condition.tell = partial(_tell, lobby)
        token = server_token(settings.data_dir, settings.token)
        doorkeeper = Doorkeeper(store, token, settings.require_token)
        try:
            await _open(engine, lobby)
            shelf = Shelf(engine, store, blobs)
            app.state.house = House(
                settings, store, blobs, engine, lobby, shelf, doorkeeper, Line(QUESTIONS), condition
            )
            app.state.wordings = Wordings()
            await lobby.take_up()
            beside = (Caretaker(lobby, store, blobs).go_round(), condition.watch())
            tasks = [asyncio.create_task(work) for work in beside]
            yield
            for task in tasks:
                task.cancel()
        finally:
            await lobby.close()
            await engine.close()
            await store.close()
            folder.release()

    return life


async def _open(engine: LocalEngine, lobby: Lobby) -> None:
    try:
        await engine.open(lobby.hear)
    except RuntimeError as error:
        raise CannotOpen(f"{error} What it said stands above.") from error


def _tell(lobby: Lobby, trouble: Trouble | None) -> None:
    """Tell everybody, and look for bytes nobody needs where there is no room."""
    lobby.note("server", telling.trouble(trouble))
    if trouble is not None and trouble.code == "full":
        lobby.freed.set()


async def _kept(settings: Settings, folder: DataFolder, trust: Trust) -> tuple[SqlStore, BlobStore]:
    try:
        blobs = BlobStore(settings.data_dir / "blobs", trust=trust)
        return await open_store(settings.store_url, trust), blobs
    except OSError as error:
        folder.release()
        raise CannotOpen(unusable(settings.data_dir, error)) from error
    except BaseException:
        folder.release()
        raise


class _Guarded:
    """The gate, whose doorkeeper is only there once the server has started."""

    def __init__(self, app: ASGIApp, settings: Settings):
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        doorkeeper = scope["app"].state.house.doorkeeper
        gate = Gate(self.app, doorkeeper, self.settings.hosts, anywhere=not self.settings.loopback)
        await gate(scope, receive, send)


class _Headers:
    """The headers every answer carries."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message):  # type: ignore[no-untyped-def]
            if message["type"] == "http.response.start":
                extra = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message.get("headers", []), *extra]
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)
