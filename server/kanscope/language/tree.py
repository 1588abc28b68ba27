"""A formula as a tree: numbers, variables, and calls of known operations. Plain data, nothing else can be
in it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """A constant; `text` is how it was written."""

    value: float
    text: str


@dataclass(frozen=True)
class Variable:
    """A column."""

    name: str


@dataclass(frozen=True)
class Call:
    """An operation on its arguments: + and * take two or more, - and / and ^ two, `neg` and functions one."""

    operation: str
    arguments: tuple[Tree, ...]


Tree = Number | Variable | Call


def variables(tree: Tree) -> tuple[str, ...]:
    """The variables in the order of their first appearance."""
    if isinstance(tree, Variable):
        return (tree.name,)
    if isinstance(tree, Number):
        return ()
    return tuple(dict.fromkeys(name for part in tree.arguments for name in variables(part)))
