"""How high everything stands: edges stacked beside their nodes, as large as the page has room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kanscope.paper.figure.network import Link, Network, Node

PLATES_FROM = (0.1, 0.25, 0.5, float("inf"))
"""Edges from this strength on are plates and the others small, the first bound with which all fit."""

PORT_PITCH, NODE_PITCH = 22.0, 24.0


@dataclass(frozen=True)
class Sizes:
    """Points: heights of strong and weak edges, between the edges of a node, and between nodes."""

    plate: float
    spark: float
    inner: float
    outer: float
    plates_from: float

    def height(self, link: Link) -> float:
        """Of one edge."""
        return self.plate if link.strength >= self.plates_from else self.spark

    def stack(self, links: Sequence[Link]) -> float:
        """Of the edges of a node, one above the other."""
        return sum(map(self.height, links)) + self.inner * max(0, len(links) - 1)


@dataclass(frozen=True)
class Plan:
    """Heights in points from the top: of every node shown, and of the middle of every edge."""

    sizes: Sizes
    columns: list[list[int]]
    height: float
    nodes: dict[Node, float]
    edges: dict[tuple[int, int, int], float]


def planned(network: Network, tallest_plate: float, preferred: float, most: float) -> Plan | None:
    """Within the preferred height or, where there is too much, the largest; None: not even that is enough."""
    columns = network.shown()
    for page in (preferred, most):
        for bound in PLATES_FROM:
            if _height(network, columns, _sized(0, tallest_plate, bound)) <= page:
                return _placed(network, columns, _grown(network, columns, tallest_plate, bound, page))
    return None


def _sized(growth: float, tallest: float, bound: float) -> Sizes:
    """From cramped, 0, to generous, 1."""

    def between(low: float, high: float) -> float:
        return low + growth * (high - low)

    least = min(18.0, tallest)
    return Sizes(between(least, tallest), between(7.0, 12.0), between(3.0, 7.0), between(6.0, 18.0), bound)


def _grown(network: Network, columns: list[list[int]], tallest: float, bound: float, page: float) -> Sizes:
    low, high = 0.0, 1.0
    if _height(network, columns, _sized(1, tallest, bound)) <= page:
        return _sized(1, tallest, bound)
    for _ in range(12):
        middle = (low + high) / 2
        fits = _height(network, columns, _sized(middle, tallest, bound)) <= page
        low, high = (middle, high) if fits else (low, middle)
    return _sized(low, tallest, bound)


def _height(network: Network, columns: list[list[int]], sizes: Sizes) -> float:
    return max(_column_height(network, columns, column, sizes) for column in range(len(columns)))


def _column_height(network: Network, columns: list[list[int]], column: int, sizes: Sizes) -> float:
    claims = _claims(network, columns, column, sizes)
    ports = column in (0, network.depth)
    pitch = PORT_PITCH if ports else NODE_PITCH
    return max(sum(claims) + sizes.outer * max(0, len(claims) - 1), pitch * len(claims))


def _claims(network: Network, columns: list[list[int]], column: int, sizes: Sizes) -> list[float]:
    """What each node of a column needs for the edges stacked beside it; 0 where none is."""
    return [
        max(sizes.stack(stack) for stack in _stacks(network, columns, (column, index)))
        for index in columns[column]
    ]


def _stacks(network: Network, columns: list[list[int]], node: Node) -> tuple[list[Link], list[Link]]:
    """The edges stacked beside a node, those that arrive and those that leave."""
    column, _ = node
    before = network.layer(column - 1) if column > 0 and _by_target(columns, column - 1) else []
    after = network.layer(column) if column < network.depth and not _by_target(columns, column) else []
    arriving = [link for link in before if network.target(link) == node]
    return arriving, [link for link in after if network.source(link) == node]


def _by_target(columns: list[list[int]], layer: int) -> bool:
    """Whether a layer's edges stand beside their targets: where these are more than the sources."""
    return len(columns[layer + 1]) >= len(columns[layer])


def _placed(network: Network, columns: list[list[int]], sizes: Sizes) -> Plan:
    height = _height(network, columns, sizes)
    plan = Plan(sizes, columns, height, {}, {})
    driven = [c for c in range(len(columns)) if any(_claims(network, columns, c, sizes))]
    for column in driven:
        _place_driven(network, plan, column)
    for column in sorted(set(range(len(columns))) - set(driven)):
        _place_near(network, plan, column)
    return plan


def _place_driven(network: Network, plan: Plan, column: int) -> None:
    """Nodes evenly apart over the whole height, their edges around them."""
    sizes, nodes = plan.sizes, plan.columns[column]
    claims = [max(claim, NODE_PITCH / 2) for claim in _claims(network, plan.columns, column, sizes)]
    air = max(0.0, plan.height - sum(claims)) / len(claims)
    top = air / 2
    for index, claim in zip(nodes, claims, strict=True):
        node, middle = (column, index), top + claim / 2
        plan.nodes[node] = middle
        for stack in _stacks(network, plan.columns, node):
            _place_stack(plan, stack, middle)
        top += claim + air


def _place_stack(plan: Plan, stack: Sequence[Link], middle: float) -> None:
    top = middle - plan.sizes.stack(stack) / 2
    for link in stack:
        height = plan.sizes.height(link)
        plan.edges[link.place] = top + height / 2
        top += height + plan.sizes.inner


def _place_near(network: Network, plan: Plan, column: int) -> None:
    """Each node where its edges are, in order and apart."""
    nodes = plan.columns[column]
    ports = column in (0, network.depth)
    pitch = min(PORT_PITCH if ports else NODE_PITCH, plan.height / max(1, len(nodes)))
    wished = {index: _wished(network, plan, (column, index)) for index in nodes}
    order = nodes if ports else sorted(nodes, key=lambda index: wished[index])
    heights = _apart([wished[index] for index in order], pitch, plan.height)
    for index, height in zip(order, heights, strict=True):
        plan.nodes[column, index] = height


def _wished(network: Network, plan: Plan, node: Node) -> float:
    """The middle of its edges, the strong ones counting more."""
    total = weight = 0.0
    for link in network.links:
        if link.place in plan.edges and node in (network.source(link), network.target(link)):
            share = link.strength**2 + 1e-4
            total, weight = total + share * plan.edges[link.place], weight + share
    return total / weight if weight else plan.height / 2


def _apart(wished: Sequence[float], pitch: float, height: float) -> list[float]:
    """The heights nearest to the wished ones that keep their order, a pitch apart and on the page."""
    pools: list[tuple[float, int]] = []
    for k, place in enumerate(wished):
        pools.append((place - k * pitch, 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            (one, some), (other, more) = pools[-2:]
            pools[-2:] = [(one + other, some + more)]
    flat = [total / count for total, count in pools for _ in range(count)]
    found = [place + k * pitch for k, place in enumerate(flat)]
    if not found:
        return found
    low, high = pitch / 2, height - pitch / 2
    shift = max(0.0, low - found[0]) or min(0.0, high - found[-1])
    return [place + shift for place in found]
