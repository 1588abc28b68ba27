"""What a changed network would be off by, once all that may still move has been fitted again for a moment."""

from __future__ import annotations

import time

from kanscope.engine.worker.session.errors import test_rmse
from kanscope.engine.worker.session.session import Session
from kanscope.kan.divergence import Diverged
from kanscope.kan.network import Network
from kanscope.kan.optimisers.choice import suited
from kanscope.kan.schedule import Plan
from kanscope.kan.train import Training

STEPS = 12


def refitted_rmse(session: Session, network: Network, until: float) -> float | None:
    """Test RMSE after at most 12 steps on the training rows, none begun after `until` (time.monotonic).

    Splines and named edges move together, nothing is made sparse and ranges stay. None where the network has
    no value on the rows, before or after.
    """
    if test_rmse(session, network) is None:
        return None
    optimiser = suited(network, len(session.samples.x))
    training = Training(network, session.samples, Plan(steps=STEPS, optimiser=optimiser, adapt_every=0))
    try:
        while time.monotonic() < until and next(training, None) is not None:
            pass
    except Diverged:
        return None
    return test_rmse(session, training.network)
