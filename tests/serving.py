"""A real server in its own process, for tests that knock at its doors, kill it, or kill its workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2 as httpx

TOKEN = "a-token-for-tests-only"
START = 40.0
"""Seconds a server may take to be ready on a busy machine."""


class Server:
    """`kanscope serve` on a free port. The folder outlives it, so that it can be started again."""

    def __init__(self, folder: Path, *flags: str, port: int = 0):
        self.folder, self._flags, self._port = folder, flags, port
        self.killed = False
        self.start()

    def start(self) -> None:
        """Start, and return once the address is printed."""
        command = [
            sys.executable, "-m", "kanscope.cli", "serve", "--no-browser", "--port", str(self._port),
            "--data-dir", str(self.folder), "--token", TOKEN, *self._flags,
        ]  # fmt: skip
        self.log = (self.folder / "server.log").open("ab")
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log, text=True)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert "ready: " in line, f"the server did not start: {line!r}; see {self.log.name}"
        self.login = line.split("ready: ", 1)[1].strip()
        self.address = self.login.split("/?", 1)[0]
        self._port = int(self.address.rsplit(":", 1)[1].split("/", 1)[0])

    def said(self) -> str:
        """Its log."""
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def client(self, token: str | None = TOKEN) -> httpx.Client:
        """An HTTP client that carries the token."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.Client(base_url=f"{self.address}/api/v1/", headers=headers, timeout=90)

    @property
    def socket_address(self) -> str:
        """Where the sockets are."""
        return self.address.replace("http://", "ws://") + "/api/v1"

    def workers(self) -> list[int]:
        """Process ids of the workers that carry runs, not of the reader."""
        return [pid for pid, command in _children(self.process.pid) if "--reader" not in command]

    def kill(self) -> None:
        """SIGKILL, as a lost machine would do it; waits until its workers have noticed."""
        left = [pid for pid, _ in _children(self.process.pid)]
        self.killed = True
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=20)
        self._close()
        until = time.monotonic() + 20
        while any(Path(f"/proc/{pid}").exists() and not _is_zombie(pid) for pid in left):
            assert time.monotonic() < until, f"workers outlived their server: {left}"
            os.sched_yield()

    def stop(self) -> None:
        """End it as an operator would."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=20)
        self._close()

    def _close(self) -> None:
        if self.process.stdout:
            self.process.stdout.close()
        self.log.close()


@contextmanager
def serving(folder: Path, *flags: str) -> Iterator[Server]:
    """A server that is gone afterwards, whatever happens, and met nothing it did not foresee."""
    server = Server(folder, *flags)
    try:
        yield server
    finally:
        server.stop()
    # Where the server was killed its workers may complain of it; that is no fault of ours.
    assert server.killed or "Traceback" not in server.said(), (
        f"something was not foreseen:\n{server.said()[-3000:]}"
    )


class StudyClient:
    """One study, driven over HTTP as an outside program would."""

    def __init__(self, client: httpx.Client, id: str):
        self.client, self.id = client, id

    @classmethod
    def on_text(cls, client: httpx.Client, text: str, **more: Any) -> StudyClient:
        """A study on a table given as text."""
        dataset = _good(client.post("datasets", json={"text": text, "name": "walk.csv"}))["id"]
        return cls(client, _good(client.post("studies", json={"dataset": dataset, **more}))["id"])

    def do(self, op: str, *, key: str | None = None, **fields: Any) -> Any:
        """An operation that must be accepted."""
        return _good(self.ask(op, key=key, **fields))

    def ask(
        self, op: str, *, key: str | None = None, seen: int | None = None, **fields: Any
    ) -> httpx.Response:
        """An operation that may be refused."""
        headers = {"Idempotency-Key": key} if key else {}
        params = {} if seen is None else {"seen": seen}
        return self.client.post(
            f"studies/{self.id}/operations", json={"op": op, **fields}, headers=headers, params=params
        )

    def now(self) -> Any:
        """The study as it is."""
        return _good(self.client.get(f"studies/{self.id}"))

    def idle(self) -> Any:
        """The study once no run is out."""
        answer = _good(self.client.get(f"studies/{self.id}", params={"wait": "idle"}))
        assert answer["status"] in ("idle", "failed"), answer["status"]
        return answer

    def get(self, path: str, **params: Any) -> Any:
        """Something of the study."""
        return _good(self.client.get(f"studies/{self.id}/{path}", params=params))

    def query(self, name: str, /, **fields: Any) -> Any:
        """A read-only question."""
        return _good(self.client.post(f"studies/{self.id}/queries/{name}", json=fields))

    def living(self) -> list[Any]:
        """The edges that are not cut."""
        return [edge for edge in self.now()["network"]["edges"] if edge["status"] != "cut"]


def toy_table(rows: int = 600) -> str:
    """y = exp(sin(πx1) + x2²) as CSV, made here so that the main walk needs no file."""
    import numpy as np

    x = np.random.default_rng(7).uniform(-1, 1, (rows, 2))
    y = np.exp(np.sin(np.pi * x[:, 0]) + x[:, 1] ** 2)
    lines = [f"{a:.6f},{b:.6f},{c:.10f}" for (a, b), c in zip(x, y, strict=True)]
    return "x1,x2,y\n" + "\n".join(lines) + "\n"


def _good(answer: httpx.Response) -> Any:
    assert answer.status_code < 300, f"{answer.status_code}: {answer.text}"
    return answer.json() if answer.content else None


def _children(parent: int) -> list[tuple[int, str]]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
            command = (stat.parent / "cmdline").read_text().replace("\0", " ")
        except (OSError, IndexError):
            continue  # it ended while we looked
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append((int(stat.parent.name), command))
    return found


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True
