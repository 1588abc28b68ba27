"""A model in a file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from kanscope.formats.foreign import read_pykan
from kanscope.formats.own import from_bytes, to_bytes
from kanscope.model.model import Model

ENDING = ".safetensors"
PYKAN = ("_config.yml", "_state")


class Keeping(Model):
    """Verbs that keep a model. Nothing is ever written unasked, and nothing read is ever executed."""

    def saveckpt(self, path: str | Path = "model") -> Path:
        """Writes one safetensors file, `path` with its ending, and returns where.

        It holds the network alone: neither data nor the model's seed.
        """
        target = _file(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        whole = target.with_name(target.name + ".part")
        whole.write_bytes(to_bytes(self.network))
        whole.replace(target)  # a reader sees the old file or the new one
        return target

    @classmethod
    def loadckpt(cls, path: str | Path = "model") -> Self:
        """The model `saveckpt` has written, equal in every bit; or pykan's own `path`_config.yml and _state.

        Those are read without running anything in them, into float64, exactly inside their grids. ValueError
        for a damaged file, or one that holds what cannot be mapped.
        """
        config, state = (Path(f"{path}{ending}") for ending in PYKAN)
        if not _file(path).exists() and config.exists():
            if not state.exists():
                raise ValueError(f"path: {config} has no {state.name} beside it, which holds its numbers")
            return cls.of(read_pykan(config.read_bytes(), state.read_bytes()))
        return cls.of(from_bytes(_file(path).read_bytes()))


def _file(path: str | Path) -> Path:
    path = Path(path)
    return path if path.suffix == ENDING else path.with_name(path.name + ENDING)
