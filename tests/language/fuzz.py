"""Texts nobody would think of, thrown at the language for as long as one likes.

    python -m tests.language.fuzz SECONDS [SEED]

Half of the time formulas and pieces of them, put together and damaged at random; then by atheris, which
follows the branches a text takes, where that is installed (extra `fuzz`). Prints how many texts were tried.
"""

from __future__ import annotations

import importlib.util
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

PIECES = (
    "x", "y", "x1", "k", "E", "I", "lambda", "pi", "π", "e", "1", "0", "2.5", "1e3", "1e308", "9**9",
    ".", "5.", "+", "-", "*", "/", "^", "**", "(", ")", ",", ":=", "=", ";", "|", "[", "]", "{", "}",
    "²", "√", "sin", "sin(", "exp(", "log(", "sqrt(", "cosh(", "abs(", "sigmoid(", "gaussian(",
    "atanh(", "power(", "power(2.37)", "1/sqrt(x)", "х", "ｘ", "χ", "\x00", "\u202e", "\ud800", "😀",
    "__import__", '("os")', ".system", "__class__", "lambda:1", "eval", "()", "((((((((", "))))))))",
    "--------", "^64", "^-64", "^0.5", "^x", "factorial(", "'", "`", "@", "\\", "%s", "{0}", "nan",
    "inf",
)  # fmt: skip
LEAVES = ("x", "x", "x", "y", "x_2", "β", "1", "2", "0.5", "1e-9", "7e5", "pi", "e", "0", "64", "1e300")
SHAPES = (
    "{0}+{1}", "{0} - {1}", "{0}*{1}", "{0}/{1}", "({0})^{1}", "{0}**{1}", "-{0}", "({0})", "+{0}", "({0})^2",
    "sin({0})", "tan({0})", "asin({0})", "arccos({0})", "atan({0})", "sinh({0})", "cosh({0})", "tanh({0})",
    "atanh({0})", "exp({0})", "log({0})", "sqrt({0})", "abs({0})", "sgn({0})", "gaussian({0})",
    "sigmoid({0})",
)  # fmt: skip


BEGINNINGS = 2000
"""Texts that atheris begins with."""


def texts(seed: int) -> Iterator[str]:
    """Endless; the same for the same seed: formulas, damaged formulas, and heaps of pieces."""
    dice = random.Random(seed)
    while True:
        text = _grown(dice, dice.randrange(7)) if dice.random() < 0.7 else _heap(dice)
        for _ in range(max(dice.randrange(-2, 3), 0)):
            text = _damaged(text, dice)
        yield f"f := {text}" if dice.random() < 0.4 else text


def _grown(dice: random.Random, depth: int) -> str:
    if depth == 0:
        return dice.choice(LEAVES)
    shape = dice.choice(SHAPES)
    return shape.format(_grown(dice, depth - 1), _grown(dice, dice.randrange(depth)))


def _heap(dice: random.Random) -> str:
    return dice.choice(("", " ")).join(dice.choices(PIECES, k=min(int(dice.expovariate(0.08)) + 1, 400)))


def _damaged(text: str, dice: random.Random) -> str:
    """One place overwritten, cut out, doubled, or filled with a piece."""
    at, length = dice.randrange(len(text) + 1), dice.randrange(1, 9)
    other = chr(dice.choice((dice.randrange(128), dice.randrange(0x3000))))
    filling = dice.choice((other, "", text[at : at + length] * 2, dice.choice(PIECES)))
    return text[:at] + filling + text[at + length :]


def throw(seed: int, count: int | None = None, seconds: float = 3600.0) -> tuple[int, int, int]:
    """(texts tried, read, not put together by SymPy in its time) after `count` texts or `seconds`.

    Escape: with the text it was.
    """
    from tests.language.probe import Escape, probe, probe_sympy, warm_up

    warm_up()
    until, tried, read, pondered = time.monotonic() + seconds, 0, 0, 0
    for text in texts(seed):
        if tried == count or time.monotonic() > until:
            break
        try:
            if probe(text):
                read += 1
                pondered += not probe_sympy(text)
        except Escape as escape:
            raise Escape(f"{escape} at {text!r}") from escape
        tried += 1
    return tried, read, pondered


def follow(seconds: float, seed: int, folder: str) -> None:
    """By coverage, until the time is over; libFuzzer ends the process itself, with 77 at an escape."""
    import atheris

    with atheris.instrument_imports(include=["kanscope.language", "kanscope.symbolic.parse"]):
        from tests.language.probe import Escape, probe, warm_up
    warm_up()

    def one(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        try:
            probe(text)
        except Escape as escape:
            raise Escape(f"{escape} at {text!r}") from escape

    for number, text in enumerate(islice(texts(seed), BEGINNINGS)):
        Path(folder, str(number)).write_bytes(text.encode("utf-8", "replace"))
    flags = [f"-max_total_time={seconds:.0f}", f"-seed={seed}", "-max_len=2500", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *flags, "-verbosity=0", f"-artifact_prefix={folder}/", folder], one)
    atheris.Fuzz()


def main() -> None:
    """As the module says."""
    seconds, seed = float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    followed = importlib.util.find_spec("atheris") is not None
    tried, read, pondered = throw(seed, seconds=seconds / (1 + followed))
    print(f"thrown: {tried} texts, {read} read, 0 escapes; SymPy gave up {pondered}", flush=True)
    if followed:
        with tempfile.TemporaryDirectory() as folder:
            child = multiprocessing.get_context("spawn").Process(
                target=follow, args=(seconds / 2, seed, folder)
            )
            child.start()
            child.join()
        sys.exit(child.exitcode)


if __name__ == "__main__":
    main()
