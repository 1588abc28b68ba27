"""A study's records as programs see them over HTTP."""

from __future__ import annotations

from typing import Any, cast

from kanscope.api.answers import (
    EdgeAnswer,
    Metrics,
    NetworkAnswer,
    RunAnswer,
    StudyAnswer,
    VersionAnswer,
)
from kanscope.rooms.lobby import status
from kanscope.rooms.room import Room
from kanscope.study.ids import edge_name, place_of
from kanscope.study.records import Data, Edge, Head, Network, Run, Study, Version


def study(room: Room) -> StudyAnswer:
    """The study as it is now."""
    records = room.records
    about, data = cast(Study, records["study"]), cast(Data, records["data"])
    network, head = records.get("network"), records.get("head")
    return StudyAnswer(
        id=room.id,
        name=about.name,
        number=room.number,
        epoch=room.epoch,
        status=cast(Any, status(room)),
        version=head.version if isinstance(head, Head) else None,
        inputs=data.inputs,
        targets=data.targets,
        logs=data.logs,
        dataset=about.dataset,
        network=_network(room, network, data) if isinstance(network, Network) else None,
        metrics=_metrics(network),
    )


def run(record: Run) -> RunAnswer:
    """One job."""
    return RunAnswer(
        id=record.id,
        op=record.operation.model_dump(mode="json"),
        status=record.status,
        step=record.step,
        steps=record.steps,
        author=record.author,
        attempt=record.attempt,
        notice=record.notice,
        error=record.error,
    )


def version(record: Version) -> VersionAnswer:
    """One version, without what only the server needs."""
    return VersionAnswer.model_validate(record.model_dump(include=set(VersionAnswer.model_fields)))


def versions(room: Room) -> list[Version]:
    """All versions, oldest first."""
    found = [record for record in room.records.values() if isinstance(record, Version)]
    return sorted(found, key=lambda record: record.number)


def _metrics(network: object) -> Metrics:
    if not isinstance(network, Network):
        return Metrics(train_rmse=None, test_rmse=None)
    return Metrics(train_rmse=network.train_rmse, test_rmse=network.test_rmse)


def _network(room: Room, network: Network, data: Data) -> NetworkAnswer:
    edges = [record for record in room.records.values() if isinstance(record, Edge)]
    busy = {getattr(run.operation, "edge", None) for run in room.runs_out}
    answers = tuple(_edge(edge, network, data, edge.id in busy) for edge in sorted(edges, key=_place))
    return NetworkAnswer(width=network.width, grid=network.grid, k=network.k, edges=answers)


def _place(edge: Edge) -> tuple[int, int, int]:
    return place_of(edge.id)


def _edge(edge: Edge, network: Network, data: Data, busy: bool) -> EdgeAnswer:
    source, target = edge_name(edge.id, data.inputs, data.targets, network.layers).split(" → ", 1)
    return EdgeAnswer(
        id=edge.id,
        source=source,
        target=target,
        status=edge.status,
        locked=edge.locked,
        busy=busy,
        function=edge.function,
        params=edge.params,
        r2=edge.r2,
        score=edge.score,
    )
