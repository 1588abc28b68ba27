"""What may be asked and answered about a drawing before it is used."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kanscope.study.drawing import MOST_POINTS, Finite, Point, Shape
from kanscope.study.ids import EdgeId
from kanscope.study.value import Value


class AskDrawn(Value):
    """A drawing on an edge, a shape, or both; `version`: the one at hand unless told."""

    edge: EdgeId
    points: Annotated[tuple[Point, ...], Field(max_length=MOST_POINTS)] = ()
    shape: Shape | None = None
    values: Annotated[tuple[Finite, ...], Field(max_length=2)] = ()
    version: str | None = None


class Drawn(Value):
    """The edge's curve if it started so, and the network's error with it, nothing trained.

    `values`: the numbers of the shape, as found or given.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]
    test_rmse: float | None
    values: tuple[float, ...]
    notice: str | None
