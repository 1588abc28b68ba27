"""How a training begins, and what of it people have changed since."""

from __future__ import annotations

from kanscope.engine.worker.session.session import Session
from kanscope.kan.network import Network
from kanscope.kan.optimisers.choice import suited
from kanscope.kan.schedule import Plan
from kanscope.kan.train import Training
from kanscope.study.operations import Train


def begin(operation: Train, session: Session) -> Training:
    """A training of the session's network; once every edge has a name, there is nothing to make sparse.

    Least squares learn a noisy table by heart in a few steps, so they go by evidence.
    """
    splines = has_splines(session.network)
    optimiser = operation.optimiser or suited(session.network, len(session.samples.x))
    plan = Plan(
        steps=operation.steps,
        optimiser=optimiser,
        sparsity=float(operation.sparsity) if splines else 0.0,
        learning_rate=operation.learning_rate,
        evidence=splines and optimiser == "lm",
        priors=session.priors,
    )
    return Training(session.network, session.samples, plan)


def changes_since(operation: Train, training: Training) -> dict[str, float]:
    """Learning rate and sparsity where the operation, as adjusted by people, differs from the kept plan."""
    plan, changes = training.plan, dict[str, float]()
    if operation.learning_rate is not None and operation.learning_rate != plan.learning_rate:
        changes["learning_rate"] = float(operation.learning_rate)
    if has_splines(training.network) and operation.sparsity != plan.sparsity:
        changes["sparsity"] = float(operation.sparsity)
    return changes


def has_splines(network: Network) -> bool:
    """Whether any living edge is still without a name."""
    return any(bool(layer.spline_edges.any()) for layer in network.layers)
