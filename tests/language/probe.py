"""One text at every door of the language, and what must hold whatever it says."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import sympy
import torch

from kanscope.kan.functions.catalogue import function
from kanscope.language.error import FormulaError
from kanscope.language.function_text import Custom, read_function
from kanscope.symbolic.library import form
from kanscope.symbolic.names import name
from kanscope.symbolic.parse import parse

SLOWEST = 0.2
"""Seconds a door may take to answer."""
OUTWARD = (
    "os.system",
    "os.exec",
    "os.spawn",
    "os.posix_spawn",
    "os.fork",
    "os.remove",
    "os.rename",
    "os.mkdir",
)
OUTWARD += ("socket.", "subprocess.", "ctypes.", "pickle.", "shutil.", "urllib.")
LONGEST = 2.0
FORBIDDEN = ("exec", "compile", "open", "import", *OUTWARD)
Z = torch.linspace(-2, 2, 9, dtype=torch.float64)
Z_SYMBOL = sympy.Symbol("z", real=True)


class Escape(AssertionError):
    """A text made the reader do what it must not."""


class GivenUp(BaseException):
    """Time is over; no `except Exception` on the way may keep it."""


class _Watch:
    """What the interpreter says is being done, while anybody looks."""

    seen: list[str] | None = None
    forbidden: tuple[str, ...] = ()
    installed = False

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.seen is not None and event.startswith(self.forbidden):
            self.seen.append(f"{event} {arguments!r:.200}")


_watch = _Watch()


@contextmanager
def watched(forbidden: tuple[str, ...] = FORBIDDEN) -> Iterator[None]:
    """Nothing forbidden is done meanwhile. An audit hook cannot be taken off, so it stays and looks away."""
    if not _watch.installed:
        sys.addaudithook(_watch)
        _watch.installed = True
    _watch.seen, _watch.forbidden = [], forbidden
    try:
        yield
    finally:
        seen, _watch.seen = _watch.seen, None
    if seen:
        raise Escape(f"the interpreter did {seen[0]}")


def probe(text: str) -> bool:
    """Whether the text can be read at any door. Escape: it broke a promise."""
    with watched():
        return any([_answer(door, text) for door in (_formula, _function)])


def probe_sympy(text: str) -> bool:
    """Whether SymPy puts a text that can be read together, in the time and memory it is given.

    Some it ponders for minutes: the server asks it in a process that is ended by a deadline. SymPy loads
    parts of itself meanwhile, so only what reaches outward is watched. Escape: neither an expression came
    out nor a FormulaError.
    """
    try:
        with watched(OUTWARD), given_up():
            _ask(_formula_in_sympy, text)
            _ask(_function_in_sympy, text)
    except (GivenUp, MemoryError):
        return False
    return True


def warm_up() -> None:
    """Load what the doors load by themselves when first used."""
    for text in (
        "exp(sin(pi*x)+y^2)/2 - 0.5",
        "f := x/(1 + sqrt(x)) + sigmoid(x)^2",
        "power(2.5)",
        "f := x²",
    ):
        for door in (_formula, _function, _formula_in_sympy, _function_in_sympy):
            _ask(door, text)


def _answer(door: Callable[[str], None], text: str) -> bool:
    """Whether the door lets the text in, asked again where a busy machine was slow."""
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        read = _ask(door, text)
        seconds.append(time.perf_counter() - start)
        if seconds[-1] < SLOWEST:
            return read
    raise Escape(f"{door.__name__} took {min(seconds):.2f} s")


@contextmanager
def given_up() -> Iterator[None]:
    """GivenUp: it has taken so long that nobody would wait for its end."""

    def ring(*_: object) -> None:
        raise GivenUp

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ask(door: Callable[[str], None], text: str) -> bool:
    try:
        door(text)
    except FormulaError as error:
        _check_pointing(error, text)
        return False
    except KeyError:
        return False  # no such name: what a fixed or shaped name that is none is answered with
    except (Escape, MemoryError):
        raise
    except Exception as error:
        raise Escape(f"{door.__name__} raised {type(error).__name__}: {error}") from error
    return True


def _check_pointing(error: FormulaError, text: str) -> None:
    if not 0 <= error.position <= len(text) or error.text not in ("", text):
        raise Escape(f"position {error.position} is none of the text's")
    lines = str(error).splitlines()
    if error.text and lines[-1].strip() != "^":
        raise Escape("the error does not point at its place")


def _formula(text: str) -> None:
    """A formula of columns, and its values."""
    formula = parse(text)
    rows = formula.evaluate({name: np.linspace(-1, 2, 5) for name in formula.variables} | {"": np.zeros(5)})
    if rows.shape != (5,) or rows.dtype != np.float64:
        raise Escape(f"values of shape {rows.shape} and type {rows.dtype}")


def _formula_in_sympy(text: str) -> None:
    parse(text).sympy()


def _function_in_sympy(text: str) -> None:
    form(text)(Z_SYMBOL)


def _function(text: str) -> None:
    """A function of an edge: its values, slopes and price."""
    said = read_function(text)
    if not isinstance(said, Custom):
        try:
            function(text)
        except FormulaError:
            raise
        except ValueError as error:
            raise KeyError(text) from error
        return
    own = function(text)
    for result in (own.value(Z), own.slope(Z)):
        if result.shape != Z.shape or result.dtype != Z.dtype:
            raise Escape(f"values of shape {result.shape} and type {result.dtype}")
    if name(text).cost < 1:
        raise Escape("a function without a price")
