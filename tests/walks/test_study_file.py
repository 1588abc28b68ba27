"""A study leaves as a file, is taken in on another machine, and is computed again there."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.serving import Server, StudyClient, serving, toy_table
from tests.walks.listening import listening

from kanscope.parcels.command import export_study, import_study, replay_study
from kanscope.settings import Settings

Left = tuple[Path, Path, str, dict[str, Any]]
"""The folder a study was made in, its file as the server gives it, its id, and how it was."""


def kanscope(*words: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kanscope.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120)


def walked(server: Server) -> StudyClient:
    """A study with a branch, a name, an exact number, and a training adjusted, edited and stopped."""
    study = StudyClient.on_text(server.client(), toy_table())
    study.do("build_network", width=[2, 1, 1])
    study.idle()
    study.do("train", steps=40)
    built = study.idle()["version"]
    for edge, name in (("edge:0:0:0", "sin"), ("edge:0:1:0", "x^2"), ("edge:1:0:0", "exp")):
        study.do("fix_symbolic", edge=edge, function=name)
    study.idle()
    study.do("snap", all=True)
    study.idle()
    study.do("name_version", version=built, name="before the names")
    study.do("checkout", version=built)
    study.do("refine_grid", grid=8)
    study.idle()
    with listening(server, study.id) as ear:
        study.do("train", steps=100_000, optimiser="adam", sparsity=0.001)
        ear.until_op("checkpoint_reached")
        study.do("adjust_training", learning_rate=0.02)
        ear.until_op("training_adjusted")
        study.do("fix_symbolic", edge="edge:0:1:0", function="x^2")
        study.do("lock_edges", edges=["edge:0:1:0"])
        ear.until_op("network_changed")
        ear.until_op("network_changed")
        study.do("adjust_training", sparsity=0.1)
        ear.until_op("training_adjusted")
        study.do("stop")
    study.idle()
    return study


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    folder = tmp_path_factory.mktemp("here")
    file = tmp_path_factory.mktemp("files") / "walk.kanscope"
    with serving(folder) as server:
        study = walked(server)
        answer = study.client.get(f"studies/{study.id}/export", params={"format": "kanscope"})
        assert answer.headers["content-type"] == "application/zip"
        assert ".kanscope" in answer.headers["content-disposition"]
        file.write_bytes(answer.content)
        was = {"now": study.now(), "versions": study.get("versions"), "log": study.get("operations")}
    return folder, file, study.id, was


def test_it_is_the_same_study_elsewhere_and_goes_on_there(
    left: Left, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, file, id, was = left
    taken = kanscope("import", file, "--data-dir", tmp_path)
    assert (taken.returncode, taken.stdout.decode().strip()) == (0, id), taken.stderr
    assert import_study(Settings(data_dir=tmp_path), file) == 0
    twin = capsys.readouterr().out.strip()
    assert twin.startswith("study-") and twin != id, "taken in again, it is another study"
    with serving(tmp_path) as server:
        study = StudyClient(server.client(), id)
        now = {"now": study.now(), "versions": study.get("versions"), "log": study.get("operations")}
        assert now["versions"] == was["versions"] and now["log"] == was["log"]
        assert {**now["now"], "epoch": ""} == {**was["now"], "epoch": ""}
        again = study.client.get(f"studies/{id}/export", params={"format": "kanscope"})
        assert again.content == file.read_bytes()
        study.do("train", steps=3)
        assert study.idle()["status"] == "idle"


def test_without_a_server_the_command_writes_the_same_file_and_every_formula(
    left: Left, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file, id, was = left
    out = tmp_path / "again.kanscope"
    assert export_study(Settings(data_dir=folder), id, "kanscope", None, out) == 0
    assert out.read_bytes() == file.read_bytes()
    named = next(v["id"] for v in was["versions"] if "exact" in v["text"])
    told = kanscope("export", "walk", "--format", "sympy", "--version", named, "--data-dir", folder)
    assert told.stdout.decode().strip() == "exp(x2**2 + sin(pi*x1))", told.stderr
    pack = tmp_path / "law.zip"
    assert export_study(Settings(data_dir=folder), id, "paper", named, pack) == 0
    with zipfile.ZipFile(pack) as parts:
        assert parts.read("paper/study.kanscope") == file.read_bytes()
        assert parts.read("paper/formula.tex").decode().count("\\pi") == 1
    assert export_study(Settings(data_dir=folder), id, "rust", None, None) == 2
    assert "edges without a name" in capsys.readouterr().err
    assert export_study(Settings(data_dir=folder), "nobody", "latex", None, None) == 2
    assert id in capsys.readouterr().err


def test_replay_computes_every_run_again_and_tells_what_differs(
    left: Left, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, file, _, was = left
    same = kanscope("replay", file)
    assert same.returncode == 0, (same.stdout.decode(), same.stderr.decode())
    lines = same.stdout.decode().splitlines()
    assert len(lines) == len(was["versions"]) + 1
    assert lines[-1] == f"{len(lines) - 1} the same, 0 differing, 0 not computed again."
    meddled = tmp_path / "meddled.kanscope"
    meddled.write_bytes(with_steps(file.read_bytes(), 40, 39))
    assert replay_study(meddled) == 1
    assert "differs by up to" in capsys.readouterr().out


def test_a_study_an_agent_had_a_hand_in_is_computed_again_to_the_same_bits(tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    with serving(here) as server, server.client() as client:
        study = StudyClient.on_text(client, toy_table(300))
        token = client.post("tokens", json={"name": "an agent", "scopes": ["read", "propose", "edit", "run"]})
        with server.client(token.json()["token"]) as theirs:
            agent = StudyClient(theirs, study.id)
            agent.do("train", steps=12)
            agent.idle()
            name = {"op": "fix_symbolic", "edge": "edge:0:0:0", "function": "sin"}
            proposals = [
                f"proposal:{agent.do('propose', operation=operation, reason='It looks so.')['number']}"
                for operation in (name, {"op": "prune_edges", "edges": ["edge:0:1:2"]})
            ]
        study.do("accept", proposal=proposals[0], operation={**name, "function": "x^2"})
        study.do("reject", proposal=proposals[1], reason="Not yet.")
        study.idle()
        authors = {version["author"] for version in study.get("versions")}
        assert "an agent" in authors and len(authors) > 1
        answer = client.get(f"studies/{study.id}/export", params={"format": "kanscope"})
    file = tmp_path / "agent.kanscope"
    file.write_bytes(answer.content)
    again = kanscope("replay", file)
    assert again.returncode == 0, (again.stdout.decode(), again.stderr.decode())


def test_what_is_no_study_is_refused_in_a_line(
    left: Left, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, wrong, new = left[1].read_bytes(), tmp_path / "wrong.kanscope", tmp_path / "new"
    for damaged in (
        b"x,y\n1,2\n",
        data[: len(data) // 2],
        rewritten(data, lambda name, part: b"x" + part if "blobs" in name else part),
        rewritten(data, lambda name, part: None if "blobs" in name else part),
        rewritten(data, lambda name, part: part.replace(b"study_created", b"os.system")),
    ):
        wrong.write_bytes(damaged)
        assert replay_study(wrong) == import_study(Settings(data_dir=new), wrong) == 2
        said = capsys.readouterr()
        assert said.err.count("\n") == 2 and said.err.startswith(f"{wrong}: ") and said.out == ""
    assert not new.exists(), "nothing is kept of it"
    answer = kanscope("replay", wrong)
    assert answer.returncode == 2 and b"Traceback" not in answer.stderr


def with_steps(data: bytes, before: int, after: int) -> bytes:
    """The file with another number of steps in its first training, the log changed with it."""

    def changed(name: str, part: bytes) -> bytes:
        if name != "study.json":
            return part
        told = json.loads(part)
        text = json.dumps(told).replace(
            f'"op": "train", "steps": {before},', f'"op": "train", "steps": {after},'
        )
        return text.replace(f'"steps": {before},', f'"steps": {after},').encode()

    return rewritten(data, changed)


def rewritten(data: bytes, change) -> bytes:  # type: ignore[no-untyped-def]
    """A zip with its parts changed; None leaves one out."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return into.getvalue()
