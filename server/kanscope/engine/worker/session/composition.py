"""A network's edges as forms, which is all a formula needs to know of it."""

from __future__ import annotations

from kanscope.engine.worker.session.session import Session
from kanscope.kan.layer import Layer
from kanscope.symbolic.composition import Composition, EdgeForm


def composition_of(session: Session) -> Composition:
    """Named edges with their numbers, splines as unknown functions, cut edges left out."""
    network, scaling, data = session.network, session.scaling, session.context.data
    edges = {
        (l, i, j): _form(layer, i, j)
        for l, layer in enumerate(network.layers)
        for i, j in layer.alive.nonzero().tolist()
    }
    return Composition(
        width=network.width,
        edges=edges,
        input_names=data.inputs,
        input_shift=scaling.inputs.shift.tolist(),
        input_scale=scaling.inputs.scale.tolist(),
        output_shift=scaling.targets.shift.tolist(),
        output_scale=scaling.targets.scale.tolist(),
        output_names=data.targets,
        arities=network.shape.arities,
    )


def _form(layer: Layer, i: int, j: int) -> EdgeForm:
    function = layer.function[i][j]
    return EdgeForm() if function is None else EdgeForm(function, *layer.affine[i, j].tolist())
