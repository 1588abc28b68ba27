"""What somebody expects of an edge: a curve drawn on it, and the shape it should have."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StrictFloat, StrictInt

from kanscope.study.ids import EdgeId
from kanscope.study.value import Value

MOST_POINTS = 2000
Finite = Annotated[StrictFloat | StrictInt, Field(ge=-1e12, le=1e12)]
Point = tuple[Finite, Finite]
Weight = Annotated[StrictFloat | StrictInt, Field(ge=0, le=1000)]
Shape = Literal["rising", "falling", "convex", "concave", "odd", "even", "periodic", "zero outside"]

VALUES: dict[Shape, tuple[str, ...]] = {
    "odd": ("the point it is odd about",),
    "even": ("the point it is even about",),
    "periodic": ("the period",),
    "zero outside": ("where it begins to differ from 0", "where it ends"),
}
"""What the numbers beside a shape say, in the unit of the edge's input; the other shapes have none."""


class DrawCurve(Value):
    """A curve drawn on an edge: (x, y) from left to right, straight lines in between, in the user's units.

    As the `start` the edge's spline takes this course. As a `prior` training is drawn towards it, by the
    weight; a weight of 0 lets go of what was drawn before.
    """

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True, validate_by_alias=True)

    op: Literal["draw_curve"] = "draw_curve"
    edge: EdgeId
    points: Annotated[tuple[Point, ...], Field(max_length=MOST_POINTS)] = ()
    use: Annotated[Literal["start", "prior"], Field(alias="as")] = "prior"
    weight: Weight = 0.1


class Wish(Value):
    """Hold an edge's curve to a shape from now on; it becomes the nearest curve of that shape at once.

    `values`: the numbers of `VALUES`, found from the curve where they are left out. An edge has one wish, a
    new one takes the place of the old; `none` lets go.
    """

    op: Literal["wish"] = "wish"
    edge: EdgeId
    shape: Shape | Literal["none"]
    values: Annotated[tuple[Finite, ...], Field(max_length=2)] = ()


class Sketch(Value):
    """A curve that training of an edge is drawn towards, and how firmly. In the user's units."""

    points: tuple[Point, ...]
    weight: float


class Wished(Value):
    """The shape an edge is held to, with its numbers in the unit of the edge's input."""

    shape: Shape
    values: tuple[float, ...] = ()
