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


def learn(network: Network, samples: Samples, plan: Plan, *, stop_early: bool) -> tuple[Network, int]:
    """The trained network and the steps made; stop_early: the one that was best on the check rows.

    Nothing is judged before the sparsity has reached its last stage, where there is one.
    """
    training = Training(network, samples, plan)
    best, best_loss, best_step = training.network, float("inf"), 0
    for step in training:
        if not stop_early or step.sparsity != plan.strength(plan.steps):
            continue
        if step.check_loss < best_loss:
            best, best_loss, best_step = training.network.copy(), step.check_loss, step.step
        elif step.step - best_step >= PATIENCE:
            break
    return (best if best_step else training.network), training.step
