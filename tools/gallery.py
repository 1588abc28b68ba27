"""Photographs every screen, the rare states too: light and dark, at 1280 and 1920, and once in Chinese.

Run `.venv/bin/python tools/gallery.py` after `make test`; it starts a server of its own and writes the
pictures with an `index.html` to `.build/gallery`. Names of scenes after it take only those.
"""

from __future__ import annotations

import html
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT)]

from playwright.sync_api import Browser, Page, expect, sync_playwright  # noqa: E402
from tests.browser.conftest import chromium  # noqa: E402
from tests.browser.scenes import SCENES, Stage, set_stage, settled, strike  # noqa: E402
from tests.serving import serving  # noqa: E402

OUT = ROOT / ".build" / "gallery"
SIZES = {1280: 800, 1920: 1080}
PATIENCE = 60_000


@dataclass(frozen=True)
class Shot:
    """One picture: a screen, its colours, its size, its language."""

    scene: str
    theme: str
    width: int
    locale: str

    @property
    def file(self) -> str:
        """Its name."""
        return f"{self.scene}-{self.theme}-{self.width}-{self.locale[:2]}.png"


def shots(scenes: list[str]) -> Iterator[Shot]:
    """All pictures, those of one page together."""
    for locale in ("en-GB", "zh-CN"):
        for scene in scenes:
            for width in SIZES if locale == "en-GB" else (1280,):
                for theme in ("light", "dark") if locale == "en-GB" else ("light",):
                    yield Shot(scene, theme, width, locale)


def main(scenes: list[str]) -> None:
    """Set the stage once, and walk through it with the camera."""
    OUT.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as server,
        server.client() as client,
        sync_playwright() as play,
    ):
        stage = set_stage(server, client, Path(folder))
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        taken = photograph(browser, server.login, stage, list(shots(scenes)))
        browser.close()
        strike(client, stage)
    (OUT / "index.html").write_text(index(taken), encoding="utf-8")
    print(f"{len(taken)} pictures: {OUT / 'index.html'}")


def photograph(browser: Browser, login: str, stage: Stage, wanted: list[Shot]) -> list[Shot]:
    """A page for each screen and language; sizes and colours change in place."""
    for locale, scene in dict.fromkeys((shot.locale, shot.scene) for shot in wanted):
        context = browser.new_context(locale=locale, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(login)
        settled(page)
        for width in dict.fromkeys(
            shot.width for shot in wanted if shot.scene == scene and shot.locale == locale
        ):
            height = SIZES[width]
            page.set_viewport_size({"width": width, "height": height})
            SCENES[scene](page, stage)
            for shot in wanted:
                if (shot.locale, shot.scene, shot.width) == (locale, scene, width):
                    take(page, shot)
        context.close()
    return wanted


def take(page: Page, shot: Shot) -> None:
    """A picture once two frames have passed in these colours."""
    page.emulate_media(color_scheme="light" if shot.theme == "light" else "dark")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.evaluate("document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 600)))")
    page.screenshot(path=OUT / shot.file)


def index(taken: list[Shot]) -> str:
    """All pictures on one page, each with its name."""
    figures = "\n".join(
        f'<figure><a href="{shot.file}"><img src="{shot.file}" loading="lazy" alt=""></a>'
        f"<figcaption>{html.escape(shot.file)}</figcaption></figure>"
        for shot in taken
    )
    style = (
        "body{font:14px sans-serif;display:grid;gap:16px;grid-template-columns:repeat(2,1fr)}img{width:100%}"
    )
    return f'<!doctype html><meta charset="utf-8"><title>Gallery</title><style>{style}</style>\n{figures}\n'


if __name__ == "__main__":
    main(sys.argv[1:] or list(SCENES))
