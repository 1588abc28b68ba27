"""The facts of a report out of a study's records."""

from __future__ import annotations

from collections.abc import Iterator

from kanscope.paper.methods import begun_with, methods
from kanscope.paper.told import Role, Told, ToldAct, ToldColumn, ToldEdge, ToldNote, ToldState
from kanscope.study.cost import leading
from kanscope.study.ids import edge_name
from kanscope.study.lineage import line_of, run_of, state_of
from kanscope.study.records import Edge, Note, Records, State, Study, Version
from kanscope.study.steps.queue import FRESH
from kanscope.study.text import short_name
from kanscope.study.units import units_of
from kanscope.taking.taken import Source, study_of

MOST_FORMULAS = 8
"""Formulas of so many leading versions are written out: each takes a moment to find."""


async def told(source: Source) -> Told:
    """All that is known of the version without its network."""
    records, version = source.records, source.version
    study, state = study_of(source), state_of(source.records, source.version)
    line = line_of(records, version)
    runs = [run_of(records, one) for one in line]
    fresh = max((k for k, run in enumerate(runs) if isinstance(run.operation, FRESH)), default=0)
    first = state_of(records, line[fresh])
    return Told(
        study=study.name,
        id=version.id,
        version=version.name or version.text,
        table=study.blob,
        table_rows=study.rows,
        columns=tuple(_columns(study, state)),
        condition=state.data.filter,
        test=state.data.test,
        sealed=state.data.sealed,
        sealed_readings=study.sealed_readings,
        seed=state.data.seed,
        network=state.network,
        network_seed=begun_with(runs[: fresh + 1]),
        edges=tuple(_edge(edge, state) for edge in state.edges if edge.status != "cut"),
        acts=tuple(_act(one) for one in line),
        notes=tuple(_notes(records)),
        front=await _front(source),
        front_part="test" if _tested(records) else "training",
        methods=methods(study, first, state, runs[fresh:]),
    )


def _columns(study: Study, state: State) -> Iterator[ToldColumn]:
    """Inputs and targets in their order, then what is not used."""
    data, units = state.data, units_of(study, state.data)
    known = {column.name: column for column in (*study.columns, *data.derived)}
    formulas = {column.name: column.formula for column in data.derived}
    used: dict[str, Role] = {name: "input" for name in data.inputs}
    used |= {name: "target" for name in data.targets}
    for name in (*used, *(name for name in known if name not in used)):
        column = known[name]
        yield ToldColumn(
            name=name,
            role=used.get(name, "not used"),
            log=name in data.logs,
            unit=units.get(name),
            kind=column.kind,
            missing=column.missing,
            minimum=column.minimum,
            maximum=column.maximum,
            formula=formulas.get(name),
        )


def _edge(edge: Edge, state: State) -> ToldEdge:
    numbers = edge.params
    return ToldEdge(
        id=edge.id,
        name=edge_name(edge.id, state.data.inputs, state.data.targets, state.network.layers),
        status=edge.status,
        function=edge.function,
        shown=None if edge.function is None else short_name(edge.function),
        **{letter: None if numbers is None else getattr(numbers, letter) for letter in "abcd"},
        exact="; ".join(f"{letter} = {text}" for letter, text in sorted(edge.exact.items())),
        r2=edge.r2,
        score=edge.score,
    )


def _act(version: Version) -> ToldAct:
    return ToldAct.model_validate(version.model_dump(include=set(ToldAct.model_fields)))


def _notes(records: Records) -> Iterator[ToldNote]:
    found = [record for record in records.values() if isinstance(record, Note)]
    for note in sorted(found, key=lambda note: int(note.id.split(":")[1])):
        yield ToldNote(about=note.about, text=note.text, author=note.author, at=note.at)


def _versions(records: Records) -> list[Version]:
    found = [record for record in records.values() if isinstance(record, Version)]
    return sorted(found, key=lambda version: version.number)


def _tested(records: Records) -> bool:
    return any(version.test_rmse is not None for version in _versions(records))


async def _front(source: Source) -> tuple[ToldState, ...]:
    versions, tested = _versions(source.records), _tested(source.records)
    leads = leading(versions)
    best = sorted((one for one in versions if one.id in leads), key=lambda one: one.complexity)
    said = {one.id: await _worded(source, one) for one in best[:MOST_FORMULAS]}
    found = []
    for one in sorted(versions, key=lambda one: (one.complexity, one.number)):
        rmse = one.test_rmse if tested else one.train_rmse
        if rmse is not None:
            found.append(
                ToldState(
                    text=one.name or one.text,
                    complexity=one.complexity,
                    rmse=rmse,
                    leads=one.id in leads,
                    now=one.id == source.version.id,
                    formula=said.get(one.id),
                )
            )
    return tuple(found)


async def _worded(source: Source, version: Version) -> str | None:
    """Its formulas as text; None while edges without a name remain."""
    answer = await source.ask("wording", of=version)
    if not all(one["complete"] for one in answer["formulas"]):
        return None
    return "; ".join(f"{one['target']} = {one['text']}" for one in answer["formulas"])
