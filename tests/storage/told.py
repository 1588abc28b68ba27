"""What a person would miss of a study, were it lost: to be compared before and after an accident."""

from __future__ import annotations

from typing import Any

from tests.serving import StudyClient


def told(study: StudyClient) -> Any:
    """Its name, log, versions, edges, losses, and how many bytes each version's picture has."""
    now = study.idle()
    versions = study.get("versions")
    log = study.get("operations", limit=1000)["operations"]
    return {
        "id": study.id,
        "name": now["name"],
        "number": now["number"],
        "log": [[entry["number"], entry["op"]["op"], entry["author"], entry["at"]] for entry in log],
        "versions": [[one["id"], one["parents"], one["name"], one["test_rmse"]] for one in versions],
        "pictures": {one["id"]: _size(study, f"versions/{one['id']}/picture") for one in versions},
        "edges": {edge["id"]: [edge["status"], edge["function"]] for edge in now["network"]["edges"]},
        "losses": {
            run["id"]: len(study.get(f"runs/{run['id']}/metrics")["rows"]) for run in study.get("runs")
        },
    }


def _size(study: StudyClient, path: str) -> int:
    answer = study.client.get(f"studies/{study.id}/{path}")
    assert answer.status_code == 200, answer.text
    return len(answer.content)
