"""Two versions side by side: how one came from the other, and which edges are not the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from kanscope.study.ids import EdgeId, VersionId
from kanscope.study.lineage import state_of
from kanscope.study.operations import AddLayer, BuildNetwork, SetFilter, SetRoles, SetSplit, SwapNodes
from kanscope.study.records import Data, Edge, Network, Records, Run, Version
from kanscope.study.value import Value

RENEWED = (BuildNetwork, SetRoles, SetSplit, SetFilter, AddLayer, SwapNodes)
"""After these an edge of the same id is another edge."""

Difference = Literal[
    "added",
    "gone",
    "cut",
    "restored",
    "named",
    "renamed",
    "unnamed",
    "exact",
    "numbers",
    "locked",
    "unlocked",
]


class Side(Value):
    """A version as it was: its roles, the shape and errors of its network, and all edges."""

    version: VersionId
    data: Data
    network: Network
    edges: tuple[Edge, ...]


class Step(Value):
    """One operation on the way: the version it left, in words, with its test error."""

    version: VersionId
    text: str
    author: str
    credit: str | None
    at: str
    test_rmse: float | None


class Differs(Value):
    """What is not the same about an edge; `was` and `now` are its functions, null for a spline or none."""

    edge: EdgeId
    what: Difference
    was: str | None
    now: str | None


class Comparison(Value):
    """From version a to version b.

    `ancestor` is the nearest version both come from; `back` are the steps of a since then, the latest first,
    `on` those of b, the earliest first. `alike` says whether an edge of one has its like in the other; where
    a network was built or renumbered in between it has not, and no differences are told.
    """

    a: Side
    b: Side
    ancestor: VersionId | None
    back: tuple[Step, ...]
    on: tuple[Step, ...]
    alike: bool
    differences: tuple[Differs, ...]


def compared(records: Records, a: Version, b: Version) -> Comparison:
    """Both versions and the way between them."""
    ways = [list(_way(records, version)) for version in (a, b)]
    met = {version.id for version in ways[0]} & {version.id for version in ways[1]}
    back, on = ([version for version in way if version.id not in met] for way in ways)
    ancestor = next((version.id for version in ways[0] if version.id in met), None)
    sides = _side(records, a), _side(records, b)
    alike = (
        ancestor is not None
        and len(sides[0].network.width) == len(sides[1].network.width)
        and not any(_renewed(records, version) for version in (*back, *on))
    )
    return Comparison(
        a=sides[0],
        b=sides[1],
        ancestor=ancestor,
        back=tuple(map(_step, back)),
        on=tuple(map(_step, reversed(on))),
        alike=alike,
        differences=tuple(_differences(*sides)) if alike else (),
    )


def _way(records: Records, version: Version) -> Iterator[Version]:
    """The version and those it came from, the latest first."""
    while True:
        yield version
        parent = records.get(version.parents[0]) if version.parents else None
        if not isinstance(parent, Version):
            return
        version = parent


def _side(records: Records, version: Version) -> Side:
    state = state_of(records, version)
    return Side(version=version.id, data=state.data, network=state.network, edges=state.edges)


def _renewed(records: Records, version: Version) -> bool:
    run = records.get(version.run)
    return isinstance(run, Run) and isinstance(run.operation, RENEWED)


def _step(version: Version) -> Step:
    return Step(
        version=version.id,
        text=version.name or version.text,
        author=version.author,
        credit=version.credit,
        at=version.at,
        test_rmse=version.test_rmse,
    )


def _differences(a: Side, b: Side) -> Iterator[Differs]:
    before, after = ({edge.id: edge for edge in side.edges} for side in (a, b))
    for id in dict.fromkeys((*before, *after)):
        was, now = before.get(id), after.get(id)
        what = _difference(was, now)
        if what is not None:
            yield Differs(
                edge=id, what=what, was=was.function if was else None, now=now.function if now else None
            )


def _difference(was: Edge | None, now: Edge | None) -> Difference | None:
    """The one thing that says most."""
    if was is None or now is None:
        return "added" if was is None else "gone"
    if was.status != now.status:
        return _turned(was, now)
    if was.function != now.function:
        return "renamed"
    if was.params != now.params or was.exact != now.exact:
        return "exact" if set(now.exact.items()) - set(was.exact.items()) else "numbers"
    if was.locked != now.locked:
        return "locked" if now.locked else "unlocked"
    return None


def _turned(was: Edge, now: Edge) -> Difference:
    if now.status == "cut":
        return "cut"
    if was.status == "cut":
        return "restored"
    return "named" if now.status == "symbolic" else "unnamed"
