"""One training, with or without stopping where the held rows are learnt best."""

from __future__ import annotations

from kanscope.kan.network import Network
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import Plan
from kanscope.kan.train import Training

PATIENCE = 15
"""Steps without a better loss on the held rows after which no better one is waited for."""


def learn(network: Network, samples: Samples, plan: Plan) -> tuple[Network, int]:
    """The trained network, the best one if the plan has patience, and the steps made."""
    training = Training(network, samples, plan)
    for _ in training:
        pass
    return training.network, training.step
