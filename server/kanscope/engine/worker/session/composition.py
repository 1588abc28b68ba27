"""A session's network as a formula sees it, in the units and names of its table."""

from __future__ import annotations

from kanscope.engine.worker.session.session import Session
from kanscope.symbolic.composition import Composition
from kanscope.symbolic.edges import edge_forms


def composition_of(session: Session) -> Composition:
    """Named edges with their numbers, splines as unknown functions, cut edges left out."""
    network, scaling, data = session.network, session.scaling, session.context.data
    return Composition(
        width=network.width,
        edges=edge_forms(network),
        input_names=data.inputs,
        input_shift=scaling.inputs.shift.tolist(),
        input_scale=scaling.inputs.scale.tolist(),
        output_shift=scaling.targets.shift.tolist(),
        output_scale=scaling.targets.scale.tolist(),
        output_names=data.targets,
        arities=network.shape.arities,
    )
