"""A fresh network for a table: the width asked for, or the default one for these roles."""

from __future__ import annotations

from kanscope.engine.worker.session.context import Context
from kanscope.engine.worker.session.session import Session
from kanscope.kan.network import Network
from kanscope.study.operations import BuildNetwork, SetFilter, SetRoles, SetSplit

HIDDEN = 5
"""Hidden nodes of a network nobody has chosen the shape of."""


def build(operation: BuildNetwork | SetRoles | SetSplit | SetFilter, context: Context) -> Session:
    """A network whose first grid covers every row, seen or not: inputs are no secret, targets are."""
    scaling = context.fresh_scaling
    plan = operation if isinstance(operation, BuildNetwork) else default_shape(context)
    everything = scaling.inputs.inside(context.x)
    network = Network.create(plan.width, inputs=everything, grid=plan.grid, k=plan.k, seed=plan.seed)
    return Session(context, scaling, network)


def default_shape(context: Context) -> BuildNetwork:
    """One hidden layer between the inputs and the targets."""
    return BuildNetwork(width=(context.x.shape[1], HIDDEN, context.y.shape[1]))
