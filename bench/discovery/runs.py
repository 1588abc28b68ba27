"""The real command on each table, a fresh process each; then the judge, in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.discovery.laws import Law
from bench.discovery.tables import CONDITIONS, TARGET, table, text
from bench.row import now

COMMAND = (str(Path(sys.executable).with_name("kanscope")), "discover")
GRACE = 60.0
"""Seconds beyond its budget after which a command is ended: starting and the last check take some."""
JUDGE_PATIENCE = 30.0
KEPT = ("formula", "symbols", "stage", "metrics")


@dataclass(frozen=True)
class Job:
    """One law under one condition, with `budget` seconds."""

    law: Law
    condition: str
    budget: float

    @property
    def key(self) -> tuple[str, str]:
        """What tells its result from others."""
        return self.condition, self.law.id


def run(job: Job) -> dict[str, Any]:
    """What came of it: the answer, how long it took, and the verdict."""
    started = time.perf_counter()
    answer = _answer(job)
    seconds = round(time.perf_counter() - started, 2)
    about = {"condition": job.condition, "id": job.law.id, "set": job.law.set, "law": job.law.text}
    verdict = _judged(job.law, answer) if "formula" in answer else _lost(answer["error"])
    said = {key: answer.get(key) for key in KEPT}
    return about | said | verdict | {"seconds": seconds, "budget": job.budget, "date": now()}


def _answer(job: Job) -> dict[str, Any]:
    """The command's JSON, or {error}."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "table.csv"
        file.write_text(text(table(job.law, CONDITIONS[job.condition])))
        asked = [*COMMAND, str(file), "--target", TARGET, "--json", "--budget", f"{job.budget:g}"]
        try:
            ended = subprocess.run(
                asked, capture_output=True, text=True, timeout=job.budget + GRACE, env=_alone(), check=False
            )
        except subprocess.TimeoutExpired:
            return {"error": f"no answer {GRACE:g} s after its budget"}
    return _read(ended)


def _read(ended: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """JSON knows no NaN: an answer that says it is none."""
    if ended.returncode:
        last = (ended.stderr.strip().splitlines() or ["no word"])[-1]
        return {"error": f"exit {ended.returncode}: {last}"}
    try:
        answer: dict[str, Any] = json.loads(ended.stdout, parse_constant=_refuse)
    except ValueError as error:
        return {"error": f"no JSON: {error}"}
    return answer


def _refuse(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _judged(law: Law, answer: dict[str, Any]) -> dict[str, Any]:
    question = {
        "law": law.text,
        "ranges": law.ranges,
        "formula": answer["formula"],
        "symbols": answer["symbols"],
    }
    judge = subprocess.Popen(
        [sys.executable, "-m", "bench.judge"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=_alone(),
    )
    try:
        said, _ = judge.communicate(json.dumps(question), timeout=JUDGE_PATIENCE)
    except subprocess.TimeoutExpired:
        judge.kill()
        said, _ = judge.communicate()
    lines = [json.loads(line) for line in said.splitlines()]
    return {"simplified": None} | {key: value for line in lines for key, value in line.items()}


def _lost(why: str) -> dict[str, Any]:
    return {"exact": False, "build": False, "simplified": False, "difference": None, "why": why}


def _alone() -> dict[str, str]:
    """One thread each: two processes then share two cores fairly."""
    return os.environ | {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive"}
