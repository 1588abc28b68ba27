"""pykan's `_config.yml`, read without ever building the Python objects it may name.

pykan writes with `yaml.dump`: numpy numbers and, after `prune_input`, whole torch modules end up in the
file, which its own `safe_load` then refuses. Numbers are decoded here; any other object is only its name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import unquote

import numpy as np
import yaml

T = TypeVar("T")
PYTHON = "tag:yaml.org,2002:python/"
NUMBERS = ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "b1")
BASES = {
    "silu": "silu",
    "identity": "identity",
    "zero": "zero",
    "torch.nn.modules.activation.SiLU": "silu",
    "torch.nn.modules.activation.Tanh": "tanh",
    "torch.nn.modules.linear.Identity": "identity",
    "kan.MultKAN.<lambda>": "zero",  # the only function without a name that pykan makes a base function
}


@dataclass(frozen=True)
class Opaque:
    """A Python object in the file, known by its name only."""

    name: str


@dataclass(frozen=True)
class Config:
    """What the state's tensors do not say: (sums, products) of each position, the factors of its products,
    the base function's name, each layer's function names [out][in], and whether node biases and scales were
    trained.
    """

    width: list[tuple[int, int]]
    arities: list[list[int]]
    base: str
    functions: list[list[list[str]]]
    affine_trainable: bool


def read_config(text: bytes) -> Config:
    """The configuration of one checkpoint. ValueError naming the entry that is missing or makes no sense."""
    try:
        loader = _Loader(text)
        entries = loader.get_single_data()
    except (yaml.YAMLError, RecursionError, ValueError, TypeError, LookupError, OverflowError) as problem:
        raise ValueError(f"config: not YAML ({problem})") from problem
    if not isinstance(entries, dict):
        raise ValueError(f"config: expected named entries, got {type(entries).__name__}")
    width = _entry(entries, "width", lambda value: [_pair(one) for one in value])
    arities = _entry(entries, "mult_arity", lambda value: _arities(value, width))
    names = [_layer_names(entries, width, arities, l) for l in range(len(width) - 1)]
    base = _entry({"base_fun_name": "silu"} | entries, "base_fun_name", _base)
    return Config(width, arities, base, names, bool(entries.get("affine_trainable", False)))


def _entry(entries: dict[Any, Any], name: str, read: Callable[[Any], T]) -> T:
    if name not in entries:
        raise ValueError(f"config: {name} is missing")
    try:
        return read(entries[name])
    except (TypeError, ValueError, LookupError, OverflowError) as problem:
        raise ValueError(f"config: {name} makes no sense ({problem})") from problem


def _pair(value: Any) -> tuple[int, int]:
    sums, products = (value, 0) if isinstance(value, int) else value
    return _whole(sums, 0), _whole(products, 0)


def _whole(value: Any, least: int) -> int:
    """A whole number, also one written 2.0. What it is not is named by its type: a list may be endless."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"expected a whole number, got {type(value).__name__}")
    if value != int(value) or value < least:
        raise ValueError(f"expected a whole number of at least {least}, got {value}")
    return int(value)


def _layer_names(
    entries: dict[Any, Any], width: list[tuple[int, int]], arities: list[list[int]], l: int
) -> list[list[str]]:
    i, o = sum(width[l]), width[l + 1][0] + sum(arities[l])
    return _entry(entries, f"symbolic.funs_name.{l}", lambda value: _names(value, i, o))


def _names(value: Any, i: int, o: int) -> list[list[str]]:
    """Names [out][in]. A row that YAML's aliases repeat is read once, and nothing nested is written out."""
    if not _is_row(value, o) or not all(_is_row(row, i) for row in value):
        raise ValueError(f"expected {o} rows of {i} names")
    rows = {id(row): [_name(one) for one in row] for row in {id(row): row for row in value}.values()}
    return [rows[id(row)] for row in value]


def _is_row(value: Any, size: int) -> bool:
    return isinstance(value, list) and len(value) == size


def _name(value: Any) -> str:
    if isinstance(value, Opaque):
        return value.name
    if not isinstance(value, str | int | float):
        raise ValueError(f"expected the name of a function, got {type(value).__name__}")
    return str(value)


def _arities(value: Any, width: list[tuple[int, int]]) -> list[list[int]]:
    """Factors of each product, a list for each position after the inputs."""
    counts = [products for _, products in width[1:]]
    if isinstance(value, int | float):
        return [[_whole(value, 1)] * products for products in counts]
    layers = value[1 : len(width)]
    if [len(layer) for layer in layers] != counts:
        raise ValueError(f"layers of {counts} products need as many arities each")
    return [[_whole(arity, 1) for arity in layer] for layer in layers]


def _base(value: Any) -> str:
    name = _name(value)
    return BASES.get(name, name)


class _Loader(yaml.SafeLoader):
    """YAML of plain data; tags of Python objects give numbers, lists or an `Opaque`."""


def _numpy_number(loader: _Loader, _suffix: str, node: yaml.Node) -> Any:
    if not isinstance(node, yaml.SequenceNode) or len(node.value) != 2:
        raise ValueError("a numpy number is a type and its bytes")
    kind, raw = loader.construct_sequence(node, deep=True)
    if not isinstance(kind, str) or kind not in NUMBERS or not isinstance(raw, bytes):
        shown = repr(kind) if isinstance(kind, str) else type(kind).__name__
        raise ValueError(f"a numpy number of the unknown type {shown}")
    return np.frombuffer(raw, np.dtype(f"<{kind}"))[0].item()


def _numpy_type(loader: _Loader, _suffix: str, node: yaml.Node) -> Any:
    parts = loader.construct_mapping(node, deep=True) if isinstance(node, yaml.MappingNode) else {}
    kind = parts.get("args", [""])[0]
    if not isinstance(kind, str):
        raise ValueError("a numpy type is a text")
    return kind


def _tuple(loader: _Loader, node: yaml.Node) -> Any:
    return loader.construct_sequence(node, deep=True) if isinstance(node, yaml.SequenceNode) else []


def _opaque(_loader: _Loader, suffix: str, _node: yaml.Node) -> Opaque:
    return Opaque(unquote(suffix.partition(":")[2]))


_Loader.add_constructor(f"{PYTHON}tuple", _tuple)
for _core in ("numpy.core", "numpy._core"):
    _Loader.add_multi_constructor(f"{PYTHON}object/apply:{_core}.multiarray.scalar", _numpy_number)
_Loader.add_multi_constructor(f"{PYTHON}object/apply:numpy.dtype", _numpy_type)
_Loader.add_multi_constructor(PYTHON, _opaque)
