"""A disk that fills up is said on screen, in place, and no more once there is room."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.serving import StudyClient, serving, toy_table
from tests.walks.test_full_disk import full, mounted

pytestmark = pytest.mark.browser


def test_a_full_disk_is_said_over_the_network_until_there_is_room(page: Page, tmp_path: Path) -> None:
    disk = mounted(tmp_path / "disk")
    try:
        with serving(disk) as server, server.client() as client:
            study = StudyClient.on_text(client, toy_table(300))
            page.goto(server.login)
            page.goto(f"{server.address}/study/{study.id}")
            expect(page.get_by_role("region", name="Network", exact=True)).to_be_visible()
            study.do("train", steps=100_000, optimiser="adam")
            banner = page.get_by_role("alert").filter(has_text="The disk is full")
            with full(disk):
                expect(banner).to_contain_text(str(disk))
                expect(banner).to_contain_text("goes on by itself")
            expect(banner).to_have_count(0)
            study.do("stop")
            study.idle()
    finally:
        subprocess.run(["umount", str(disk)], check=True)
