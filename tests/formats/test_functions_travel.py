"""A function somebody wrote, or one with a number of its own, goes wherever its network goes."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.contracts.engine_contract import toy_table
from tests.engine.made import asked, fresh
from tests.kan.laws import uniform

from kanscope.engine.worker.queries.formula import formula
from kanscope.engine.worker.session.checkpoint import pack, unpack
from kanscope.formats.module import TraceableModule
from kanscope.formats.own import from_bytes, to_bytes
from kanscope.formats.portable import to_onnx, to_pt2
from kanscope.kan.functions.catalogue import function
from kanscope.kan.network import Network
from kanscope.kan.state import network_from_state, network_state
from kanscope.kan.surgery import fix_symbolic
from kanscope.language.function_text import shaped_text
from kanscope.symbolic.composition import Composition
from kanscope.symbolic.edges import edge_forms
from kanscope.symbolic.formula import formulas
from kanscope.symbolic.numeric import values

X = uniform(40, 2, seed=5)

PARTS = st.recursive(
    st.sampled_from(["x", "x", "1", "0.3", "2"]),
    lambda part: st.one_of(
        st.tuples(part, st.sampled_from("+-*"), part).map("({0[0]} {0[1]} {0[2]})".format),
        part.map("({})/(1 + x^2)".format),
        part.map("sqrt(1 + ({})^2)".format),
        part.map("1/(2 + ({})^2)".format),
        st.tuples(st.sampled_from(["sin", "tanh", "gaussian", "abs", "atan", "sigmoid"]), part).map(
            "{0[0]}({0[1]})".format
        ),
    ),
    max_leaves=6,
)
CUSTOM = st.tuples(st.sampled_from(["f", "own_2", "Langmuir"]), PARTS).map("{0[0]} := x + {0[1]}".format)
SHAPED = st.floats(-3, 3).map(lambda p: shaped_text("power", [p]))
TEXTS = st.lists(CUSTOM | SHAPED, min_size=6, max_size=6)


def named(texts: list[str]) -> Network:
    """[2, 2, 1] with these functions; shaped ones get positive arguments, custom ones what comes."""
    network = Network.create([2, 2, 1], inputs=X)
    places = [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (1, 0, 0), (1, 1, 0)]
    for place, text in zip(places, texts, strict=True):
        numbers = (1e-3, 1.7, 0.4, 0.1) if text.startswith("power") else (0.3, 0.2, 0.5, -0.1)
        network = fix_symbolic(network, place, text, *numbers)
    return network


def functions(network: Network) -> list[str | None]:
    return [name for layer in network.layers for row in layer.function for name in row]


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_it_survives_state_file_and_module_in_every_bit(texts: list[str]) -> None:
    network = named(texts)
    for back in (network_from_state(*network_state(network)), from_bytes(to_bytes(network))):
        assert functions(back) == functions(network)
        assert torch.equal(back(X), network(X))
    assert torch.allclose(TraceableModule(network)(X), network(X), rtol=1e-13, atol=1e-13)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_the_formula_says_what_the_network_computes(texts: list[str]) -> None:
    network = named(texts)
    plain = ([0.0, 0.0], [1.0, 1.0], [0.0], [1.0])
    [said] = formulas(Composition(network.width, edge_forms(network), ["u", "v"], *plain))
    columns = {name: X[:, "uv".index(name)].numpy() for name in said.symbols}
    assert said.complete
    assert np.allclose(values(said.expression, columns), network(X)[:, 0].numpy(), rtol=1e-9, atol=1e-12)


CHOSEN = [
    "langmuir := x/(1 + x)",
    shaped_text("power", [1 / 3]),
    "f := sin(x)^2 + 2^x",
    "langmuir := x/(2 + x)",
    "g := log(1 + x^2)*exp(-x/2)",
    shaped_text("power", [-2.0]),
]
"""Two functions of one name are two functions."""


def test_a_checkpoint_and_its_formula_hold_it() -> None:
    session = fresh((2, 1))
    network = fix_symbolic(session.network, (0, 0, 0), CHOSEN[0], 0.1, 3.0, 2.0, 0.0)
    network = fix_symbolic(network, (0, 1, 0), CHOSEN[1], 0.1, 3.0, 1.0, 0.0)
    session = session.with_network(network)
    back = unpack(pack(session))
    assert functions(back.network) == functions(network)
    [output] = formula(asked(session, toy_table()))["outputs"]
    assert output["complete"] and output["verdict"]["formula_rmse"] == pytest.approx(
        output["verdict"]["network_rmse"], rel=1e-9
    )


def test_another_process_computes_the_same_from_the_file_alone() -> None:
    network = named(CHOSEN)
    code = (
        "import sys, json, torch; from kanscope.formats.own import from_bytes;"
        "torch.set_num_threads(1); network = from_bytes(sys.stdin.buffer.read());"
        "x = torch.tensor(json.loads(sys.argv[1]), dtype=torch.float64);"
        "print(json.dumps([value.hex() for value in network(x)[:, 0].tolist()]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(X.tolist())],
        input=to_bytes(network),
        capture_output=True,
        env={"PYTHONPATH": ":".join(sys.path), "OMP_NUM_THREADS": "1"},
        check=True,
    )
    theirs = [float.fromhex(value) for value in json.loads(done.stdout)]
    assert theirs == pytest.approx(network(X)[:, 0].tolist(), rel=1e-15)


def test_programs_without_kanscope_compute_the_same() -> None:
    pytest.importorskip("onnx", reason="onnx comes with the extra 'export'")
    runtime = pytest.importorskip("onnxruntime", reason="onnxruntime comes with the extra 'test'")
    network = named(CHOSEN)
    program = torch.export.load(io.BytesIO(to_pt2(network))).module()
    assert torch.allclose(program(X), network(X), rtol=1e-12)
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = runtime.InferenceSession(to_onnx(network), options, providers=["CPUExecutionProvider"])
    [y] = session.run(["y"], {"x": X.numpy().astype(np.float32)})
    assert np.allclose(y, network(X).numpy(), rtol=1e-4)


def test_a_damaged_function_is_refused_and_not_run() -> None:
    spec, tensors = network_state(named(CHOSEN))
    spec["functions"][0][0][0] = '__import__("os") := x'
    with pytest.raises(ValueError, match="unknown functions"):
        network_from_state(spec, tensors)


def test_a_function_is_made_once() -> None:
    assert function(CHOSEN[0]) is function(str(CHOSEN[0]))
