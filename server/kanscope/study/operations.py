"""Everything that may be asked of a study: one class an operation, imperative, with the contract's names.

Whatever changes a study is one of these (asked by a person or an agent) or a report (`reports.py`, said by a
worker). All fields but the obvious ones have defaults; unknown fields and loose types are refused.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import Field, StrictBool, StrictFloat, StrictInt, TypeAdapter

from kanscope.language.function_text import LONGEST
from kanscope.study.affine import Affine
from kanscope.study.drawing import DrawCurve, Wish
from kanscope.study.ids import EdgeId, NodeId, ProposalId, VersionId
from kanscope.study.value import Value

MOST_LAYERS = 12
"""Layers of nodes, inputs and outputs included."""
MOST_FUNCTIONS = 500
LONGEST_FORMULA = 10_000
"""Characters taken in, so that it can be said what is wrong with a formula that is much too long."""

Share = Annotated[StrictFloat | StrictInt, Field(ge=0, lt=1)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Unit = Annotated[str, Field(max_length=40)]
FunctionName = Annotated[str, Field(min_length=1, max_length=LONGEST)]
Price = Annotated[StrictFloat | StrictInt, Field(ge=0, le=1000)]
Nodes = Annotated[StrictInt, Field(ge=0, le=512)]
Layer = Nodes | Annotated[tuple[Nodes, Nodes], Field()]
Seed = Annotated[StrictInt, Field(ge=0, le=2**31 - 1)]
Grid = Annotated[StrictInt, Field(ge=1, le=500)]
ModelId = Annotated[str, Field(pattern=r"^sha:[0-9a-f]{64}$")]
Edges = Annotated[tuple[EdgeId, ...], Field(min_length=1, max_length=100_000)]
Subject = Literal["study"] | EdgeId | NodeId | VersionId
Optimiser = Literal["lm", "lbfgs", "adam", "adamw"]


class SetRoles(Value):
    """Choose inputs and targets; `logs` are the columns used as their logarithm. Builds a fresh network."""

    op: Literal["set_roles"] = "set_roles"
    inputs: Annotated[tuple[Name, ...], Field(min_length=1, max_length=200)]
    targets: Annotated[tuple[Name, ...], Field(min_length=1, max_length=20)]
    logs: tuple[Name, ...] = ()


class SetSplit(Value):
    """Divide the rows: `test` ranks and states errors while working, `sealed` is kept for the verdict."""

    op: Literal["set_split"] = "set_split"
    test: Share = 0.2
    sealed: Annotated[StrictFloat | StrictInt, Field(ge=0.1, lt=1)] = 0.1
    seed: Seed = 0


class SetFilter(Value):
    """Use only rows for which `condition` holds, such as "mass > 3 and temperature <= 40"; none: all rows.

    Builds a fresh network.
    """

    op: Literal["set_filter"] = "set_filter"
    condition: Annotated[str, Field(max_length=LONGEST_FORMULA)] | None = None


class SetUnits(Value):
    """Say in which units columns are; an empty text or null goes back to what the file says."""

    op: Literal["set_units"] = "set_units"
    units: Annotated[dict[Name, Unit | None], Field(min_length=1, max_length=2000)]


class DeriveColumn(Value):
    """Add a column worked out from others, such as density = "mass/volume"; null takes it away again.

    One of the same name is replaced. Which columns are used stays as it is.
    """

    op: Literal["derive_column"] = "derive_column"
    name: Annotated[str, Field(min_length=1, max_length=100)]
    formula: Annotated[str, Field(max_length=LONGEST_FORMULA)] | None
    unit: Unit | None = None


class BuildNetwork(Value):
    """A fresh network. A width entry is a number of sum nodes or [sum nodes, product nodes].

    `model`: one that was brought in (`POST models`), of this width, in place of random curves; it works on
    the columns as they are.
    """

    op: Literal["build_network"] = "build_network"
    width: Annotated[tuple[Layer, ...], Field(min_length=2, max_length=MOST_LAYERS)]
    grid: Grid = 5
    k: Annotated[StrictInt, Field(ge=1, le=6)] = 3
    seed: Seed = 0
    model: ModelId | None = None


class Train(Value):
    """Train for `steps` optimiser steps (one step of lbfgs is one iteration).

    Without an optimiser the one that suits: lm while its steps are quick, lbfgs for larger networks.
    """

    op: Literal["train"] = "train"
    steps: Annotated[StrictInt, Field(ge=1, le=1_000_000)] = 200
    optimiser: Optimiser | None = None
    sparsity: Annotated[StrictFloat | StrictInt, Field(ge=0, le=10)] = 0.01
    learning_rate: Annotated[StrictFloat | StrictInt, Field(gt=0, le=100)] | None = None


class AdjustTraining(Value):
    """Change the run that is out, from its next step on."""

    op: Literal["adjust_training"] = "adjust_training"
    learning_rate: Annotated[StrictFloat | StrictInt, Field(gt=0, le=100)] | None = None
    sparsity: Annotated[StrictFloat | StrictInt, Field(ge=0, le=10)] | None = None


class Pause(Value):
    """Hold the run that is out at its next step."""

    op: Literal["pause"] = "pause"


class Resume(Value):
    """Let a paused run go on."""

    op: Literal["resume"] = "resume"


class Stop(Value):
    """End the run that is out at its next step and keep what it reached as a version."""

    op: Literal["stop"] = "stop"


class Prune(Value):
    """Cut every node and edge whose attribution lies below its threshold."""

    op: Literal["prune"] = "prune"
    node_threshold: Share = 0.03
    edge_threshold: Share = 0.03


class PruneEdges(Value):
    """Cut these edges."""

    op: Literal["prune_edges"] = "prune_edges"
    edges: Edges


class PruneNodes(Value):
    """Cut every edge into and out of these nodes."""

    op: Literal["prune_nodes"] = "prune_nodes"
    nodes: Annotated[tuple[NodeId, ...], Field(min_length=1, max_length=10_000)]


class PruneInputs(Value):
    """No longer listen to these inputs: cut every edge out of them. Their columns keep their role."""

    op: Literal["prune_inputs"] = "prune_inputs"
    inputs: Annotated[tuple[Name, ...], Field(min_length=1, max_length=200)]


class Grow(Value):
    """Add nodes to hidden layer `layer` (1 is the first): sums, or products of two factors.

    The function stays as it is until training uses them.
    """

    op: Literal["grow"] = "grow"
    layer: Annotated[StrictInt, Field(ge=0, le=100)]
    nodes: Annotated[StrictInt, Field(ge=1, le=512)] = 1
    product: StrictBool = False
    seed: Seed = 0


class AddLayer(Value):
    """Add a layer of edges behind the nodes of layer `at` (0 the inputs). The function stays as it is.

    Layers behind it count one higher from then on.
    """

    op: Literal["add_layer"] = "add_layer"
    at: Annotated[StrictInt, Field(ge=0, le=100)]


class SwapNodes(Value):
    """Let two nodes of a hidden layer change places, with their edges. The function stays as it is."""

    op: Literal["swap_nodes"] = "swap_nodes"
    nodes: tuple[NodeId, NodeId]


class RestoreEdges(Value):
    """Bring cut edges back as the splines they were."""

    op: Literal["restore_edges"] = "restore_edges"
    edges: Edges


class LockEdges(Value):
    """Hold these edges as they are: training does not change them."""

    op: Literal["lock_edges"] = "lock_edges"
    edges: Edges


class UnlockEdges(Value):
    """Let training change these edges again."""

    op: Literal["unlock_edges"] = "unlock_edges"
    edges: Edges


class FixSymbolic(Value):
    """Name an edge: replace its spline by c·f(a·x + b) + d, fitted to it or, with `params`, exactly so."""

    op: Literal["fix_symbolic"] = "fix_symbolic"
    edge: EdgeId
    function: FunctionName
    params: Affine | None = None


class UnfixSymbolic(Value):
    """Turn a named edge back into a spline of the same shape."""

    op: Literal["unfix_symbolic"] = "unfix_symbolic"
    edge: EdgeId


class SetLibrary(Value):
    """Choose which functions are offered and their prices; each part left out stays as it is.

    `costs` sets prices by function, `ban` leaves a function out (true) or offers it (false); null takes
    either back to what the preset says. A shaped or custom function goes by its bare name.
    """

    op: Literal["set_library"] = "set_library"
    preset: Name | None = None
    costs: Annotated[dict[FunctionName, Price | None], Field(max_length=MOST_FUNCTIONS)] | None = None
    ban: Annotated[dict[FunctionName, StrictBool | None], Field(max_length=MOST_FUNCTIONS)] | None = None


class AddFunction(Value):
    """Add a function of one's own, a formula of the one variable x; it replaces one of the same name."""

    op: Literal["add_function"] = "add_function"
    name: Name
    formula: Annotated[str, Field(max_length=LONGEST_FORMULA)]


class AutoSymbolic(Value):
    """Name every edge that has no name yet, by the study's library, and fit all numbers together."""

    op: Literal["auto_symbolic"] = "auto_symbolic"


class Refit(Value):
    """Fit the numbers of all named edges together; those that say nothing of their own become 1 or 0."""

    op: Literal["refit"] = "refit"


class Snap(Value):
    """Make numbers of named edges exact and fit the others around them.

    `edge` alone: all of its numbers that are near a simple one; with `constant`: that one; with `value`: to
    that text, such as "pi/2". `all`: every number that can be simple as far as the rows can tell. Edges with
    an exact number are locked, so that training holds it.
    """

    op: Literal["snap"] = "snap"
    edge: EdgeId | None = None
    constant: Literal["a", "b", "c", "d"] | None = None
    value: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    all: StrictBool = False


class RefineGrid(Value):
    """Give every spline `grid` intervals, keeping its shape."""

    op: Literal["refine_grid"] = "refine_grid"
    grid: Grid


class Checkout(Value):
    """Go to a version. The next edit from there makes a branch."""

    op: Literal["checkout"] = "checkout"
    version: VersionId


class Undo(Value):
    """Go to the parent of the version everyone looks at."""

    op: Literal["undo"] = "undo"


class Redo(Value):
    """Go to the child that was last visited."""

    op: Literal["redo"] = "redo"


class NameVersion(Value):
    """Give a version a name, or take it away."""

    op: Literal["name_version"] = "name_version"
    version: VersionId
    name: Annotated[str, Field(max_length=200)] | None


class ReadSealed(Value):
    """Measure a version on the sealed rows, which nothing else looks at. Every reading is counted.

    Without a version: the one everyone looks at. The verdict of its formula has them from then on.
    """

    op: Literal["read_sealed"] = "read_sealed"
    version: VersionId | None = None


class Annotate(Value):
    """Write a note on a version."""

    op: Literal["annotate"] = "annotate"
    version: VersionId
    text: Annotated[str, Field(max_length=10_000)]


Effectful = Annotated[
    SetRoles
    | SetSplit
    | SetFilter
    | SetUnits
    | DeriveColumn
    | BuildNetwork
    | Train
    | Prune
    | PruneEdges
    | PruneNodes
    | PruneInputs
    | Grow
    | AddLayer
    | SwapNodes
    | RestoreEdges
    | LockEdges
    | UnlockEdges
    | FixSymbolic
    | UnfixSymbolic
    | AutoSymbolic
    | Refit
    | Snap
    | RefineGrid
    | DrawCurve
    | Wish,
    Field(discriminator="op"),
]
"""The operations a worker carries out: each becomes a run."""

Proposable = Annotated[
    Effectful
    | AdjustTraining
    | Pause
    | Resume
    | Stop
    | SetLibrary
    | AddFunction
    | Checkout
    | Undo
    | Redo
    | NameVersion
    | ReadSealed
    | Annotate,
    Field(discriminator="op"),
]
"""What one may do to a study, and so what one may propose."""


class Comment(Value):
    """Say something about an edge, a node, a version or the whole study. What was said stays."""

    op: Literal["comment"] = "comment"
    on: Subject = "study"
    text: Annotated[str, Field(min_length=1, max_length=10_000)]


class Propose(Value):
    """Put an operation before the others, with the reason; nothing is done until somebody accepts it."""

    op: Literal["propose"] = "propose"
    operation: Proposable
    reason: Annotated[str, Field(max_length=10_000)] = ""


class Accept(Value):
    """Do what was proposed, or `operation` in its place, in one's own name, crediting the proposer."""

    op: Literal["accept"] = "accept"
    proposal: ProposalId
    operation: Proposable | None = None


class Reject(Value):
    """Turn a proposal down, with a reason that is kept; one's own is withdrawn."""

    op: Literal["reject"] = "reject"
    proposal: ProposalId
    reason: Annotated[str, Field(max_length=10_000)] = ""


Operation = Annotated[Proposable | Comment | Propose | Accept | Reject, Field(discriminator="op")]
"""What the outside may ask for."""

parse_operation: TypeAdapter[Operation] = TypeAdapter(Operation)


def kinds(union: Any = Operation) -> tuple[type[Value], ...]:
    """The classes of a union of operations, those of the unions in it included."""
    parts = get_args(get_args(union)[0])
    return tuple(kind for part in parts for kind in ([part] if isinstance(part, type) else kinds(part)))
