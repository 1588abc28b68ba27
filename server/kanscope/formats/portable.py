"""A network for programs without KANscope: as ONNX, or as torch's own `ExportedProgram`. Any number of rows.

Named edges that have no value somewhere give NaN there, as IEEE has it, in every format.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch.export import Dim, ExportedProgram

from kanscope.formats.module import TraceableModule, Units
from kanscope.kan.network import Network

OPSET = 18


def exported_program(
    network: Network,
    inputs: Units | None = None,
    outputs: Units | None = None,
    dtype: torch.dtype = torch.float64,
) -> ExportedProgram:
    """The network traced once, for any number of rows: input `x` (rows, n0), one output (rows, n_out).

    inputs, outputs: how columns were standardised, so that it takes and gives the scientist's units.
    """
    module = TraceableModule(network, inputs, outputs).to(dtype)
    example = torch.zeros(3, network.shape.nodes(0), dtype=dtype)
    program = torch.export.export(module, (example,), dynamic_shapes={"x": {0: Dim("rows")}})
    for node in program.graph.nodes:
        node.meta.pop("stack_trace", None)  # names files of this machine
    return program


def to_pt2(network: Network, inputs: Units | None = None, outputs: Units | None = None) -> bytes:
    """The exported program as a `.pt2` file, for `torch.export.load`; float64."""
    file = io.BytesIO()
    torch.export.save(exported_program(network, inputs, outputs), file)
    return file.getvalue()


def to_onnx(
    network: Network,
    inputs: Units | None = None,
    outputs: Units | None = None,
    dtype: torch.dtype = torch.float32,
) -> bytes:
    """The network as an ONNX model of standard operators alone: input `x` (rows, n0), output `y` (rows,
    n_out).

    float32 by default: runtimes lack some functions (tan, asin, …) in float64. ImportError naming the extra
    where onnx is not installed.
    """
    program = exported_program(network, inputs, outputs, dtype)
    with _quiet():
        model = torch.onnx.export(
            program,
            dynamo=True,
            opset_version=OPSET,
            input_names=["x"],
            output_names=["y"],
            verbose=False,
        )
    if model is None:
        raise RuntimeError("torch.onnx gave no model")
    return _plain(model.model_proto)


def _plain(model: Any) -> bytes:
    """The ONNX model without the exporter's notes, which name files of this machine, and with rows called
    so.
    """
    graph, rows = model.graph, model.graph.input[0].type.tensor_type.shape.dim[0].dim_param
    for noted in (
        model,
        graph,
        *graph.node,
        *graph.input,
        *graph.output,
        *graph.value_info,
        *graph.initializer,
    ):
        del noted.metadata_props[:]
        noted.doc_string = ""
    for value in (*graph.input, *graph.output, *graph.value_info):
        for size in value.type.tensor_type.shape.dim:
            if size.dim_param == rows:
                size.dim_param = "rows"
    data: bytes = model.SerializeToString(deterministic=True)
    return data


@contextmanager
def _quiet() -> Iterator[None]:
    """The exporter warns and logs of its own affairs."""
    try:
        import onnxscript  # noqa: F401 - heavy, and an extra
    except ImportError as problem:
        raise ImportError("ONNX needs the extra 'export': pip install 'kanscope[export]'") from problem
    logger = logging.getLogger("torch.onnx")
    level = logger.level
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logger.setLevel(logging.ERROR)
        try:
            yield
        finally:
            logger.setLevel(level)
