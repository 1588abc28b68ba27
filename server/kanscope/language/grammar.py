"""The grammar of formulas: an own reader of an own small language, so that text can never become anything
but a Tree.

    sum     = product (("+" | "-") product)*
    product = signed (("*" | "/") signed)*
    signed  = ("+" | "-") signed | power
    power   = atom (("^" | "**") signed)?
    atom    = number | name | function "(" sum ")" | "(" sum ")"
"""

from __future__ import annotations

import difflib
import math

from kanscope.language.error import FormulaError
from kanscope.language.lexer import LONGEST_TEXT, Token, token_at
from kanscope.language.power_limits import PowerLimits
from kanscope.language.tree import Call, Number, Tree, Variable

DEEPEST = 50
MOST_NODES = 500

CONSTANTS = {"pi": math.pi, "π": math.pi, "e": math.e}
FUNCTIONS = {
    "sin": "sin",
    "cos": "cos",
    "tan": "tan",
    "asin": "arcsin",
    "arcsin": "arcsin",
    "acos": "arccos",
    "arccos": "arccos",
    "atan": "arctan",
    "arctan": "arctan",
    "sinh": "sinh",
    "cosh": "cosh",
    "tanh": "tanh",
    "atanh": "arctanh",
    "arctanh": "arctanh",
    "exp": "exp",
    "log": "log",
    "ln": "log",
    "sqrt": "sqrt",
    "abs": "abs",
    "sgn": "sgn",
    "sign": "sgn",
    "gaussian": "gaussian",
    "sigmoid": "sigmoid",
    "asinh": "arcsinh",
    "arcsinh": "arcsinh",
    "erf": "erf",
    "softplus": "softplus",
    "relu": "relu",
    "sinc": "sinc",
}
"""What may be written → the library's name."""


def read(text: str) -> Tree:
    """The formula as a tree. FormulaError, with its place: what the grammar or its limits do not allow."""
    try:
        if len(text) > LONGEST_TEXT:
            message = f"{len(text)} characters, {LONGEST_TEXT} are allowed"
            raise FormulaError("too_complex", message, LONGEST_TEXT)
        return _Reader(text).whole()
    except FormulaError as error:
        raise error.within(text) from None


class _Reader:
    """Recursive descent with one token of look-ahead."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.token = token_at(text, 0)
        self.depth = 0
        self.nodes = 0
        self.powers = PowerLimits()

    def whole(self) -> Tree:
        """The text from its first to its last character."""
        if self._at_end():
            raise FormulaError("syntax", "there is no formula", 0, "for example exp(sin(pi*x1) + x2^2)")
        tree = self._sum()
        if not self._at_end():
            raise self._surplus()
        return tree

    def _at_end(self) -> bool:
        return self.token.kind == "end"

    def _take(self) -> Token:
        token = self.token
        self.token = token_at(self.text, token.position + len(token.text))
        return token

    def _takes(self, *signs: str) -> Token | None:
        return self._take() if self.token.kind == "sign" and self.token.text in signs else None

    def _expect(self, sign: str) -> None:
        if self._takes(sign) is None:
            found = repr(self.token.text) if self.token.text else "the end"
            raise FormulaError("syntax", f"expected {sign!r}, found {found}", self.token.position)

    def _call(self, operation: str, *arguments: Tree, position: int) -> Call:
        self._count(position)
        return Call(operation, arguments)

    def _count(self, position: int) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise FormulaError("too_complex", f"more than {MOST_NODES} numbers, names and signs", position)

    def _sum(self) -> Tree:
        left = self._product()
        while sign := self._takes("+", "-"):
            left = self._joined(sign, left, self._product())
        return left

    def _product(self) -> Tree:
        left = self._signed()
        while sign := self._takes("*", "/"):
            left = self._joined(sign, left, self._signed())
        return left

    def _joined(self, sign: Token, left: Tree, right: Tree) -> Tree:
        """a + b + c and a * b * c are one flat node: a long sum is not a deep one."""
        self._count(sign.position)
        if sign.text in "+*" and isinstance(left, Call) and left.operation == sign.text:
            return Call(sign.text, (*left.arguments, right))
        if sign.text == "-":
            return self._joined_sum(left, Call("neg", (right,)))
        return Call(sign.text, (left, right))

    def _joined_sum(self, left: Tree, right: Tree) -> Tree:
        if isinstance(left, Call) and left.operation == "+":
            return Call("+", (*left.arguments, right))
        return Call("+", (left, right))

    def _signed(self) -> Tree:
        self._deeper()
        if sign := self._takes("+", "-"):
            inner = self._signed()
            tree = inner if sign.text == "+" else self._call("neg", inner, position=sign.position)
        else:
            tree = self._power()
        self.depth -= 1
        return tree

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError("too_complex", f"nested more than {DEEPEST} deep", self.token.position)

    def _power(self) -> Tree:
        base = self._atom()
        sign = self._takes("^", "**")
        if sign is None:
            return base
        at = self.token.position
        exponent = self._signed()
        tree = self._call("^", base, exponent, position=sign.position)
        self.powers.check(tree, at)
        return tree

    def _atom(self) -> Tree:
        if self.token.kind == "number":
            return self._number()
        if self.token.kind == "name":
            return self._name()
        if self._takes("("):
            tree = self._sum()
            self._expect(")")
            return tree
        found = repr(self.token.text) if self.token.text else "the end"
        raise FormulaError("syntax", f"expected a number, a name or '(', found {found}", self.token.position)

    def _number(self) -> Tree:
        token = self._take()
        self._count(token.position)
        value = float(token.text)
        if not math.isfinite(value):
            raise FormulaError("too_large", "a number that is too large", token.position)
        return Number(value, token.text)

    def _name(self) -> Tree:
        token = self._take()
        self._count(token.position)
        if self.token == Token("sign", "(", self.token.position):
            return self._function(token)
        if token.text in FUNCTIONS:
            hint = f"write {token.text}(x)"
            raise FormulaError("syntax", f"{token.text} needs brackets", token.position, hint)
        if token.text.startswith("_"):
            hint = "a column's name starts with a letter"
            raise FormulaError("unknown_name", f"no column {token.text!r}", token.position, hint)
        if token.text in CONSTANTS:
            return Number(CONSTANTS[token.text], "e" if token.text == "e" else "pi")
        return Variable(token.text)

    def _function(self, name: Token) -> Tree:
        if name.text not in FUNCTIONS:
            raise FormulaError("unknown_name", f"no function {name.text!r}", name.position, _close(name.text))
        self._expect("(")
        argument = self._sum()
        self._expect(")")
        return Call(FUNCTIONS[name.text], (argument,))

    def _surplus(self) -> FormulaError:
        """Something follows a formula that was complete."""
        token = self.token
        if token.kind in ("name", "number") or token.text == "(":
            hint = "write * for a product, such as 2*x"
        elif token.text == ",":
            hint = "decimals have a point, such as 3.5"
        else:
            hint = "a bracket is closed that was not opened" if token.text == ")" else ""
        return FormulaError("syntax", f"unexpected {token.text!r}", token.position, hint)


def _close(name: str) -> str:
    near = difflib.get_close_matches(name.lower(), FUNCTIONS, 1, 0.6)
    return f"did you mean {near[0]}?" if near else "known are " + ", ".join(sorted(set(FUNCTIONS.values())))
