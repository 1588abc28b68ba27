"""Many studies at once, worked on and watched, while workers and the server are killed at random moments.

In the first half anything may be killed, in the second only workers: there the server's memory and files must
stay as they are. `make soak` plays it for an hour with ten studies and thirty viewers.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean

import pytest
from tests.serving import TOKEN, Server, StudyClient, serving, toy_table
from tests.walks.listening import Ear, listening
from tests.walks.test_crashes import act, replayed
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

SOAK = os.environ.get("KANSCOPE_SOAK")
SECONDS, STUDIES, VIEWERS = (3600, 10, 3) if SOAK else (24, 3, 2)
"""Viewers of each study."""
PAUSE = (10.0, 40.0) if SOAK else (2.0, 5.0)
"""Seconds between two accidents."""
EACH = 0.5
"""Seconds between two acts of a person."""
MOST_GROWTH = 1.1
"""Of memory, from the first to the last quarter of what is measured."""


class Viewer(threading.Thread):
    """Somebody who watches a study, and comes back with what is known whenever the line breaks."""

    def __init__(self, server: Server, study: str, over: threading.Event):
        super().__init__(daemon=True)
        self.server, self.study, self.over = server, study, over
        self.ear: Ear | None = None
        self.returns = -1
        self.fault: BaseException | None = None

    def run(self) -> None:
        while not self.over.is_set() and self.fault is None:
            try:
                self._watch()
            except (OSError, TimeoutError, WebSocketException):
                self.over.wait(0.2)  # the server is away
            except BaseException as fault:
                self.fault = fault

    def _watch(self) -> None:
        address = f"{self.server.socket_address}/studies/{self.study}/live"
        headers = {"Authorization": f"Bearer {TOKEN}"}
        with connect(address, additional_headers=headers, max_size=None) as socket:
            ear, before = Ear(socket), self.ear
            if before is not None:
                ear.records, ear.number, ear.epoch = before.records, before.number, before.epoch
            self.ear = ear
            self.returns += 1
            known = {"last_number": ear.number, "epoch": ear.epoch} if ear.epoch else {}
            ear.hello(**known)
            while not self.over.is_set():
                ear.next()
                ear.frames.clear()


class Person(threading.Thread):
    """Somebody who works on a study whatever happens, and keeps what was acknowledged."""

    def __init__(self, server: Server, study: str, seed: int, over: threading.Event):
        super().__init__(daemon=True)
        self.server, self.study, self.seed, self.over = server, study, seed, over
        self.acknowledged: list[tuple[str, object, object]] = []
        self.faults: list[str] = []

    def run(self) -> None:
        dice, k = random.Random(self.seed), 0
        while not self.over.wait(EACH):
            try:
                with self.server.client() as client:
                    k += 1
                    asked, answer = act(StudyClient(client, self.study), dice, f"{self.seed}-{k}")
            except Exception:  # the server is away, and whether it has heard is not known
                continue
            if answer.status_code == 200:
                self.acknowledged.append((f"{self.seed}-{k}", asked, answer.json()))
            elif answer.status_code not in (409, 429, 503):
                self.faults.append(f"{asked}: {answer.text}")


@dataclass
class Gauge:
    """Memory (bytes) and open files of the server, as time goes on."""

    memory: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)

    def look(self, pid: int) -> None:
        self.memory.append(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE"))
        self.files.append(len(list(Path(f"/proc/{pid}/fd").iterdir())))

    @property
    def said(self) -> str:
        memory = f"memory {self.memory[0] >> 20} → {self.memory[-1] >> 20} MiB"
        return f"{memory}, files {self.files[0]} → {self.files[-1]}"

    def growth(self, of: list[int]) -> float:
        quarter = max(1, len(of) // 4)
        return mean(of[-quarter:]) / mean(of[:quarter])


def accidents(server: Server, dice: random.Random, seconds: float, gauge: Gauge | None) -> int:
    """Kill something every now and then; the server only where nobody measures it. How often it died."""
    until, deaths = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        pause = time.monotonic() + dice.uniform(*PAUSE)
        while time.monotonic() < pause:  # the time between two accidents is what is being played
            time.sleep(0.2)
            if gauge is not None:
                gauge.look(server.process.pid)
        if gauge is None and dice.random() < 0.4:
            server.kill()
            server.start()
            deaths += 1
        for worker in server.workers():
            if dice.random() < 0.5:
                os.kill(worker, signal.SIGKILL)
    return deaths


@pytest.mark.timeout(SECONDS + 300)
def test_nothing_is_lost_and_nothing_grows_while_things_die(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(10**6) if SOAK else 7
    dice, over = random.Random(seed), threading.Event()
    with serving(tmp_path) as server:
        with server.client() as client:
            studies = [StudyClient.on_text(client, toy_table(200)).id for _ in range(STUDIES)]
        viewers = [Viewer(server, study, over) for study in studies for _ in range(VIEWERS)]
        people = [Person(server, study, seed + k, over) for k, study in enumerate(studies)]
        for one in (*viewers, *people):
            one.start()
        deaths = accidents(server, dice, SECONDS / 2, None)
        quiet = len(server.said())
        gauge = Gauge()
        accidents(server, dice, SECONDS / 2, gauge)
        over.set()
        for person in people:
            person.join(timeout=120)
        with server.client() as client:
            for study, person in zip(studies, people, strict=True):
                check_study(server, StudyClient(client, study), person, f"seed {seed}")
        check_viewers(viewers, server)
        told = sum(len(person.acknowledged) for person in people)
        print(
            f"\nseed {seed}: {told} acts acknowledged, 0 lost; the server died {deaths} times; {gauge.said}"
        )
        assert not [fault for person in people for fault in person.faults]
        assert told and "Traceback" not in server.said()[quiet:]
        if SOAK:
            assert gauge.growth(gauge.memory) < MOST_GROWTH and gauge.growth(gauge.files) < MOST_GROWTH


def check_study(server: Server, study: StudyClient, person: Person, said: str) -> None:
    """What was acknowledged is there, and the log leads to the records."""
    study.ask("stop")
    study.idle()
    for key, asked, answer in person.acknowledged:
        assert study.ask(key=key, **asked).json() == answer, f"{said}: {asked} was acknowledged"  # type: ignore[arg-type]
    study.ask("stop")
    study.idle()
    with listening(server, study.id) as ear:
        assert replayed(study) == ear.records, f"{said}: the log does not lead to the records"


def check_viewers(viewers: list[Viewer], server: Server) -> None:
    """Who watched all along and comes back once more knows what somebody new is told."""
    for viewer in viewers:
        viewer.join(timeout=90)
        assert viewer.fault is None and viewer.ear is not None, viewer.fault
        ear = viewer.ear
        with listening(server, viewer.study) as fresh:
            catch_up = Viewer(server, viewer.study, threading.Event())
            catch_up.ear = ear
            catch_up.start()
            while catch_up.ear is ear or catch_up.ear.number < fresh.number:
                assert catch_up.fault is None, catch_up.fault
                time.sleep(0.02)  # its thread is reading what was missed
            assert catch_up.ear.records == fresh.records
            catch_up.over.set()
