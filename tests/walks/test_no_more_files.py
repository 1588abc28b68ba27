"""F28: a server that may open no more files says so to nobody's harm, and goes on once it may."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest
from tests.serving import Server, StudyClient, serving, toy_table

resource = pytest.importorskip("resource")
if not hasattr(resource, "prlimit"):
    pytest.skip("this system cannot limit another process", allow_module_level=True)


def files(server: Server) -> int:
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))


def seconds_of_work(server: Server) -> float:
    stat = Path(f"/proc/{server.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(stat[11]) + int(stat[12])) / 100


def test_who_is_here_works_on_and_others_come_in_again_once_there_is_room(tmp_path: Path) -> None:
    with serving(tmp_path) as server, server.client() as client:
        study = StudyClient.on_text(client, toy_table(200))
        study.idle()
        before = resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (files(server) + 8, before[1]))
        name, port = server.address.removeprefix("http://").split(":")
        crowd = [socket.create_connection((name, int(port)), timeout=20) for _ in range(60)]
        begun, worked = time.monotonic(), seconds_of_work(server)
        answers = [study.ask("annotate", version="version:2", text=f"{k}").status_code for k in range(20)]
        assert set(answers) <= {200, 503, 507} and study.now()["number"] >= 2
        time.sleep(1.5)  # what is looked at is whether it spins meanwhile
        assert seconds_of_work(server) - worked < 0.7 * (time.monotonic() - begun)
        for one in crowd:
            one.close()
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, before)
        with server.client() as fresh:
            assert fresh.get("me").status_code == 200
        assert study.do("annotate", version="version:2", text="there is room again")
        server.killed = True  # what the loop says of a full table of files is not looked at
