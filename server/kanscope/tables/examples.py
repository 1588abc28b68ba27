"""The examples of the home screen. This file is light enough for the web process; `build` is for workers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kanscope.tables.table import Table


@dataclass(frozen=True)
class Example:
    """Data with a law in it. `sentence` says what is to be discovered; `inputs` and `targets` are the roles
    a study of it starts with, `logs` the columns it uses as their logarithm."""

    id: str
    title: str
    sentence: str
    source: str
    licence: str
    inputs: tuple[str, ...]
    targets: tuple[str, ...]
    rows: int
    logs: tuple[str, ...] = ()

    def build(self) -> Table:
        """The table. Imported here because reading needs polars, which the web process must not load."""
        from kanscope.tables import example_tables

        return example_tables.BUILDERS[self.id]()


EXAMPLES = (
    Example(
        id="toy",
        title="A law of two variables",
        sentence="y depends on x1 and x2 in a way that one line of algebra can say. Which line?",
        source="Generated: the first example of Liu et al. 2024, arXiv:2404.19756",
        licence="CC0-1.0",
        inputs=("x1", "x2"),
        targets=("y",),
        rows=1000,
    ),
    Example(
        id="kepler",
        title="Planets and their years",
        sentence="Which powers of its distance and of its star's mass give a planet the length of its year?",
        source="Generated from Kepler's third law, periods scattered by 1 %",
        licence="CC0-1.0",
        inputs=("distance", "star mass"),
        targets=("period",),
        rows=800,
        logs=("distance", "star mass", "period"),
    ),
    Example(
        id="pendulum",
        title="A pendulum that swings wide",
        sentence="How does the period depend on the angle once the swing is no longer small?",
        source="Generated from the exact period, an elliptic integral, by the arithmetic-geometric mean",
        licence="CC0-1.0",
        inputs=("length", "gravity", "amplitude"),
        targets=("period",),
        rows=600,
    ),
    Example(
        id="arm",
        title="An arm of six joints",
        sentence="How far forward does the hand reach? Each joint turns all links after it, so angles count "
        "only in sums of many: the example where a plain perceptron beats the KAN, and by far.",
        source="Generated: the reach of six links of 30 cm in a plane, every joint turning freely",
        licence="CC0-1.0",
        inputs=("joint 1", "joint 2", "joint 3", "joint 4", "joint 5", "joint 6"),
        targets=("reach",),
        rows=1000,
    ),
)


def example(id: str) -> Example:
    """The example of this id. Raises KeyError."""
    return {known.id: known for known in EXAMPLES}[id]
