"""Runs and versions: what was done, what came of it, and how it looked."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from starlette.responses import Response

from kanscope.api import views
from kanscope.api.answers import MetricsRow, RunAnswer, RunMetrics, VersionAnswer
from kanscope.api.deps import HouseDep, RoomDep
from kanscope.study.records import Run, Version

router = APIRouter(tags=["history"])

FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable"}


@router.get("/studies/{study}/runs")
async def runs(room: RoomDep) -> list[RunAnswer]:
    """Every job of the study, oldest first."""
    return [views.run(run) for run in room.runs]


@router.get("/studies/{study}/runs/{run}/metrics")
async def run_metrics(
    room: RoomDep, run: str, house: HouseDep, points: Annotated[int, Query(ge=2, le=20_000)] = 2000
) -> RunMetrics:
    """A run's errors step by step, thinned to `points`."""
    if not isinstance(room.records.get(run), Run):
        raise HTTPException(404, "There is no such run.")
    rows = await house.store.metrics(room.id, run, points)
    return RunMetrics(
        rows=tuple(
            MetricsRow(step=row.step, train_rmse=row.train_rmse, test_rmse=row.check_rmse)
            for row in rows
            if row.train_rmse is not None and row.check_rmse is not None
        )
    )


@router.get("/studies/{study}/runs/{run}/film")
async def film(room: RoomDep, run: str, house: HouseDep) -> Response:
    """A training as it was seen, as msgpack: `frames`, each as it was sent, at most 200. It never changes."""
    record = room.records.get(run)
    if not isinstance(record, Run):
        raise HTTPException(404, "There is no such run.")
    if record.film is None:
        raise HTTPException(404, "No film was kept of this run: it is still out, or it is no training.")
    return Response(await house.blobs.get(record.film), media_type="application/msgpack", headers=FOR_EVER)


@router.get("/studies/{study}/versions")
async def versions(room: RoomDep) -> list[VersionAnswer]:
    """Every version, oldest first. `parents` makes the DAG."""
    return [views.version(version) for version in views.versions(room)]


@router.get("/studies/{study}/versions/{version}/picture")
async def picture(room: RoomDep, version: str, house: HouseDep) -> Response:
    """How a version looks, as msgpack: curves, ranges, densities, scores. It never changes."""
    record = room.records.get(version)
    if not isinstance(record, Version):
        raise HTTPException(404, "There is no such version.")
    payload = await house.blobs.get(record.picture)
    return Response(payload, media_type="application/msgpack", headers=FOR_EVER)
