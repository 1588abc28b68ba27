"""From an address to the first picture, from a click to an answer, from a worker's look to the eye."""

from __future__ import annotations

import gzip
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page
from tests.serving import Server, StudyClient, serving, toy_table

from bench.browser.chromium import chromium, within
from bench.row import Row

STATIC = Path(__file__).parents[2] / "server" / "kanscope" / "web" / "static"
LOADS, FRAMES = 5, 100
PAGES, CURVES, REST = 5, 6, 1500
"""Each page is new to the candidates of the strongest curves; flat ones have none."""

PAINTED = """async () => {
    const painted = () => performance.getEntriesByName("kanscope:first-picture")[0];
    while (!painted()) await new Promise(requestAnimationFrame);
    return painted().startTime;
}"""
"""Milliseconds after the navigation when the first network was on the canvas."""

CLICKED = """(edge) => {
    const row = () => document.querySelector(`table[aria-label=Edges] tr[aria-label="${edge}"]`);
    const inspector = document.querySelector("[role=region][aria-label=Inspector]");
    const seen = (there) => new Promise((resolve) => {
        const painted = () => requestAnimationFrame(() => resolve(performance.now()));
        const look = () => there() && (watch.disconnect(), painted());
        const watch = new MutationObserver(look);
        watch.observe(document.body, { subtree: true, childList: true, attributes: true });
        look();
    });
    const begun = performance.now();
    row().click();
    const chosen = () => row().getAttribute("aria-selected") === "true";
    const titled = () => inspector.querySelector("h2")?.textContent.startsWith(edge);
    const filled = () => titled() && inspector.querySelector(".candidates tbody tr");
    return Promise.all([seen(chosen), seen(filled)]).then((times) => times.map((time) => time - begun));
}"""
"""Clicks an edge's row; milliseconds until it is marked, and until the Inspector has its candidates."""

LISTEN = """
globalThis.ages = [];
globalThis.WebSocket = class extends WebSocket {
    constructor(...given) {
        super(...given);
        this.addEventListener("message", ({ data }) => {
            if (typeof data === "string") return;
            const bytes = new Uint8Array(data);
            const k = bytes.findIndex((_, k) => [0xa2, 0x61, 0x74, 0xcb].every((b, n) => bytes[k + n] === b));
            const at = 1000 * new DataView(data).getFloat64(k + 4);
            requestAnimationFrame(() => requestAnimationFrame(() => ages.push(Date.now() - at)));
        });
    }
};
"""
"""Notes of each frame how old it is one picture after it was drawn: `at` is when the worker looked."""

SEEN = """async (frames) => {
    while (ages.length < frames) await new Promise(requestAnimationFrame);
    return ages;
}"""


def rows() -> Iterator[Row]:
    """Loading, clicking, watching."""
    with _study() as (server, study), chromium() as browser:
        loads = [_load(browser, server, study) for _ in range(LOADS)]
        yield Row("browser: from the address to the first picture", median(loads), None, "ms", None)
        yield Row("browser: loaded before anything lazy, gzipped", _weight(), None, "KiB", None)
        clicks = [waits for _ in range(PAGES) for waits in _clicks(browser, server, study)]
        marked, filled = zip(*clicks, strict=True)
        yield Row("browser: from click to mark, 95 % within", within(marked), None, "ms", None)
        yield Row("browser: from click to a filled Inspector, 95 % within", within(filled), None, "ms", None)
        ages = _watched(browser, server, study)
        yield Row("browser: from a worker's look to the eye, 95 % within", within(ages), None, "ms", None)


@contextmanager
def _study() -> Iterator[tuple[Server, StudyClient]]:
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, server.client() as client:
        study = StudyClient.on_text(client, toy_table(1000), name="Bench")
        study.do("train")
        study.idle()
        yield server, study


@contextmanager
def _page(browser: Browser, server: Server, script: str = "") -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(script)
    page = context.new_page()
    page.goto(server.login)
    yield page
    context.close()


def _load(browser: Browser, server: Server, study: StudyClient) -> float:
    """With an empty cache but for what signing in has brought."""
    with _page(browser, server) as page:
        page.goto(f"{server.address}/study/{study.id}")
        return float(page.evaluate(PAINTED))


def _weight() -> float:
    """KiB of the page itself, and the scripts and styles it names."""
    index = (STATIC / "index.html").read_text()
    named = re.findall(r'(?:src|href)="\./(assets/[^"]+\.(?:js|css))"', index)
    parts = [index.encode(), *((STATIC / name).read_bytes() for name in named)]
    return sum(len(gzip.compress(part)) for part in parts) / 1024


def _clicks(browser: Browser, server: Server, study: StudyClient) -> list[tuple[float, float]]:
    with _page(browser, server) as page:
        page.goto(f"{server.address}/study/{study.id}")
        rows = page.get_by_role("table", name="Edges").locator("tbody tr")
        rows.first.wait_for()
        names = [row.get_attribute("aria-label") for row in rows.all()]
        return [_clicked(page, name) for name in names[:CURVES]]


def _clicked(page: Page, name: str | None) -> tuple[float, float]:
    """On a page at rest: nothing of what was there before is still being worked out."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(REST)
    marked, filled = page.evaluate(CLICKED, name)
    return marked, filled


def _watched(browser: Browser, server: Server, study: StudyClient) -> list[float]:
    with _page(browser, server, LISTEN) as page:
        page.goto(f"{server.address}/study/{study.id}")
        page.get_by_role("table", name="Edges").locator("tbody tr").first.wait_for()
        study.do("train", steps=1_000_000, optimiser="adam")
        ages = page.evaluate(SEEN, FRAMES)
        study.do("stop")
        study.idle()
        return [float(age) for age in ages]
