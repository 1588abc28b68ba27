"""The library of a study, for those who choose, and a function of one's own before it is added."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from kanscope.api.answers import FunctionPreview, LibraryAnswer, LibraryFunction, Number, PresetAnswer
from kanscope.api.deps import HouseDep, RoomDep, VisitorDep
from kanscope.api.strict_json import StrictRoute
from kanscope.study.library import library_in, rows_of
from kanscope.study.operations import LONGEST_FORMULA
from kanscope.study.value import Value
from kanscope.symbolic.names import shown
from kanscope.symbolic.presets.catalogue import PRESETS
from kanscope.symbolic.prices import Row

router = APIRouter(tags=["queries"], prefix="/studies/{study}/queries", route_class=StrictRoute)


class AskLibrary(Value):
    """Which functions there are."""


class AskFunction(Value):
    """A function somebody is writing, and where to look at it."""

    name: Annotated[str, Field(max_length=200)] = "own"
    formula: Annotated[str, Field(max_length=LONGEST_FORMULA)]
    lo: Number = -3.0
    hi: Number = 3.0


@router.post("/library")
async def library(body: AskLibrary, room: RoomDep) -> LibraryAnswer:
    """Every function there is with its price, on offer or not; those of one's own first."""
    known = library_in(room.records)
    presets = tuple(PresetAnswer(name=one.name, about=one.about) for one in PRESETS.values())
    functions = tuple(_function(row) for row in rows_of(known))
    return LibraryAnswer(preset=known.preset, presets=presets, functions=functions)


@router.post("/function")
async def function(body: AskFunction, room: RoomDep, house: HouseDep, visitor: VisitorDep) -> FunctionPreview:
    """What a formula would add to the library, or what is wrong with it and where. Changes nothing."""
    with house.questions.place():
        answer = await house.engine.ask(
            "function", body.model_dump(), {}, newest_of=f"{room.id}:{visitor.id}:function"
        )
    return FunctionPreview.model_validate(answer)


def _function(row: Row) -> LibraryFunction:
    return LibraryFunction(
        name=row.key,
        function=row.text,
        shown=shown(row.text),
        cost=row.cost,
        banned=row.banned,
        custom=row.formula is not None,
        formula=row.formula,
    )
