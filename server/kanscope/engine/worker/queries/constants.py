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

EACH, PRICED = 3, 36
"""Options a number, and in all, that are priced: each costs a joint fit of all others."""
FEW_STEPS = 8


def constants(asked: Asked) -> dict[str, Any]:
    """{test_rmse, constants: [{edge, constant, value, standard_error, exact, options}]}, in the user's units.

    Values are those after a joint fit of all named edges, numbers that say nothing of their own left out.
    An option is {text, value, test_rmse, change}: the test error with that number and all others fitted
    again, and how much it is above what it would be without.
    """
    session = asked.session()
    found = settled(session)
    if found is None:
        return {"test_rmse": test_rmse(session, session.network), "constants": []}
    now = test_rmse(session, found.numbers.network(found.values))
    errors = standard_errors(found.numbers, found.values, found.loss, {*found.exact, *found.idle})
    near = {k: options(float(found.values[k]), float(errors[k]))[:EACH] for k in found.open}
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
    return {"text": str(option.exact), "value": option.value, "test_rmse": then, "change": change}
