"""What HTTP takes and gives: one class a body. The TypeScript side is generated from these."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StrictFloat, StrictInt, StringConstraints

from kanscope.study.affine import Affine
from kanscope.study.operations import ModelId
from kanscope.study.records import Column, EdgeStatus, Problem, RunStatus
from kanscope.study.saying import Said
from kanscope.study.value import Value

Number = StrictFloat | StrictInt


class ProblemAnswer(Value):
    """RFC 9457 problem+json: what went wrong, where, and how to mend it.

    `said`: detail and hint in clauses, for other languages; empty where there is English only.
    """

    code: str
    title: str
    detail: str
    field: str | None = None
    limit: Any = None
    got: Any = None
    hint: str | None = None
    said: tuple[Said, ...] = ()


class Me(Value):
    """Who the server takes you for."""

    name: str
    scopes: tuple[str, ...]
    version: str


class Reading(Value):
    """How the bytes of a file were read; `sheet` is one of a workbook's `sheets`."""

    encoding: str | None = None
    delimiter: str | None = None
    decimal: Literal[".", ","] | None = None
    skipped: int | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()


class Suggestion(Value):
    """The roles guessed for a table's columns."""

    inputs: tuple[str, ...]
    targets: tuple[str, ...]
    logs: tuple[str, ...]


class DatasetAnswer(Value):
    """A table as it was read. `preview` is its first 50 rows, as text."""

    id: str
    name: str
    columns: tuple[Column, ...]
    rows: int
    notices: tuple[str, ...]
    reading: Reading
    preview: tuple[tuple[str, ...], ...]
    suggestion: Suggestion


class MakeDataset(Value):
    """Text of a table, or a formula to make one from."""

    text: str | None = None
    name: Annotated[str, Field(max_length=200)] | None = None
    formula: Annotated[str, Field(max_length=2000)] | None = None
    ranges: dict[str, tuple[Number, Number]] = Field(default_factory=dict)
    rows: Annotated[StrictInt, Field(ge=20, le=1_000_000)] = 1000
    noise: Annotated[Number, Field(ge=0)] = 0.0
    seed: Annotated[StrictInt, Field(ge=0)] = 0


class AskedReading(Reading):
    """How they are to be read; what is left out is detected."""


class ReadAgain(Value):
    """Corrections to how a file was read."""

    reading: AskedReading


class Example(Value):
    """A built-in table and what is to be discovered in it."""

    id: str
    title: str
    sentence: str
    source: str
    licence: str
    inputs: tuple[str, ...] = ()
    target: str = ""
    rows: int = 0


class MakeStudy(Value):
    """A study on a dataset or an example; roles are guessed where they are not given.

    `model`: one that was brought in (`POST models`), to begin with in place of a fresh network.
    """

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)] | None = None
    dataset: str | None = None
    example: str | None = None
    inputs: tuple[str, ...] | None = None
    targets: tuple[str, ...] | None = None
    logs: tuple[str, ...] | None = None
    model: ModelId | None = None


class ModelAnswer(Value):
    """A model that was brought in: the library it is of, and its shape; `id` is good for an hour."""

    id: str
    kind: str
    width: tuple[int | tuple[int, int], ...]
    grid: int
    k: int


class Made(Value):
    """The id of what was made."""

    id: str


class StudyRow(Value):
    """A study in the list of the home screen."""

    id: str
    name: str
    number: int
    created: str
    touched: str
    status: str
    test_rmse: float | None
    formula: str | None = None


class Studies(Value):
    """A page of studies, the last touched first."""

    studies: tuple[StudyRow, ...]
    next: str | None = None


class EdgeAnswer(Value):
    """One edge, for programs."""

    id: str
    source: str
    target: str
    status: EdgeStatus
    locked: bool
    busy: bool
    function: str | None
    params: Affine | None
    r2: float | None
    score: float


class NetworkAnswer(Value):
    """The network, for programs."""

    width: tuple[int | tuple[int, int], ...]
    grid: int
    k: int
    edges: tuple[EdgeAnswer, ...]


class Metrics(Value):
    """The two errors in the target's unit (in its logarithm where it is used so)."""

    train_rmse: float | None
    test_rmse: float | None


class StudyAnswer(Value):
    """A study as it is now."""

    id: str
    name: str
    number: int
    epoch: str
    status: Literal["idle", "queued", "training", "paused", "failed"]
    version: str | None
    inputs: tuple[str, ...]
    targets: tuple[str, ...]
    logs: tuple[str, ...]
    dataset: str
    network: NetworkAnswer | None
    metrics: Metrics


class Accepted(Value):
    """An operation is durable: its number in the log, and the version or run it made."""

    number: int
    version: str | None = None
    run: str | None = None


class EntryAnswer(Value):
    """One line of the log."""

    number: int
    op: dict[str, Any]
    author: str
    at: str
    text: str


class Entries(Value):
    """A page of the log."""

    operations: tuple[EntryAnswer, ...]
    next: int | None = None


class RunAnswer(Value):
    """One job."""

    id: str
    op: dict[str, Any]
    status: RunStatus
    step: int
    steps: int
    author: str
    attempt: int
    notice: str | None
    error: Problem | None


class MetricsRow(Value):
    """Both errors after one step."""

    step: int
    train_rmse: float
    test_rmse: float


class RunMetrics(Value):
    """A run's errors, thinned to the number of points asked for."""

    rows: tuple[MetricsRow, ...]


class VersionAnswer(Value):
    """One version of the network. `credit`: who proposed it, if somebody did."""

    id: str
    parents: tuple[str, ...]
    number: int
    author: str
    credit: str | None
    at: str
    text: str
    said: tuple[Said, ...]
    name: str | None
    note: str | None
    complexity: int
    train_rmse: float | None
    test_rmse: float | None


class Candidate(Value):
    """A library function fitted to an edge, y ≈ c·f(a·x + b) + d.

    `poles`: in the edge's own x, in or near the data; `undefined`: the share of rows on which it has no
    value; `notice` says so in a sentence.
    """

    function: str
    r2: float
    cost: float
    a: float
    b: float
    c: float
    d: float
    curve: tuple[float, ...]
    test_rmse: float | None
    refitted_rmse: float | None
    poles: tuple[float, ...] = ()
    undefined: float = 0.0
    notice: str | None = None


class Candidates(Value):
    """Best first."""

    candidates: tuple[Candidate, ...]


class LibraryFunction(Value):
    """One function of the library. `name` is what prices and bans go by, `function` what an edge is named.

    `shown` is what a person reads, a letter where a number of its own is fitted. `banned`: not on offer, by
    the preset or by hand. `formula` is that of a custom one.
    """

    name: str
    function: str
    shown: str
    cost: float
    banned: bool
    custom: bool
    formula: str | None = None


class PresetAnswer(Value):
    """A field, and what its laws are made of."""

    name: str
    about: str


class LibraryAnswer(Value):
    """Which functions the study is offered."""

    preset: str
    presets: tuple[PresetAnswer, ...]
    functions: tuple[LibraryFunction, ...]


class FormulaProblem(Value):
    """What is wrong with a formula: at `position` (from 0) of `text`; `pointed` is all of it with a caret."""

    code: str
    message: str
    hint: str | None
    text: str
    position: int
    pointed: str


class FunctionPreview(Value):
    """A function somebody is writing; with a `problem` there is nothing else. y is null where undefined."""

    function: str | None = None
    shown: str | None = None
    cost: float | None = None
    x: tuple[float, ...] = ()
    y: tuple[float | None, ...] = ()
    problem: FormulaProblem | None = None


class EdgeCurve(Value):
    """A curve, 64 points unless asked otherwise, in user's units at the outer layers; 28 bins of density."""

    edge: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    density: tuple[float, ...]


class Curves(Value):
    """The curves asked for."""

    curves: tuple[EdgeCurve, ...]


class ProbedEdge(Value):
    """What enters an edge and what leaves it, in the units of its curve; null: no finite number."""

    edge: str
    x: float | None
    y: float | None


class ProbeAnswer(Value):
    """A row (counted from 0, of `rows` in the table) on its way: values of nodes by layer, and of edges."""

    row: int
    rows: int
    part: Literal["train", "test"]
    nodes: tuple[tuple[float | None, ...], ...]
    edges: tuple[ProbedEdge, ...]
    actual: tuple[float | None, ...]


class CutCost(Value):
    """What cutting one edge or node would do to the test error, nothing refitted."""

    id: str
    rmse: float
    change: float


class CutCosts(Value):
    """Measured, not guessed."""

    costs: tuple[CutCost, ...]


class PruneStep(Value):
    """The error once the weakest so many edges are cut."""

    edges: tuple[str, ...]
    rmse: float


class PrunePreview(Value):
    """From nothing cut to all."""

    steps: tuple[PruneStep, ...]


class TwinRow(Value):
    """One way to learn the same rows; `seconds` null: not known."""

    name: Literal["kan", "perceptron", "two layers"]
    width: tuple[int | tuple[int, int], ...]
    rmse: float | None
    seconds: float | None
    parameters: int


class TwinAnswer(Value):
    """The network, a perceptron of its size and the two-layer shape; no winner where none can be told."""

    sentence: str
    winner: Literal["kan", "perceptron"] | None
    rows: tuple[TwinRow, ...]


class FitInput(Value):
    """An input of the rows shown, in the user's unit; `log`: it is used as its logarithm."""

    name: str
    log: bool
    values: tuple[float | None, ...]


class FitErrors(Value):
    """The network or the formula on the rows shown, and its RMSE on all of them.

    Residuals and errors: guess minus truth, of the logarithm where the target is used as such.
    """

    predicted: tuple[float | None, ...]
    residual: tuple[float | None, ...]
    train_rmse: float | None
    test_rmse: float | None


class FitAxis(Value):
    """Cells over an input, between these edges in the user's unit."""

    name: str
    log: bool
    edges: tuple[float | None, ...]


class FitCells(Value):
    """Mean error (above 0: too high) and RMSE of each cell, [down][across]; null: no row, or undefined."""

    mean: tuple[tuple[float | None, ...], ...]
    rmse: tuple[tuple[float | None, ...], ...]


class FitRegions(Value):
    """Where the error lies over one or two inputs; `rows`: whose errors they are."""

    rows: Literal["test", "all"]
    counted: int
    axes: tuple[FitAxis, ...]
    counts: tuple[tuple[int, ...], ...]
    network: FitCells
    formula: FitCells | None


class FitSlice(Value):
    """What is said along one input, lo to hi where the rows are and half as far again on both sides."""

    name: str
    log: bool
    lo: float | None
    hi: float | None
    x: tuple[float | None, ...]
    network: tuple[float | None, ...]
    formula: tuple[float | None, ...] | None


class FitTarget(Value):
    """One target against the network and, once it is complete, its formula.

    `beyond_rmse`: the formula's error on the outermost rows, its numbers fitted to the others.
    """

    target: str
    log: bool
    actual: tuple[float | None, ...]
    network: FitErrors
    formula: FitErrors | None
    beyond_rmse: float | None
    beyond_rows: int
    regions: FitRegions
    slices: tuple[FitSlice, ...]


class FitAnswer(Value):
    """How well the rows that are not sealed are met; `test` says which of those shown do not train."""

    rows: int
    shown: int
    test: tuple[bool, ...]
    inputs: tuple[FitInput, ...]
    inputs_left_out: int
    targets: tuple[FitTarget, ...]


class NaturalConstant(Value):
    """A constant of nature in stated units; `times`: the simple factor before it, empty for 1."""

    name: str
    symbol: str
    unit: str
    source: str
    times: str


class SimpleNumber(Value):
    """An exact number near a fitted one: the test error with it and the others refitted, and what it adds."""

    text: str
    value: float
    test_rmse: float | None
    change: float | None
    nature: NaturalConstant | None


class Constant(Value):
    """A number of a named edge, c·f(a·x + b) + d, in the edge's own unit; `exact`: its text, if any.

    `with_mean`: of one that is added to a target, what the formula adds in all, the target's mean included.
    """

    edge: str
    constant: Literal["a", "b", "c", "d"]
    value: float
    standard_error: float
    exact: str | None
    options: tuple[SimpleNumber, ...]
    with_mean: float | None


class Constants(Value):
    """All numbers of named edges that say something of their own."""

    test_rmse: float | None
    constants: tuple[Constant, ...]


class VerdictPart(Value):
    """Errors on one part of the rows; `spread`: what the target varies there by; R² of the formula."""

    part: Literal["train", "test", "sealed", "beyond"]
    rows: int
    spread: float | None
    network_rmse: float | None
    formula_rmse: float | None
    formula_r2: float | None


class Verdict(Value):
    """How honest the formula is, measured on rows it was not fitted to.

    `network_rmse`, `formula_rmse`: on the rows shown as test. `parts` has both on every part of the data that
    was looked at; sealed only once `read_sealed` was asked for. `worst_edge`: the name that costs most.
    """

    sentence: str
    said: tuple[Said, ...] = ()
    network_rmse: float | None
    formula_rmse: float | None
    extrapolation_rmse: float | None
    worst_edge: str | None
    parts: tuple[VerdictPart, ...]
    sealed_reading: int | None


class OutputFormula(Value):
    r"""One target's formula in the user's units; `complete` is false while φ's remain.

    `linked`: the LaTeX again, each part that stands for an edge in \htmlData{edge=…}.
    """

    target: str
    sympy: str
    latex: str
    linked: str
    python: str
    symbols: dict[str, str]
    complete: bool
    verdict: Verdict


class FormulaAnswer(Value):
    """What is known so far."""

    outputs: tuple[OutputFormula, ...]
    metrics: Metrics


class Wording(Value):
    """A target's formula for reading, φ's where edges have no name."""

    target: str
    text: str
    latex: str
    complete: bool


class FrontVersion(Value):
    """A version; `on_front`: no other one is at once as simple and as good. `formulas` null: not yet."""

    version: str
    complexity: int
    train_rmse: float | None
    test_rmse: float | None
    formulas: tuple[Wording, ...] | None
    on_front: bool


class FrontAnswer(Value):
    """Every version, oldest first; `measure` says what complexity counts."""

    measure: str
    versions: tuple[FrontVersion, ...]


class Predictions(Value):
    """One row a row asked; null where an input is missing or a function undefined, as `notice` says."""

    values: tuple[dict[str, float | None], ...]
    notice: str | None = None
