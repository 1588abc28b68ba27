from __future__ import annotations

from pathlib import Path

import pytest
import torch

from kanscope import KAN


def test_a_saved_model_comes_back_equal_in_every_bit(mixed: KAN, tmp_path: Path) -> None:
    path = mixed.saveckpt(tmp_path / "deep" / "model")
    again = KAN.loadckpt(tmp_path / "deep" / "model")
    assert path.name == "model.safetensors" and [path] == list(path.parent.iterdir())
    assert torch.equal(again.flat, mixed.flat) and again.n_edge == mixed.n_edge
    assert torch.equal(again(mixed.samples), mixed(mixed.samples))


def test_a_damaged_file_is_refused(mixed: KAN, tmp_path: Path) -> None:
    path = mixed.saveckpt(tmp_path / "model")
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)
    with pytest.raises(ValueError, match="damaged"):
        KAN.loadckpt(path)


def test_nothing_is_written_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    model = KAN([1, 1, 1])
    model.fit((model.samples, model.samples), steps=1)
    model.plot()
    model.auto_symbolic()
    model.prune()
    assert list(tmp_path.iterdir()) == [] and capsys.readouterr().out == ""
