"""What things are called: ids for programs (0-based), names for people (1-based, the scientist's words).

`edge:L:I:J` leads from node I of layer L to subnode J of layer L + 1. Ids never shift: a cut node keeps its
index. On the screen `edge:0:0:1` is "x1 → h1.2", with the column's name in place of x1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import StringConstraints

EdgeId = Annotated[str, StringConstraints(pattern=r"^edge:\d{1,3}:\d{1,5}:\d{1,5}$")]
NodeId = Annotated[str, StringConstraints(pattern=r"^node:\d{1,3}:\d{1,5}$")]
RunId = Annotated[str, StringConstraints(pattern=r"^run:\d{1,9}$")]
ProposalId = Annotated[str, StringConstraints(pattern=r"^proposal:\d{1,9}$")]
VersionId = Annotated[str, StringConstraints(pattern=r"^version:\d{1,9}$")]

Place = tuple[int, int, int]


def edge_id(layer: int, source: int, target: int) -> str:
    """The id of the edge from node `source` of `layer` to subnode `target` of the next layer."""
    return f"edge:{layer}:{source}:{target}"


def place_of(edge: str) -> Place:
    """(layer, input node, output subnode) of an edge id."""
    layer, source, target = (int(part) for part in edge.split(":")[1:])
    return layer, source, target


def node_name(layer: int, index: int, inputs: Sequence[str], targets: Sequence[str], layers: int) -> str:
    """ "x1", "h1.2" or "y": the column at the two ends, layer and position in between, counted from 1."""
    if layer == 0:
        return inputs[index] if index < len(inputs) else f"x{index + 1}"
    if layer == layers:
        return targets[index] if index < len(targets) else f"y{index + 1}"
    return f"h{layer}.{index + 1}"


def edge_name(edge: str, inputs: Sequence[str], targets: Sequence[str], layers: int) -> str:
    """The edge as people call it: "x1 → h1.2"."""
    layer, source, target = place_of(edge)
    start = node_name(layer, source, inputs, targets, layers)
    end = node_name(layer + 1, target, inputs, targets, layers)
    return f"{start} → {end}"
