"""Keeps a data folder as today's KANscope writes it, for the tests that must open it for ever.

Run `.venv/bin/python -m tools.keep_schema` before a release whose schema is new: it works on a
study in a real server and writes `tests/storage/kept/SCHEMA.zip` with a manifest of what is in it beside.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from tests.serving import StudyClient, serving, toy_table
from tests.storage.told import told

from kanscope.storage.migrate import newest
from kanscope.version import __version__

KEPT = Path(__file__).parent.parent / "tests" / "storage" / "kept"


def main() -> None:
    """Write the folder and its manifest."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with serving(folder) as server, server.client() as client:
            studies = [_worked_on(client), _left_as_it_began(client)]
        files = [folder / "kanscope.sqlite3", *sorted(path for path in (folder / "blobs").rglob("*"))]
        with zipfile.ZipFile(KEPT / f"{newest()}.zip", "w", zipfile.ZIP_DEFLATED) as kept:
            for path in files:
                if path.is_file():
                    kept.write(path, path.relative_to(folder))
    manifest = {"schema": newest(), "version": __version__, "studies": studies}
    (KEPT / f"{newest()}.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _worked_on(client: Any) -> Any:
    """A study with versions of every make: trained, pruned, named, undone, branched, commented."""
    study = StudyClient.on_text(client, toy_table(120), name="Pendel 摆 🧪")
    study.do("train", steps=30)
    study.idle()
    study.do("prune_edges", edges=["edge:0:0:1", "edge:0:1:0"])
    study.do("fix_symbolic", edge="edge:0:0:0", function="sin")
    study.idle()
    study.do("undo")
    study.do("comment", on="edge:0:0:0", text="half a wave")
    study.do("fix_symbolic", edge="edge:0:1:1", function="x^2", key="a-key")
    study.idle()
    study.do("name_version", version="version:2", name="trained")
    return told(study)


def _left_as_it_began(client: Any) -> Any:
    return told(StudyClient.on_text(client, toy_table(60), name="Fresh"))


if __name__ == "__main__":
    main()
