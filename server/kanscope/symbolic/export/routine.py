"""One output as steps: what a formula uses twice is worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from kanscope.symbolic.export.tree import Call, Node, Variable, tree, walk
from kanscope.symbolic.formula import OutputFormula

LEAST = 3
"""Calls a part must hold to be worth a name of its own."""


@dataclass(frozen=True)
class Input:
    """A column as a program knows it: its identifier, its own name, its unit."""

    name: str
    column: str
    unit: str = ""

    def said(self) -> str:
        """The column's own name with its unit, on one line of printable signs."""
        return described(self.column, self.unit)


@dataclass(frozen=True)
class Routine:
    """A function of the `inputs` with the value `result`, after `steps` {name: part}."""

    target: str
    unit: str
    inputs: tuple[Input, ...]
    steps: Mapping[str, Node]
    result: Node

    def said(self) -> str:
        """The target's own name with its unit."""
        return described(self.target, self.unit)

    def operations(self) -> set[str]:
        """All that is called anywhere."""
        nodes = [part for node in (*self.steps.values(), self.result) for part in walk(node)]
        return {node.operation for node in nodes if isinstance(node, Call)}


def described(column: str, unit: str) -> str:
    """A name for people: anything that could end a line or a comment is a blank."""
    shown = "".join(sign if sign.isprintable() else " " for sign in column)
    for ending in ("*/", "*)", '"""', "\\"):
        shown = shown.replace(ending, " ")
    unit = "".join(sign if sign.isprintable() and sign not in '\\*")' else " " for sign in unit)
    return f"{shown} [{unit}]" if unit else shown


def routine(
    formula: OutputFormula,
    names: Mapping[str, str],
    units: Mapping[str, str] | None = None,
    step: str = "t",
) -> Routine:
    """The formula as a routine over `names` {symbol: identifier}; steps are called `step` and a number.

    ValueError: the formula still has unnamed functions.
    """
    if not formula.complete:
        raise ValueError(
            f"{formula.target}: edges without a name cannot be exported as a program; name them first"
        )
    units = units or {}
    inputs = tuple(
        Input(names[symbol], column, units.get(column, "")) for symbol, column in formula.symbols.items()
    )
    steps, result = shared(renamed(tree(formula.expression), names), set(names.values()), step)
    return Routine(formula.target, units.get(formula.target, ""), inputs, steps, result)


def identifiers(
    symbols: Iterable[str], reserved: Collection[str], spelt: Callable[[str], str] = str
) -> dict[str, str]:
    """{symbol: identifier}, apart from each other and from `reserved` also where case does not count."""
    used = set(reserved)
    names: dict[str, str] = {}
    for symbol in symbols:
        name = spelt(symbol)
        base = name if name.lower() not in reserved else spelt(f"{name}_value")
        name, number = base, 2
        while name.lower() in used:
            name, number = spelt(f"{base}_{number}"), number + 1
        used.add(name.lower())
        names[symbol] = name
    return names


def renamed(node: Node, names: Mapping[str, str]) -> Node:
    """The tree over other names."""
    if isinstance(node, Variable):
        return Variable(names[node.name])
    if isinstance(node, Call):
        return Call(node.operation, tuple(renamed(part, names) for part in node.arguments))
    return node


def shared(node: Node, taken: Collection[str], step: str = "t") -> tuple[dict[str, Node], Node]:
    """(steps, result): parts of at least `LEAST` calls that occur twice become steps."""
    counts = Counter(part for part in walk(node) if isinstance(part, Call))
    repeated = {part for part, times in counts.items() if times > 1 and _worth(part)}
    steps: dict[str, Node] = {}
    known: dict[Node, Variable] = {}

    def written(part: Node) -> Node:
        if not isinstance(part, Call):
            return part
        if part in known:
            return known[part]
        inside = Call(part.operation, tuple(written(one) for one in part.arguments))
        if part not in repeated:
            return inside
        known[part] = Variable(_unused(f"{step}{len(steps) + 1}", taken))
        steps[known[part].name] = inside
        return known[part]

    return steps, written(node)


def _worth(part: Call) -> bool:
    """A number of calls, or any function; no bare condition, whose value is no number."""
    if part.operation in ("<", "<=", "==", "and", "or", "not"):
        return False
    calls = [one for one in walk(part) if isinstance(one, Call)]
    plain = {"+", "*", "/", "neg", "powi"}
    held = any(isinstance(one, Variable) for one in walk(part))
    return held and (len(calls) >= LEAST or any(one.operation not in plain for one in calls))


def _unused(name: str, taken: Collection[str]) -> str:
    lower = {one.lower() for one in taken}
    while name in lower:
        name += "s"
    return name
