"""A network and all that belongs to it as bytes, and back: safetensors with one JSON text beside the tensors.

Equal networks give equal bytes: neither time, nor run, nor attempt is written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from kanscope.engine.worker.session.scaling import Scale, Scaling
from kanscope.engine.worker.session.session import Session
from kanscope.kan.network import Network
from kanscope.kan.penalties.prior import Prior
from kanscope.kan.state import network_from_state, network_state
from kanscope.study.records import Data
from kanscope.version import __version__

State = tuple[dict[str, Any], dict[str, Tensor]]
"""A training under way: (description, tensors)."""
KEY = "kanscope"  # a single key: several would be written in no particular order
FORMAT = 1


@dataclass(frozen=True)
class Saved:
    """What a checkpoint holds; `training` is one that was under way."""

    data: Data
    scaling: Scaling
    network: Network
    fits: Mapping[str, float]
    exact: Mapping[str, Mapping[str, str]]
    training: State | None = None
    priors: tuple[Prior, ...] = ()


def pack(session: Session, training: State | None = None) -> bytes:
    """The bytes of a session's network and, if one is under way, of its training."""
    spec, tensors = network_state(session.network)
    about: dict[str, Any] = {
        "format": FORMAT,
        "spec": spec,
        "data": session.context.data.model_dump(mode="json"),
        "fits": dict(session.fits),
        "exact": {id: dict(texts) for id, texts in session.exact.items()},
        "versions": {"torch": str(torch.__version__), "kanscope": __version__},
    }
    named = _under("network", tensors) | _scaling_tensors(session.scaling)
    if session.priors:
        about["priors"] = [asdict(prior) for prior in session.priors]
    if training is not None:
        about["training"], moving = training
        named |= _under("training", moving)
    text = json.dumps(about, sort_keys=True, allow_nan=False)
    return save({name: tensor.contiguous().clone() for name, tensor in named.items()}, {KEY: text})


def unpack(data: bytes) -> Saved:
    """What `pack` has written. ValueError: these bytes are no checkpoint."""
    try:
        about, tensors = json.loads(_text(data)), load(data)
        network = network_from_state(about["spec"], _of("network", tensors))
        scaling = Scaling(*(Scale(tensors[f"{end}.shift"], tensors[f"{end}.scale"]) for end in ENDS))
        training = (about["training"], _of("training", tensors)) if "training" in about else None
        exact = about.get("exact", {})  # absent in files written before numbers could be exact
        priors = tuple(Prior.read(one) for one in about.get("priors", ()))
        data_then = Data.model_validate(about["data"])
        return Saved(data_then, scaling, network, about["fits"], exact, training, priors)
    except (SafetensorError, KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"This is not a checkpoint of a network: {error}") from error


ENDS = ("inputs", "targets")


def _scaling_tensors(scaling: Scaling) -> dict[str, Tensor]:
    ends = zip(ENDS, (scaling.inputs, scaling.targets), strict=True)
    return {f"{end}.{part}": getattr(scale, part) for end, scale in ends for part in ("shift", "scale")}


def _text(data: bytes) -> str:
    """The JSON text in the header of a safetensors file: 8 bytes of length, then the header."""
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    return str(header["__metadata__"][KEY])


def _under(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {f"{prefix}/{name}": tensor for name, tensor in tensors.items()}


def _of(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    start = f"{prefix}/"
    return {name.removeprefix(start): value for name, value in tensors.items() if name.startswith(start)}
