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


def test_a_model_saved_by_pykan_is_read_as_it_is(tmp_path: Path) -> None:
    pytest.importorskip("kan", reason="pykan is in the extra bench")
    from bench.pykan import at_home

    with at_home():
        from kan import KAN as Theirs

        theirs = Theirs(width=[2, 2, 1], grid=3, seed=0, auto_save=False, ckpt_path=str(tmp_path / "litter"))
        theirs.saveckpt(str(tmp_path / "theirs"))
        x = torch.rand(20, 2) * 1.8 - 0.9
        y = theirs(x).detach()
    ours = KAN.loadckpt(tmp_path / "theirs")
    assert torch.allclose(ours(x), y, atol=1e-7)
