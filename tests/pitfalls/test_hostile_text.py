"""Text that attacks, at every door of the Python library a formula enters by; tests/api knocks elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from tests.language.probe import watched

from kanscope.language.error import FormulaError
from kanscope.language.function_text import read_function
from kanscope.model.kan import KAN
from kanscope.symbolic.compile import compile_formula
from kanscope.symbolic.parse import parse


def lib(text: str) -> None:
    """Names an edge may be given."""
    model = KAN([1, 1], grid=3, seed=0)
    model(torch.linspace(-1, 1, 20)[:, None])
    model.suggest_symbolic(0, 0, 0, lib=[text])


def lib_of_ones_own(text: str) -> None:
    lib(f"own := {text}")


def function(text: str) -> None:
    read_function(f"own := {text}")


def formula(text: str) -> None:
    parse(text)


def compiled(text: str) -> None:
    compile_formula(text)


ATTACKS = {
    "runs a command (B51)": '__import__("os").system("touch CANARY")',
    "opens a file (B51)": 'open("CANARY", "w")',
    "climbs to the interpreter (B52)": "x.__class__.__mro__",
    "a lambda (B52)": "(lambda: 1)()",
    "a comprehension (B52)": "[x for x in y]",
    "an f-string (B52)": 'f"{x}"',
    "an assignment (B52)": "x := 1",
    "two statements (B52)": "x; y",
    "a data frame's back door (B52)": "@__import__",
    "a tower of powers (B53)": "x + 9**9**9",
    "a factorial (B53)": "factorial(10**8) + x",
    "a power too large to hold (B53)": "x + 2**(2**40)",
    "a binomial (B53)": "binomial(10**9, 5*10**8)",
    "three thousand brackets (B54)": "(" * 3000 + "x" + ")" * 3000,
    "six hundred sines (B54)": "sin(" * 600 + "x" + ")" * 600,
    "five thousand terms (B54)": "+".join(["x"] * 5000),
    "a megabyte (B54)": "x" * 1_000_000,
    "a letter that looks like another (B55)": "х + х",
    "a raised digit (B55)": "x²",
    "a product without a sign (B55)": "2x",
    "a function without brackets (B55)": "sin x",
    "bars (B55)": "|x|",
}


@pytest.mark.parametrize("door", [formula, compiled, function, lib_of_ones_own, lib])
@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_at_once_and_does_nothing(
    door: Callable[[str], None], attack: str, tmp_path: Path
) -> None:
    canary = tmp_path / "canary"
    text = ATTACKS[attack].replace("CANARY", str(canary))
    with pytest.raises(ValueError) as refused:
        door(text)
    assert not canary.exists()
    assert len(str(refused.value)) < 2000, "an answer must not carry the attack along"


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_costs_less_than_a_fifth_of_a_second_and_runs_nothing(attack: str) -> None:
    for door in (formula, function):
        start = time.perf_counter()
        with watched(), pytest.raises(FormulaError):
            door(ATTACKS[attack])
        assert time.perf_counter() - start < 0.2


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("exp(km*x", "exp(km*x", "expected ')', found the end"),
        ("х + 1", "х + 1", "х is CYRILLIC SMALL LETTER HA, which looks like x: did you mean x?"),
        ("ｘ + 1", "ｘ + 1", "did you mean x?"),
        ("x٣", "x٣", "ARABIC-INDIC DIGIT THREE"),
        ("snn(x)", "snn(x)", "did you mean sin?"),
        ("EXP(x)", "EXP(x)", "did you mean exp?"),
        ("1 + 2x", "1 + 2x", "write * for a product"),
        ("lambda: 1", "lambda: 1", "unexpected ':'"),
    ],
)
def test_what_is_wrong_is_pointed_at_with_a_caret(text: str, line: str, hint: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(text)
    said, shown, caret = str(refused.value).split("\n")
    assert hint in said and shown == f"    {line}"
    assert caret == " " * (4 + refused.value.position) + "^"


def test_only_the_neighbourhood_of_a_place_is_shown() -> None:
    with pytest.raises(FormulaError) as refused:
        parse("x + " * 100 + "$ + " + "x + " * 100 + "x")
    _, shown, caret = str(refused.value).split("\n")
    assert len(shown) < 80 and shown[caret.index("^")] == "$"


MEANT = [("E", "did you mean e?"), ("Pi", "did you mean pi?"), ("I", "functions are real")]


@pytest.mark.parametrize(("name", "hint"), MEANT)
def test_names_that_mean_something_elsewhere_are_columns_and_explained_in_a_function(
    name: str, hint: str
) -> None:
    assert parse(f"{name}*x").variables == (name, "x")
    with pytest.raises(FormulaError) as refused:
        read_function(f"own := {name}*x")
    assert hint in refused.value.hint


@pytest.mark.parametrize("name", ["lambda", "beta", "S", "N", "Q", "O", "zoo", "oo", "nan"])
def test_words_of_other_languages_are_plain_names_of_columns(name: str) -> None:
    expression = parse(f"2*{name}").sympy()
    assert [symbol.name for symbol in expression.free_symbols] == [name]
    assert name not in sys.modules
