"""One worker process, seen from the server: started, spoken to, listened to, ended."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import kanscope
from kanscope.engine import pipe
from kanscope.engine.pulse import SILENCE, Pulse
from kanscope.engine.shelf import Shelf

GRACE = 3.0
"""Seconds a worker has, after its pipe was closed, to end by itself."""
KEEP_FREED = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": str(2**34)}
"""What has the C library keep freed memory: handing it out anew, page by page, costs more than arithmetic."""


class WorkerProcess:
    """A running worker. `heard` is called with every message, `gone` once, when the process has ended.

    One that is ready and then says nothing for `silence` seconds, not even that it lives, is killed.
    """

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        heard: Callable[[pipe.Message], None],
        silence: float = SILENCE,
    ) -> None:
        self._process, self._heard, self._shelf, self._silence = process, heard, Shelf(), silence
        self._hung = False
        self.ready = asyncio.Event()
        self.gone = asyncio.ensure_future(self._listen())

    @classmethod
    async def launch(
        cls,
        heard: Callable[[pipe.Message], None],
        *,
        reader: bool = False,
        device: str = "cpu",
        silence: float = SILENCE,
    ) -> WorkerProcess:
        """Start a worker; it says `ready` some two seconds later, but may be spoken to at once.

        A session of its own keeps a terminal's Ctrl-C for the server, which then closes its workers in order.
        """
        role = ["--reader"] if reader else []
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "kanscope.engine.worker", "--device", device, *role),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=_environment(),
            limit=2**20,
            start_new_session=True,
        )
        return cls(process, heard, silence)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def lacks(self, blobs: list[str]) -> list[str]:
        """Those of `blobs` the worker must be given before it can use them."""
        return [blob for blob in blobs if blob not in self._shelf]

    def give(self, blobs: Mapping[str, bytes], needed: list[str]) -> None:
        """Hand over blobs the worker lacks, dropping the least recently used that is not `needed` now."""
        for blob in needed:
            if blob in self._shelf:
                self._shelf.use(blob)
        for blob, data in blobs.items():
            if blob not in self._shelf:
                dropped = self._shelf.put(blob, len(data), needed)
                self.say({"say": "keep", "blob": blob, "data": data, "drop": dropped})

    def say(self, message: pipe.Message) -> None:
        """Send a message; to a worker that is gone it is lost, which `gone` tells."""
        stream = self._process.stdin
        if stream is not None and not stream.is_closing():
            stream.write(pipe.encode(message))

    async def sent(self) -> None:
        """Wait until the pipe has taken most of what was said."""
        if self._process.stdin is not None:
            with contextlib.suppress(ConnectionError):
                await self._process.stdin.drain()

    def kill(self) -> None:
        """End the process now.

        Not by `Process.kill`: that looks first whether the process has ended, and so takes its exit code away
        from the watcher that waits for it.
        """
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    async def close(self) -> None:
        """End the process: by closing its pipe, by force if that is not enough. Leaves no zombie."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            await asyncio.wait_for(asyncio.shield(self.gone), GRACE)
        except TimeoutError:
            self.kill()
            await self.gone

    async def _listen(self) -> str:
        assert self._process.stdout is not None
        pulse: Pulse | None = None
        with contextlib.suppress(pipe.PipeBroken):
            while (message := await pipe.read_async(self._process.stdout)) is not None:
                if pulse:
                    pulse.felt()
                if message["tell"] == "ready":
                    self.ready.set()
                    pulse = Pulse(self._give_up, self._silence)
                elif message["tell"] != "alive":
                    self._heard(message)
        if pulse:
            pulse.end()
        self.kill()
        code = await self._process.wait()
        return f"it gave no sign of life for {self._silence:g} s" if self._hung else how_it_ended(code)

    def _give_up(self) -> None:
        """A process that hangs or was stopped is ended for good: it must not come back and go on."""
        self._hung = True
        self.kill()


def how_it_ended(code: int) -> str:
    """A process's exit code in words."""
    if code == -9:
        return "it was killed, as happens when memory runs out"
    return f"it was ended by signal {-code}" if code < 0 else f"it ended with code {code}"


def _environment() -> dict[str, str]:
    """The server's environment, with freed memory kept for the next step instead of given back each time."""
    package = str(Path(kanscope.__file__).parent.parent)
    path = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")]))
    return {**os.environ, **KEEP_FREED, "OMP_NUM_THREADS": "1", "PYTHONPATH": path}
