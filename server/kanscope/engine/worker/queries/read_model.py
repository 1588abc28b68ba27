"""A model of another library: `read_model{}` on the bytes of its files, `model{}` on one that was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kanscope.engine.worker.problem import QuestionWrong
from kanscope.engine.worker.queries.asked import Asked
from kanscope.formats.foreign import read_efficient_kan, read_pykan, read_pykan_v0
from kanscope.formats.own import from_bytes, to_bytes
from kanscope.kan.network import Network

SAVED = "pykan saves a model as two files, NAME_config.yml and NAME_state; efficient-kan's is one state."


def read_model(asked: Asked) -> dict[str, Any]:
    """{network, kind, width, grid, k}: the model as bytes of our own, what it is, and its shape.

    The files are `config` (pykan's) and `state`; which library a state is of is seen by what it names.
    """
    files = {name: data for name, (_, data) in asked.blobs.items()}
    if "state" not in files:
        raise QuestionWrong("The model's state is missing.", field="files", hint=SAVED)
    try:
        kind, network = _read(files)
    except ValueError as problem:
        raise QuestionWrong(f"The model cannot be read: {problem}", field="files", hint=SAVED) from problem
    return {"network": to_bytes(network), "kind": kind, **_shape(network)}


def model(asked: Asked) -> dict[str, Any]:
    """{width, grid, k} of a model that was read."""
    try:
        return _shape(from_bytes(asked.blob("network")[1]))
    except ValueError as problem:
        raise QuestionWrong(f"These bytes are no model: {problem}", field="model") from problem


def _read(files: Mapping[str, bytes]) -> tuple[str, Network]:
    state = files["state"]
    if "config" in files:
        return "pykan", read_pykan(files["config"], state)
    if b"base_weight" in state:
        return "efficient-kan", read_efficient_kan(state)
    if b"node_scale_0" in state or b"subnode_bias_0" in state:
        raise ValueError("this is pykan's state alone; its _config.yml is needed too")
    if b"act_fun.0" in state:
        return "pykan 0.0", read_pykan_v0(state)
    raise ValueError("the state is neither pykan's nor efficient-kan's")


def _shape(network: Network) -> dict[str, Any]:
    return {"width": list(network.width), "grid": max(network.grid), "k": max(network.k)}
