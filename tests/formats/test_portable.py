"""What other programs load computes what the network computes; tracing takes seconds, so few networks do."""

from __future__ import annotations

import io
import sys

import numpy as np
import pytest
import torch
from tests.kan.laws import mixed_network, uniform
from torch import Tensor

from kanscope.formats.module import Units
from kanscope.formats.portable import to_onnx, to_pt2
from kanscope.kan.functions.catalogue import FUNCTIONS
from kanscope.kan.grid import follow_samples
from kanscope.kan.network import Network
from kanscope.kan.surgery.name import fix_symbolic

onnx = pytest.importorskip("onnx", reason="onnx comes with the extra 'export'")
runtime = pytest.importorskip("onnxruntime", reason="onnxruntime comes with the extra 'test'")

X = uniform(60, 2, seed=8)
INPUTS = Units(torch.tensor([20.0, -4.0]), torch.tensor([10.0, 0.5]))
OUTPUTS = Units(torch.tensor([1.0, 2.0]), torch.tensor([10.0, 0.1]))


def uneven_network() -> Network:
    return follow_samples(mixed_network(X), X**3)[0]


def run(model: bytes, x: Tensor) -> Tensor:
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = runtime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return torch.from_numpy(session.run(["y"], {"x": x.numpy()})[0])


def test_an_exported_program_computes_the_same_for_any_number_of_rows() -> None:
    network = uneven_network()
    data = to_pt2(network, INPUTS, OUTPUTS)
    program = torch.export.load(io.BytesIO(data)).module()
    for rows in (1, 7, 60):
        own = 2 * X[:rows]
        given = program(own * INPUTS.scale + INPUTS.shift)
        assert torch.allclose(given, network(own) * OUTPUTS.scale + OUTPUTS.shift, rtol=1e-9, atol=1e-12)
    assert b"/kanscope/" not in data  # no path of the machine it was made on


def test_an_onnx_model_of_standard_operators_computes_the_same_for_any_number_of_rows() -> None:
    network = uneven_network()
    data = to_onnx(network, INPUTS, OUTPUTS)
    model = onnx.load_from_string(data)
    onnx.checker.check_model(model, full_check=True)
    assert [(opset.domain, opset.version) for opset in model.opset_import] == [("", 18)]
    assert not model.functions and all(node.domain == "" for node in model.graph.node)
    sizes = model.graph.input[0].type.tensor_type.shape.dim
    assert (sizes[0].dim_param, sizes[1].dim_value) == ("rows", 2)
    assert b"/kanscope/" not in data
    for rows in (1, 7, 60):
        own = 2 * X[:rows]
        given = run(data, (own * INPUTS.scale + INPUTS.shift).float())
        assert torch.allclose(
            given.double(), network(own) * OUTPUTS.scale + OUTPUTS.shift, rtol=1e-4, atol=1e-5
        )


def test_every_function_is_itself_in_onnx() -> None:
    """One output a function, all from one input, within a range where each has a value."""
    names, x = (
        sorted({function.name for function in FUNCTIONS.values()}),
        torch.linspace(0.3, 0.7, 40, dtype=torch.float64)[:, None],
    )
    network = Network.create([1, len(names)], inputs=x, grid=1, k=1, base="zero")
    for j, name in enumerate(names):
        network = fix_symbolic(network, (0, 0, j), name, 0.9, 0.05, 2.0, 0.3)
    given = run(to_onnx(network), x.float()).double()
    off = ((given - network(x)).abs() / network(x).abs().clamp(min=1)).amax(0)
    assert {name: float(one) for name, one in zip(names, off, strict=True) if not one < 1e-4} == {}


def test_double_precision_is_kept_where_it_is_asked_for() -> None:
    network = Network.create([2, 1], inputs=X, k=1, base="identity")
    assert np.allclose(run(to_onnx(network, dtype=torch.float64), X), network(X), rtol=1e-12)


def test_the_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxscript", None)
    with pytest.raises(ImportError, match="extra 'export'"):
        to_onnx(Network.create([1, 1], inputs=X[:, :1]))
