"""A network as bytes, and back, equal in every bit: safetensors with one JSON text beside the tensors.

Equal networks give equal bytes. The text holds the description and a digest of description and tensors, so
that a file damaged anywhere is refused: a flipped bit in a coefficient would be another curve.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from kanscope.kan.network import Network
from kanscope.kan.state import network_from_state, network_state

KEY = "kanscope.network"  # a single key: several would be written in no particular order
FORMAT = 1


def to_bytes(network: Network) -> bytes:
    """The network as a safetensors file."""
    spec, tensors = network_state(network)
    named = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    about = {"format": FORMAT, "spec": spec, "digest": _digest(spec, named)}
    return save(named, {KEY: _json(about)})


def from_bytes(data: bytes) -> Network:
    """The network that `to_bytes` has written. ValueError: the bytes are damaged, or none of its making."""
    try:
        about, tensors = json.loads(_text(data)), load(data)
        if about["format"] != FORMAT:
            raise ValueError(f"format: this version reads format {FORMAT}, got {about['format']!r}")
        if about["digest"] != _digest(about["spec"], tensors):
            raise ValueError("data: the file is damaged, its digest does not fit its content")
    except (SafetensorError, KeyError, TypeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise ValueError(f"data: not a saved network ({error})") from error
    if not bool(torch.isfinite(tensors["parameters"]).all()):
        raise ValueError("data: the parameters must be finite, but hold NaN or infinity")
    return network_from_state(about["spec"], tensors)


def _digest(spec: dict[str, Any], tensors: dict[str, Tensor]) -> str:
    """SHA-256 over the description and, by name, every tensor's type, shape and bytes."""
    total = hashlib.sha256(_json(spec).encode())
    for name, tensor in sorted(tensors.items()):
        total.update(f"\n{name} {tensor.dtype} {tuple(tensor.shape)} ".encode())
        total.update(tensor.flatten().view(torch.uint8).numpy().tobytes())
    return total.hexdigest()


def _text(data: bytes) -> str:
    """The JSON text in the header of a safetensors file: 8 bytes of length, then the header."""
    length = int.from_bytes(data[:8], "little")
    return str(json.loads(data[8 : 8 + length])["__metadata__"][KEY])


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, allow_nan=False)
