"""What is told while discovery goes on: at a terminal one line that changes, elsewhere a line a gain."""

from __future__ import annotations

import shutil
from typing import TextIO

from kanscope.study.figures import error_text
from kanscope.symbolic.discovery.stage import Stage
from kanscope.symbolic.export.text import readable

CLEAR = "\r\x1b[K"


class Progress:
    """Writes to `stream`, standard error as a rule."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._best = ""

    def say(self, text: str) -> None:
        """A line that stays."""
        self._stream.write(f"{CLEAR if self._live else ''}{text}\n")
        self._stream.flush()

    def stage(self, stage: Stage, seconds: float) -> None:
        """Which stage is done, what it tried, and the best law so far."""
        best = readable(stage.best.expression)
        line = f"stage {stage.number}, {seconds:.1f} s, error {error_text(stage.best.check_rmse)}: {best}"
        if self._live:
            wide = shutil.get_terminal_size().columns - 1
            self._stream.write(CLEAR + f"{line}  [{stage.said}]"[:wide])
            self._stream.flush()
        elif best != self._best:
            self.say(f"{line} ({stage.said})")
        self._best = best

    def end(self) -> None:
        """Takes the changing line away."""
        if self._live:
            self._stream.write(CLEAR)
            self._stream.flush()
