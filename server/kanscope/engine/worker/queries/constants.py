"""The numbers of named edges, how surely they are known, and what simple ones would cost: `constants{}`."""

from __future__ import annotations

from typing import Any

from kanscope.engine.worker.constants.numbers import LETTERS
from kanscope.engine.worker.constants.settled import Settled, settled
from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.session.errors import test_rmse
from kanscope.engine.worker.session.session import Session
from kanscope.study.ids import edge_id
from kanscope.symbolic.snapping.certainty import standard_errors
from kanscope.symbolic.snapping.joint_refit import joint_refit
from kanscope.symbolic.snapping.options import Option, options
from kanscope.symbolic.snapping.physical.catalogue import FIELDS

EACH, PRICED = 3, 36
"""Options a number, and in all, that are priced: each costs a joint fit of all others."""
FEW_STEPS = 8


def constants(asked: Asked) -> dict[str, Any]:
    """{test_rmse, constants: [{edge, constant, value, standard_error, exact, options, with_mean}]}.

    In the user's units. Values are those after a joint fit of all named edges, numbers that say nothing of
    their own left out.
    An option is {text, value, test_rmse, change, nature}: the test error with that number and all others
    fitted again, how much it is above what it would be without, and which constant of nature it is, if one of
    the study's `field`. `with_mean`: for a number that is added to a target, the constant of the formula,
    with the target's mean and its like in it; before they are no number is simple, so none is offered.
    """
    session = asked.session()
    found = settled(session)
    if found is None:
        return {"test_rmse": test_rmse(session, session.network), "constants": []}
    now = test_rmse(session, found.numbers.network(found.values))
    errors = standard_errors(found.numbers, found.values, found.loss, {*found.exact, *found.idle})
    with_means = {k: _with_mean(session, found, k) for k in found.open}
    known = FIELDS.get(str(asked.arguments.get("field")), ())
    near = {
        k: _offered(options(float(found.values[k]), float(errors[k]), known))
        for k in found.open
        if with_means[k] is None
    }
    dear = sorted(
        ((option.bits, k, option) for k, some in near.items() for option in some), key=lambda one: one[:2]
    )
    priced = {(k, option.exact) for _, k, option in dear[:PRICED]}
    return {
        "test_rmse": now,
        "constants": [
            {
                **_number(found, k),
                "standard_error": float(errors[k]),
                "with_mean": with_means.get(k),
                "options": [
                    _priced(session, found, k, option, now)
                    for option in near.get(k, [])
                    if (k, option.exact) in priced
                ],
            }
            for k in range(len(found.values))
            if k not in found.idle
        ],
    }


def _offered(near: list[Option]) -> list[Option]:
    """The simplest, and the first constant of nature though it may be long to write."""
    natural = [option for option in near[EACH:] if option.constant is not None]
    return [*near[:EACH], *natural[:1]]


def _with_mean(session: Session, found: Settled, k: int) -> float | None:
    """Of a number that is added to a target: what the formula adds to it in all; None for any other number.

    That is a d, or the b of a straight line. None as well where the target is a product, or where an edge
    into it has no name: its height would be in it.
    """
    (layer, i, j), letter = found.numbers.edges[k // 4], LETTERS[k % 4]
    network = session.network
    here = network.layers[layer]
    plain = layer == network.shape.depth - 1 and j < network.shape.sums(layer)
    if not plain or not (letter == "d" or (letter == "b" and here.function[i][j] == "x")):
        return None
    into = [n for n, (l, _, to) in enumerate(found.numbers.edges) if (l, to) == (layer, j)]
    if len(into) < int(here.alive[:, j].sum()):
        return None
    added = float(session.scaling.targets.shift[j])
    for n in into:
        _, b, c, d = found.values[4 * n : 4 * n + 4].tolist()
        added += d + (c * b if here.function[found.numbers.edges[n][1]][j] == "x" else 0.0)
    return added


def _number(found: Settled, k: int) -> dict[str, Any]:
    return {
        "edge": edge_id(*found.numbers.edges[k // 4]),
        "constant": LETTERS[k % 4],
        "value": float(found.values[k]),
        "exact": found.exact.get(k),
    }


def _priced(session: Session, found: Settled, k: int, option: Option, now: float | None) -> dict[str, Any]:
    start = found.values.copy()
    start[k] = option.value
    values, _ = joint_refit(found.numbers, start, {*found.exact, *found.idle, k}, FEW_STEPS)
    then = test_rmse(session, found.numbers.network(values))
    change = None if then is None or now is None else then - now
    told = {"text": option.text, "value": option.value, "test_rmse": then, "change": change}
    return told | {"nature": _nature(option)}


def _nature(option: Option) -> dict[str, str] | None:
    one = option.constant
    if one is None:
        return None
    times = "" if option.factor == 1 else str(option.factor)
    return {"name": one.name, "symbol": one.symbol, "unit": one.unit, "source": one.source, "times": times}
