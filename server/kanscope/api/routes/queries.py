"""Questions about a version: read-only, answered by the warm reader, the newest cancelling the one before."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field, StrictBool, StrictInt

from kanscope.api.answers import (
    Candidates,
    Constants,
    Curves,
    CutCosts,
    FitAnswer,
    FormulaAnswer,
    Number,
    Predictions,
    ProbeAnswer,
    PrunePreview,
    TwinAnswer,
)
from kanscope.api.asking import ask, version_of
from kanscope.api.deps import House, HouseDep, RoomDep, VisitorDep
from kanscope.api.drawing import AskDrawn, Drawn
from kanscope.api.hearing import while_heard
from kanscope.api.strict_json import StrictRoute
from kanscope.rooms.room import Room
from kanscope.study.comparison import Comparison, compared
from kanscope.study.ids import EdgeId, NodeId, VersionId
from kanscope.study.script.script import Script, script
from kanscope.study.value import Value

router = APIRouter(tags=["queries"], prefix="/studies/{study}/queries", route_class=StrictRoute)


class AskSuggest(Value):
    """Which functions an edge's curve could be; with `refit`, what the first five lead to once refitted.

    `cost_weight`: what a price counts against what is left unexplained; 0 ranks by accuracy alone. `live`:
    while a training is out, of the curve as it was last kept, not as the version has it.
    """

    edge: EdgeId
    version: str | None = None
    live: StrictBool = False
    limit: Annotated[StrictInt, Field(ge=1, le=100)] = 12
    refit: StrictBool = False
    cost_weight: Annotated[float, Field(ge=0, le=20)] = 2.0


class AskCost(Value):
    """What cutting would do; all living edges and hidden nodes unless told."""

    edges: tuple[EdgeId, ...] | None = None
    nodes: tuple[NodeId, ...] | None = None
    version: str | None = None


class AskPreview(Value):
    """The error as more and more edges are cut, the weakest first."""

    version: str | None = None


class AskCurves(Value):
    """Curves in full, as numbers."""

    edges: tuple[EdgeId, ...] | None = None
    version: str | None = None
    points: Annotated[StrictInt, Field(ge=2, le=2000)] = 64


class AskProbe(Value):
    """A row to watch on its way through the network; without one, the row that is furthest off."""

    row: Annotated[StrictInt, Field(ge=0)] | None = None
    worst: StrictBool = False
    version: str | None = None


class AskTwin(Value):
    """Whether a perceptron would have done as well, given so many seconds."""

    version: str | None = None
    seconds: Annotated[StrictInt, Field(ge=1, le=5)] = 1


class AskConstants(Value):
    """The numbers of named edges."""

    version: str | None = None


class AskFormula(Value):
    """What is known so far, as a formula."""

    version: str | None = None


class AskFit(Value):
    """How well the rows are met; `across` and `down` are the inputs of the map of errors."""

    version: str | None = None
    across: str | None = None
    down: str | None = None


class AskCode(Value):
    """How a version came about, as Python."""

    version: str | None = None


class AskCompare(Value):
    """Two versions; without `b` the one everyone looks at."""

    a: VersionId
    b: VersionId | None = None


class AskPredict(Value):
    """Rows of inputs to be predicted."""

    rows: Annotated[tuple[dict[str, Number | None], ...], Field(min_length=1, max_length=10_000)]
    version: str | None = None


@router.post("/suggest")
async def suggest(body: AskSuggest, room: RoomDep, house: HouseDep, visitor: VisitorDep) -> Candidates:
    """Library functions fitted to an edge, best first. Asking again cancels what one asked before."""
    newest = f"{room.id}:{visitor.id}:suggest" + (":refit" if body.refit else "")
    return Candidates.model_validate(await _ask("suggest", body, room, house, newest))


@router.post("/cost_of_cut")
async def cost_of_cut(body: AskCost, room: RoomDep, house: HouseDep) -> CutCosts:
    """The test error with an edge replaced by its mean; measured, nothing refitted."""
    return CutCosts.model_validate(await _ask("cost_of_cut", body, room, house))


@router.post("/prune_preview")
async def prune_preview(body: AskPreview, room: RoomDep, house: HouseDep) -> PrunePreview:
    """Error against the number of edges cut."""
    return PrunePreview.model_validate(await _ask("prune_preview", body, room, house))


@router.post("/probe")
async def probe(body: AskProbe, room: RoomDep, house: HouseDep) -> ProbeAnswer:
    """One row's values on every node and edge."""
    return ProbeAnswer.model_validate(await _ask("probe", body, room, house))


@router.post("/curves")
async def curves(body: AskCurves, room: RoomDep, house: HouseDep) -> Curves:
    """Edges as numbers."""
    return Curves.model_validate(await _ask("curves", body, room, house))


@router.post("/draw_preview")
async def draw_preview(body: AskDrawn, room: RoomDep, house: HouseDep, visitor: VisitorDep) -> Drawn:
    """What a drawing would make of an edge at once. Asking again cancels the former one."""
    newest = f"{room.id}:{visitor.id}:draw_preview"
    return Drawn.model_validate(await _ask("draw_preview", body, room, house, newest))


@router.post("/formula")
async def formula(body: AskFormula, room: RoomDep, house: HouseDep) -> FormulaAnswer:
    """One formula a target, in the user's units and column names."""
    return FormulaAnswer.model_validate(await _ask("formula", body, room, house))


@router.post("/fit")
async def fit(body: AskFit, room: RoomDep, house: HouseDep, visitor: VisitorDep) -> FitAnswer:
    """Predicted and actual, residuals, error by region, and beyond the rows; at most 2,000 rows are shown."""
    newest = f"{room.id}:{visitor.id}:fit"
    return FitAnswer.model_validate(await _ask("fit", body, room, house, newest))


@router.post("/constants")
async def constants(body: AskConstants, room: RoomDep, house: HouseDep, visitor: VisitorDep) -> Constants:
    """Numbers with standard errors, and what simple ones would cost. Asking again cancels the former one."""
    newest = f"{room.id}:{visitor.id}:constants"
    return Constants.model_validate(await _ask("constants", body, room, house, newest))


@router.post("/predict")
async def predict(body: AskPredict, room: RoomDep, house: HouseDep) -> Predictions:
    """What the network says for these rows."""
    return Predictions.model_validate(await _ask("predict", body, room, house))


@router.post("/twin")
async def twin(
    body: AskTwin, room: RoomDep, house: HouseDep, visitor: VisitorDep, request: Request
) -> TwinAnswer:
    """A perceptron of as many parameters on the same rows, and who wins. The newest cancels older ones.

    So does hanging up.
    """
    newest = f"{room.id}:{visitor.id}:twin"
    answer = await while_heard(request, _ask("twin", body, room, house, newest))
    return TwinAnswer.model_validate(answer)


@router.post("/code")
async def code(body: AskCode, room: RoomDep) -> Script:
    """What led to a version, act by act, as Python over `from kanscope import KAN`."""
    return script(room.records, version_of(room, body.version)[0])


@router.post("/compare")
async def compare(body: AskCompare, room: RoomDep) -> Comparison:
    """Two versions side by side: the way from one to the other, and which edges are not the same."""
    return compared(room.records, version_of(room, body.a)[0], version_of(room, body.b)[0])


async def _ask(name: str, body: Value, room: Room, house: House, newest: str | None = None) -> Any:
    return await ask(name, body.model_dump(mode="json"), room, house, newest)
