"""A fresh network for a table: the width asked for, or the default one for these roles."""

from __future__ import annotations

import torch
from torch import Tensor

from kanscope.engine.worker.problem import EditRefused
from kanscope.engine.worker.session.context import Context
from kanscope.engine.worker.session.scaling import Scale, Scaling
from kanscope.engine.worker.session.session import Session
from kanscope.formats.own import from_bytes
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


def brought(operation: BuildNetwork, model: bytes, context: Context) -> Session:
    """A network that was brought in; it was trained on the columns as they are, so nothing is standardised.

    `EditRefused`: these bytes are no model, or one of another shape than the operation says.
    """
    try:
        network = from_bytes(model)
    except ValueError as problem:
        raise EditRefused(f"The model cannot be read: {problem}") from problem
    if tuple(network.width) != operation.width:
        raise EditRefused(f"The model is {list(network.width)}, not {list(operation.width)}.")
    plain = Scaling(_as_it_is(context.x), _as_it_is(context.y))
    return Session(context, plain, network.to(dtype=context.x.dtype))


def _as_it_is(columns: Tensor) -> Scale:
    ones = torch.ones(columns.shape[1], dtype=columns.dtype)
    return Scale(torch.zeros_like(ones), ones)


def default_shape(context: Context) -> BuildNetwork:
    """One hidden layer between the inputs and the targets."""
    return BuildNetwork(width=(context.x.shape[1], HIDDEN, context.y.shape[1]))
