"""What runs in the child process: one foreign file's bytes in, the bytes of a network of ours out.

The only place where another program's serialised tensors are opened: tensors alone, in a process that may
use little memory, write no file and live only seconds.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

import torch
from torch import Tensor

from kanscope.formats import efficient_kan, fastkan, pykan, pykan_v0
from kanscope.formats.own import to_bytes
from kanscope.formats.pykan_config import read_config
from kanscope.kan.network import Network

REFUSED = 3
"""Exit status when the file cannot be read; the reason is then what was written."""

READERS: dict[str, Callable[..., Network]] = {
    "pykan": lambda config, state: pykan.network_of(read_config(config), tensors_of(state)),
    "pykan_v0": lambda state, base: pykan_v0.network_of(tensors_of(state), base),
    "efficient_kan": lambda state, base: efficient_kan.network_of(tensors_of(state), base),
    "fastkan": lambda state, denominator: fastkan.network_of(tensors_of(state), denominator),
}


def tensors_of(state: bytes) -> dict[str, Tensor]:
    """The named tensors of a `torch.save`d state. ValueError: it is damaged, or holds anything else."""
    _check_sums(state)
    try:
        held: Any = torch.load(io.BytesIO(state), map_location="cpu", weights_only=True)
    except Exception as problem:  # torch raises whatever it stumbles over
        if _of_memory(problem):
            raise
        raise ValueError(f"state: not a torch file of tensors alone{_reason(problem)}") from problem
    if not isinstance(held, dict) or not all(
        isinstance(name, str) and isinstance(tensor, Tensor) and _holds_numbers(tensor)
        for name, tensor in held.items()
    ):
        raise ValueError("state: expected named tensors and nothing else")
    return held


def _check_sums(state: bytes) -> None:
    """torch writes sums beside its tensors and never looks at them: one wrong bit would be another curve.

    It packs nothing, so a file that is larger inside than outside is none of its making.
    """
    if not zipfile.is_zipfile(io.BytesIO(state)):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(state)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > len(state):
                raise MemoryError
            damaged = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as problem:
        raise ValueError(f"state: the file is damaged ({problem})") from problem
    if damaged is not None:
        raise ValueError(f"state: the file is damaged: the sum of “{damaged[:80]}” does not fit its content")


def _holds_numbers(tensor: Tensor) -> bool:
    """Some say only what they would be like (device "meta"), or leave numbers out."""
    return tensor.layout == torch.strided and tensor.device.type == "cpu"


def carry_out(stream: BinaryIO) -> tuple[int, bytes]:
    """Exit status and answer to one order: a line of JSON {kind, sizes, options, memory}, then the files."""
    order = json.loads(stream.readline())
    files = [stream.read(size) for size in order["sizes"]]
    _confine(order["memory"])
    try:
        return 0, to_bytes(READERS[order["kind"]](*files, **order["options"]))
    except ValueError as refusal:
        return REFUSED, str(refusal).encode()
    except (MemoryError, RuntimeError) as problem:
        if not _of_memory(problem):
            raise
        return REFUSED, b"the file asks for more memory than it may have"


def _confine(memory: int) -> None:
    """From here on at most `memory` more bytes, and no byte into any file."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        with open("/proc/self/statm") as pages:
            limit = int(pages.read().split()[0]) * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _of_memory(problem: Exception) -> bool:
    return isinstance(problem, MemoryError) or "allocate memory" in str(problem)


def _reason(problem: Exception) -> str:
    """torch's first line, unless it is its advice to load the file nevertheless."""
    line = next(iter(str(problem).splitlines()), type(problem).__name__)
    return "" if line.startswith("Weights only") else f" ({line})"


if __name__ == "__main__":
    torch.set_num_threads(1)
    status, answer = carry_out(sys.stdin.buffer)
    sys.stdout.buffer.write(answer)
    sys.stdout.flush()
    sys.exit(status)
