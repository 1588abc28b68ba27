"""The numbers of all named edges fitted anew, together."""

from __future__ import annotations

from kanscope.engine.worker.constants.settled import settled, with_values
from kanscope.engine.worker.problem import EditRefused
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.edited import Edited
from kanscope.study.operations import Refit


def refit(operation: Refit, session: Session) -> Edited:
    """Least squares on the training rows; splines stay as they are. What is exact is held."""
    found = settled(session)
    if found is None:
        raise EditRefused("No edge has a name whose numbers may move. Name one, or unlock one, first.")
    return Edited(with_values(found, found.values, found.exact))
