"""Networks of other libraries, read in a child process that is confined and ended in time.

No thing in a foreign file ever runs, here or there: its YAML builds no objects and its tensors are loaded
alone. The child is for what is left: files that ask for all memory, all time, or for a fault in a parser.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kanscope
from kanscope.formats.own import from_bytes
from kanscope.formats.reading import REFUSED
from kanscope.kan.network import Network


@dataclass(frozen=True)
class Limits:
    """What reading one file may take: seconds in all, and bytes of memory beyond a bare torch process."""

    seconds: float = 60.0
    memory: int = 2**30


def read_pykan(config: bytes, state: bytes, limits: Limits = Limits()) -> Network:
    """The network of a pykan 0.2 checkpoint: the bytes of its `_config.yml` and `_state` files, in float64.

    Inside its grids it gives what pykan's gives; outside, splines go on in a straight line where pykan's
    fall to 0. `symbolic_enabled`, which pykan often saves wrongly, is not heeded. ValueError: why it cannot
    be read.
    """
    return _read("pykan", [config, state], {}, limits)


def read_pykan_v0(state: bytes, base: str = "silu", limits: Limits = Limits()) -> Network:
    """The network of a pykan 0.0 checkpoint, a state alone: it names neither base nor functions, so networks
    with named edges are refused. ValueError: why it cannot be read.
    """
    return _read("pykan_v0", [state], {"base": base}, limits)


def read_efficient_kan(state: bytes, base: str = "silu", limits: Limits = Limits()) -> Network:
    """The network of an efficient-kan state; `base` is its `base_activation`, which no state names.

    Its splines are ours: equal inside the grids. ValueError: why it cannot be read.
    """
    return _read("efficient_kan", [state], {"base": base}, limits)


def read_fastkan(state: bytes, denominator: float | None = None, limits: Limits = Limits()) -> Network:
    """The network of a FastKAN state where it is a sum of curves, which few are: `fastkan` says which.

    denominator: the width of its Gaussians, where it is not the spacing of their centres. ValueError: what
    cannot be mapped.
    """
    return _read("fastkan", [state], {"denominator": denominator}, limits)


def _read(kind: str, files: Sequence[bytes], options: dict[str, Any], limits: Limits) -> Network:
    order = {
        "kind": kind,
        "sizes": [len(file) for file in files],
        "options": options,
        "memory": limits.memory,
    }
    try:
        child = subprocess.run(
            [sys.executable, "-m", "kanscope.formats.reading"],
            input=json.dumps(order).encode() + b"\n" + b"".join(files),
            capture_output=True,
            timeout=limits.seconds,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise ValueError(f"{kind}: the file could not be read within {limits.seconds:g} s") from problem
    if child.returncode == REFUSED:
        raise ValueError(f"{kind}: {child.stdout.decode(errors='replace')}")
    if child.returncode:
        raise ValueError(f"{kind}: the file could not be read, {_ending(child.returncode, child.stderr)}")
    return from_bytes(child.stdout)


def _ending(status: int, complaint: bytes) -> str:
    """How a reader ended that gave no reason of its own."""
    if status < 0:
        return f"its reader was ended by signal {-status}, as where memory runs out"
    lines = complaint.decode(errors="replace").strip().splitlines()
    return f"its reader broke off with {lines[-1] if lines else f'status {status}'}"


def _environment() -> dict[str, str]:
    package = str(Path(kanscope.__file__).parent.parent)
    path = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")]))
    return {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": path}
