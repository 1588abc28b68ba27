"""How long it takes to get from data to a formula, how good it is, and what one question for names costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from bench import hello, naming, pykan, tutorial, tutorial_ours, tutorial_pykan
from bench.row import Row
from bench.timing import Work, in_turns
from bench.tutorial import Outcome, Problem
from kanscope.engine.worker.queries.suggest import candidates

SEEDS = (42, 1, 2)
"""Of the networks; 42 is the tutorial's own."""


def rows() -> Iterator[Row]:
    """The tutorial, and the question for names on its first edge."""
    given = tutorial.problem()
    yield from _walks(given)
    yield from _one_question(given)
    yield from naming.rows()
    yield from hello.rows()


def _walks(given: Problem) -> Iterator[Row]:
    pairs = [(tutorial_ours.walk(given, seed), _theirs(given, seed)) for seed in SEEDS]
    for seed, pair in zip(SEEDS, pairs, strict=True):
        print(f"  seed {seed}: " + "; ".join(_said(outcome) for outcome in pair))
    ours, theirs = [mine for mine, _ in pairs], [other for _, other in pairs]
    name = "symbolic: two-variable tutorial, data to formula"
    yield Row(name, _seconds(ours), _seconds(theirs), "s", pykan.PEER)
    yield Row(f"{name}, error on unseen rows", _error(ours), _error(theirs), "RMSE", pykan.PEER)
    found = f"of {len(SEEDS)} seeds"
    yield Row(f"{name}, the law found", _exact(ours), _exact(theirs), found, pykan.PEER)


def _theirs(given: Problem, seed: int) -> Outcome:
    with pykan.at_home():
        return tutorial_pykan.walk(given, seed)


def _said(outcome: Outcome) -> str:
    return f"{outcome.seconds:.1f} s, RMSE {outcome.test_rmse:.2g}, {outcome.formula}"


def _seconds(outcomes: Sequence[Outcome]) -> float:
    return median(one.seconds for one in outcomes)


def _error(outcomes: Sequence[Outcome]) -> float:
    return median(one.test_rmse for one in outcomes)


def _exact(outcomes: Sequence[Outcome]) -> int:
    return sum(one.exact for one in outcomes)


def _one_question(given: Problem) -> Iterator[Row]:
    session = tutorial_ours.trained(given, SEEDS[0])
    with pykan.at_home():
        model = tutorial_pykan.trained(given, SEEDS[0])

        def ours() -> int:
            candidates(session, (0, 0, 0), tutorial_ours.LISTED)
            return 1

        def theirs() -> int:
            model(given.x)
            model.suggest_symbolic(0, 0, 0, verbose=False)
            return 1

        works: dict[str, Work] = {"ours": ours, "theirs": theirs}
        seconds = in_turns(works, rounds=2)
    name = "symbolic: names for one edge, whole library"
    yield Row(name, 1e3 * seconds["ours"], 1e3 * seconds["theirs"], "ms", pykan.PEER)
