"""How a language writes a tree: its numbers, its signs, its functions, and brackets where they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kanscope.symbolic.export.routine import Routine
from kanscope.symbolic.export.tree import Call, Constant, Node, Number, Variable

SUM, PRODUCT, POWER, ATOM = range(4)
"""How tightly a piece of code holds together."""

_INFIX = {"<": "<", "<=": "<=", "==": "==", "and": "&&", "or": "||"}


@dataclass(frozen=True)
class Language:
    """A language as data.

    calls: operation → template with {0}, {1} …; helpers: operation → text that must stand before its use;
    constants: pi, e, nan, inf; reserved: names, in small letters, that no column may have; number: a float64
    that reads back as the same; power: the sign of powers between two operands, or None where `calls` has
    powi and pow; times, over and minus: the signs of products, quotients and of what is negative.
    """

    calls: Mapping[str, str]
    constants: Mapping[str, str]
    reserved: frozenset[str]
    helpers: Mapping[str, str] = field(default_factory=dict)
    number: Callable[[float], str] = repr
    whole: Callable[[int], str] = str
    power: str | None = None
    times: str = "*"
    over: str = "/"
    minus: str = "-"
    infix: Mapping[str, str] = field(default_factory=lambda: _INFIX)

    def code(self, node: Node) -> str:
        """An expression of the language. ValueError: a function the language cannot compute."""
        return self._code(node)[0]

    def needed(self, routines: Iterable[Routine]) -> list[str]:
        """The helpers that these routines call, each once."""
        used = {operation for one in routines for operation in one.operations()}
        return list(dict.fromkeys(text for name, text in self.helpers.items() if name in used))

    def _code(self, node: Node) -> tuple[str, int]:
        if isinstance(node, Number):
            return self.number(node.value), ATOM
        if isinstance(node, Constant):
            return self.constants[node.name], ATOM
        if isinstance(node, Variable):
            return node.name, ATOM
        return self._call(node)

    def _call(self, call: Call) -> tuple[str, int]:
        operation, parts = call.operation, call.arguments
        if operation == "+":
            return self._sum(parts), SUM
        if operation == "neg":
            return f"{self.minus}{self._held(parts[0], PRODUCT)}", SUM
        if operation == "*":
            return self.times.join(self._held(part, PRODUCT) for part in parts), PRODUCT
        if operation == "/" and ("/" not in self.calls or isinstance(parts[1], Number)):
            return f"{self._held(parts[0], PRODUCT)}{self.over}{self._held(parts[1], POWER)}", PRODUCT
        if operation in ("powi", "pow") and self.power is not None:
            return f"{self._held(parts[0], ATOM)}{self.power}{self._exponent(call)}", POWER
        if operation in self.infix:
            left, right = (self._held(part, ATOM) for part in parts)
            return f"({left} {self.infix[operation]} {right})", ATOM
        return self._template(call), ATOM

    def _sum(self, parts: Iterable[Node]) -> str:
        text = ""
        for part in parts:
            minus = isinstance(part, Call) and part.operation == "neg"
            inner = part.arguments[0] if isinstance(part, Call) and minus else part
            code = self._held(inner, PRODUCT)
            text += (
                (f" - {code}" if minus else f" + {code}")
                if text
                else (f"{self.minus}{code}" if minus else code)
            )
        return text

    def _template(self, call: Call) -> str:
        if call.operation not in self.calls:
            raise ValueError(f"{call.operation}: this language has no such function")
        parts = [self.code(part) for part in call.arguments]
        if call.operation == "powi":
            parts[1] = self._exponent(call)
        return self.calls[call.operation].format(*parts)

    def _exponent(self, call: Call) -> str:
        exponent = call.arguments[1]
        if call.operation == "powi" and isinstance(exponent, Number):
            return self.whole(int(exponent.value))
        return self._held(exponent, ATOM)

    def _held(self, node: Node, least: int) -> str:
        code, tightness = self._code(node)
        return code if tightness >= least else f"({code})"


def calls(names: str, pattern: str = "{}", **others: str) -> dict[str, str]:
    """Templates of functions of one argument: "sin cos log:ln" under `pattern`, and others as given."""
    said = [name.partition(":") for name in names.split()]
    return {ours: pattern.format(theirs or ours) + "({0})" for ours, _, theirs in said} | others


def words(text: str) -> frozenset[str]:
    """Reserved names, in small letters."""
    return frozenset(text.lower().split())
