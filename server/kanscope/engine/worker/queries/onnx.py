"""The network for programs without KANscope: `onnx{}`."""

from __future__ import annotations

from typing import Any

import torch

from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.session.scaling import Scale
from kanscope.formats.module import Units


def onnx(asked: Asked) -> dict[str, Any]:
    """{data}, an ONNX model from the columns to the targets, both in the user's units; or {refused}, why not.

    Input `x` (rows, inputs) and output `y` (rows, targets), float32, in the order of the study's roles;
    logarithms are taken and undone inside. Splines are in it as they are.
    """
    from kanscope.formats.portable import to_onnx  # delayed: the exporter takes seconds to load

    session = asked.session()
    scaling, data = session.scaling, session.context.data
    inputs = _units(scaling.inputs, [name in data.logs for name in data.inputs])
    targets = _units(scaling.targets, [name in data.logs for name in data.targets])
    try:
        return {"data": to_onnx(session.network, inputs, targets)}
    except ImportError as missing:
        return {"refused": f"{missing}."}


def _units(scale: Scale, logs: list[bool]) -> Units:
    return Units(scale.shift, scale.scale, torch.tensor(logs))
