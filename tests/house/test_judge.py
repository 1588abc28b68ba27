"""The judge of discoveries: right, nearly right and wrong answers, and that it stands on its own feet."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from bench.discovery.laws import Law, laws
from bench.discovery.tables import CONDITIONS, table, text
from bench.judge.identity import agree
from bench.judge.judge import Question, judge, simplifies
from bench.judge.reading import Unreadable, read

PLANCK = "h*w/(exp(h*w/T) - 1)"
RANGES = {"h": (0.5, 1.0), "w": (0.5, 2.0), "T": (0.5, 2.0)}


def _asked(formula: str, law: str = PLANCK) -> Question:
    return Question(law, RANGES, formula, {name: name for name in RANGES})


@pytest.mark.parametrize(
    "formula",
    [
        PLANCK,
        "h*w*exp(-h*w/T)/(1 - exp(-h*w/T))",
        "w*h/2*(coth(h*w/T/2) - 1)",
        "0.9997*h*w/(exp(1.0004*h*w/T) - 0.9996)",
        "3*h*w/(exp(h*w/T) - 1)",
        "h*w/(exp(h*w/T) - 1) + 7.25",
        "h*w/(E**(w*h*T**(-1.0)) - 1)",
    ],
)
def test_the_law_however_it_is_written(formula: str) -> None:
    said = judge(_asked(formula))
    assert said["exact"] and said["build"], said


@pytest.mark.parametrize(
    "formula",
    ["h*w/(exp(1.02*h*w/T) - 1)", "h*w/(exp(h*w/T) - 0.98)", "h*w**1.01/(exp(h*w/T) - 1)"],
)
def test_the_right_build_with_a_wrong_number(formula: str) -> None:
    said = judge(_asked(formula))
    assert not said["exact"] and said["build"], said


@pytest.mark.parametrize(
    "formula",
    [
        "T - h*w/2 + h**2*w**2/(12*T)",  # its series: 0.1 % off, and another function
        "h*w/(exp(h*w/T) - 1) + 0.0001*w",
        "h*w/(exp(h*w/T) - 1)*(1 + 1e-6*T)",
        "T",
        "0",
        "h*w/(exp(h*w/T) - 5)",
        "log(-h)",
    ],
)
def test_what_is_another_function(formula: str) -> None:
    said = judge(_asked(formula))
    assert not said["exact"] and not said["build"] and said["why"], said


def test_sympy_agrees_on_right_and_wrong() -> None:
    assert simplifies(_asked("h*w*exp(-h*w/T)/(1 - exp(-h*w/T))"))
    assert simplifies(_asked("2.5*h*w/(exp(1.0004*h*w/T) - 0.9996)"))
    assert not simplifies(_asked("h*w/(exp(1.02*h*w/T) - 1)"))
    assert not simplifies(_asked("T - h*w/2 + h**2*w**2/(12*T)"))


@pytest.mark.parametrize(
    ("found", "true", "same"),
    [(0.4998, 0.5, True), (0.4996, 0.5, True), (0.494, 0.5, False), (1.003, 1, True), (1e-9, 0, False)],
)
def test_three_digits(found: float, true: float, same: bool) -> None:
    assert agree(found, true) is same


@pytest.mark.parametrize(
    "text", ["__import__('os')", "x.real", "[x]", "x if x else 1", "y", "f(x)", "1j", "("]
)
def test_only_formulas_are_read(text: str) -> None:
    import sympy

    with pytest.raises(Unreadable):
        read(text, {"x": sympy.Symbol("x")})


def test_columns_may_be_called_as_anything() -> None:
    question = Question("E*lambda", {"E": (1, 2), "lambda": (1, 2)}, "a*b", {"a": "E", "b": "lambda"})
    assert judge(question)["exact"]


@pytest.mark.parametrize("law", laws(), ids=lambda law: law.id)
def test_every_law_is_itself_and_its_table_is_finite(law: Law) -> None:
    itself = Question(law.text, law.ranges, law.text, {name: name for name in law.ranges})
    assert judge(itself)["exact"]
    assert all(np.isfinite(column).all() for column in table(law, CONDITIONS["clean"]).values())


def test_the_conditions_do_what_they_say() -> None:
    law = next(one for one in laws() if one.id == "61")
    clean, noisy, wrong = (table(law, CONDITIONS[name])["y"] for name in ("clean", "noisy", "outliers"))
    noise = np.std(noisy - clean) / np.sqrt(np.mean(clean**2))
    assert 0.009 < noise < 0.011
    assert np.sum(np.abs(wrong - clean) > 9 * np.std(clean)) == 20
    places = np.corrcoef([table(law, CONDITIONS["correlated"])[name] for name in law.ranges])
    assert np.allclose(places[np.triu_indices(5, 1)], 0.68, atol=0.06)  # of uniform margins with ρ = 0.7
    assert len(table(law, CONDITIONS["few"])["y"]) == 200
    assert {"other1", "other2", "other3"} < set(table(law, CONDITIONS["irrelevant"]))


def test_tables_are_the_same_every_time() -> None:
    law = laws()[4]
    assert text(table(law, CONDITIONS["noisy"])) == text(table(law, CONDITIONS["noisy"]))


def test_the_judge_imports_nothing_of_what_it_judges() -> None:
    code = "import sys, bench.judge.__main__; sys.exit('kanscope' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_laws_are_pykans_own() -> None:
    """Guards the set: formulas and ranges are those of the library, number by number."""
    feynman = pytest.importorskip("kan.feynman")
    for law in laws():
        if law.set == "feynman":
            _, expression, _, ranges = feynman.get_feynman_dataset(int(law.id))
            assert str(expression) == law.text
            assert np.allclose(np.broadcast_to(ranges, (len(law.ranges), 2)), list(law.ranges.values()))
