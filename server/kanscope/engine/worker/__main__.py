"""A worker process: `python -m kanscope.engine.worker [--reader]`, spoken to over standard input and output.

Nothing but messages may reach the pipe, so what is printed goes to standard error. The process ends when its
pipe does: a server that is gone leaves no worker behind.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import queue
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import torch

from kanscope.engine import pipe
from kanscope.engine.pulse import BEAT
from kanscope.engine.worker.carrying import Carrying
from kanscope.engine.worker.voice import Tell

if TYPE_CHECKING:
    from kanscope.engine.worker.answering import Answering

LINGER = 5.0
"""Seconds a step may take to its end after the pipe has closed."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until the pipe ends."""
    parser = argparse.ArgumentParser(prog="kanscope.engine.worker")
    parser.add_argument("--reader", action="store_true")
    parser.add_argument("--device", default="cpu")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    _be_first_to_go()
    said, told = _pipes()
    Worker(said, told, reader=options.reader).serve()
    os._exit(0)  # nothing is left to be done, and torch takes its time to say goodbye


class Worker:
    """Reads messages in a thread and works in the main one, so that a word never waits for a slice."""

    def __init__(self, said: BinaryIO, told: BinaryIO, *, reader: bool) -> None:
        self._said, self._told = said, told
        self._inbox: queue.SimpleQueue[pipe.Message | None] = queue.SimpleQueue()
        self._over, self._speaking = threading.Event(), threading.Lock()
        self._blobs: dict[str, bytes] = {}
        self._runs = Carrying(self._blobs, self._tell, lambda: not self._inbox.empty())
        self._answers = _answering(self._blobs, self._tell) if reader else None
        self._deeds: dict[str, Callable[[pipe.Message], None]] = {
            "keep": self._keep,
            "start": self._runs.start,
            "control": self._runs.control,
            "forget": self._runs.forget,
        }
        if self._answers is not None:
            self._deeds["ask"] = self._answers.ask

    def serve(self) -> None:
        """Work until the pipe ends."""
        threading.Thread(target=self._read, daemon=True).start()
        if self._answers is not None:
            self._answers.warm_up()
        self._tell({"tell": "ready"})
        threading.Thread(target=self._beat, daemon=True).start()
        while self._listen():
            self._runs.turn()
        self._over.set()

    def _listen(self) -> bool:
        """Take in what was said, waiting while there is nothing else to do; False once the pipe is closed."""
        while not self._inbox.empty() or not self._runs.busy:
            message = self._inbox.get()
            if message is None:
                return False
            self._deeds[message["say"]](message)
        return True

    def _read(self) -> None:
        message: pipe.Message | None = {}
        while message is not None:
            message = pipe.read(self._said)
            if message is not None and message["say"] == "drop" and self._answers is not None:
                self._answers.drop(message)  # at once: the main thread is busy with the question
            else:
                self._inbox.put(message)
        if not self._over.wait(LINGER):
            os._exit(1)

    def _beat(self) -> None:
        """Say that this process lives, however long a step takes."""
        with contextlib.suppress(OSError):  # the server is gone: the reading thread ends this process
            while not self._over.wait(BEAT):
                self._tell({"tell": "alive"})

    def _keep(self, message: pipe.Message) -> None:
        for old in message["drop"]:
            self._blobs.pop(old, None)
        self._blobs[message["blob"]] = message["data"]

    def _tell(self, message: pipe.Message) -> None:
        with self._speaking:
            self._told.write(pipe.encode(message))
            self._told.flush()


def _answering(blobs: dict[str, bytes], tell: Tell) -> Answering:
    """Imported late: it needs SymPy and Polars, which a worker that only carries runs starts without."""
    from kanscope.engine.worker.answering import Answering

    return Answering(blobs, tell)


def _be_first_to_go() -> None:
    """Where memory runs out (Linux), a worker is killed before the server is: its runs go on elsewhere."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two ends of the pipe, taken away from everything else that reads or prints in this process."""
    said, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return said, told


if __name__ == "__main__":
    main()
