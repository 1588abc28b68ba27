"""One training, with or without stopping where the held rows are learnt best."""

from __future__ import annotations

from kanscope.kan.network import Network
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import OptimiserName, Plan
from kanscope.kan.train import Training

PATIENCE = 15
"""Steps without a better loss on the held rows after which no better one is waited for."""
MOST_FOR_LM = 1500
"""Free parameters up to which Levenberg-Marquardt's matrices are quickly solved."""


def optimiser_for(network: Network) -> OptimiserName:
    """Levenberg-Marquardt where its matrices are small, L-BFGS elsewhere."""
    return "lm" if int(network.trainable().sum()) <= MOST_FOR_LM else "lbfgs"


def learn(network: Network, samples: Samples, plan: Plan) -> tuple[Network, int]:
    """The trained network, the best one if the plan has patience, and the steps made."""
    training = Training(network, samples, plan)
    for _ in training:
        pass
    return training.network, training.step
