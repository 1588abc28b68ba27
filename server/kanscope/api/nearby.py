"""How a command on the same machine finds the server that has a data folder.

A note in the folder, for its owner alone, has the address and a key that is good while that server lives.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

_NOTE = "server.json"


class Nearby(NamedTuple):
    """Where a server answers, and what opens it."""

    address: str
    key: str


def leave_note(folder: Path, nearby: Nearby) -> None:
    """Say where the server of this folder is. Where that cannot be written, commands do without."""
    note = folder / _NOTE
    try:
        note.unlink(missing_ok=True)
        with os.fdopen(os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(nearby._asdict(), file)
    except OSError:
        return


def find_note(folder: Path) -> Nearby | None:
    """Where the server of this folder is; None when it did not say."""
    try:
        return Nearby(**json.loads((folder / _NOTE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
