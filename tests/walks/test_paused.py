"""A paused run stays paused, whatever dies meanwhile."""

from __future__ import annotations

from pathlib import Path

from tests.serving import StudyClient, serving, toy_table
from tests.walks.listening import listening


def test_a_paused_run_does_not_move_over_a_restart_of_the_server(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        with server.client() as client:
            study = StudyClient.on_text(client, toy_table())
            with listening(server, study.id) as ear:
                study.do("train", steps=100_000, optimiser="adam")
                ear.until_op("checkpoint_reached")
                study.do("pause")
        server.stop()
        server.start()
        with server.client() as client:
            study = StudyClient(client, study.id)
            assert study.now()["status"] == "paused"
            kept = study.get("runs")[-1]["step"]
            study.do("stop")
            study.idle()
            run = study.get("runs")[-1]
            assert run["status"] == "stopped" and kept <= run["step"] <= kept + 1
