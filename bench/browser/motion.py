"""How smoothly a living network moves: every curve anew ten times a second, under pan and zoom."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser

from bench.browser.chromium import chromium, within
from bench.row import Row

FRONTEND = Path(__file__).parents[2] / "frontend"
WIDTHS = {1000: "20,40,5", 4096: "63,64,1"}
"""Networks by their number of edges."""
SECONDS = 10
BUILD = """
import { build } from "vite";
await build({ logLevel: "warn", build: { outDir: process.argv[1], rollupOptions: { input: "bench.html" } } });
"""


def rows() -> Iterator[Row]:
    """Milliseconds between two pictures, and of JavaScript in each."""
    with _served() as address, chromium() as browser:
        for edges, width in WIDTHS.items():
            interval, script = _measured(browser, f"{address}/bench.html?width={width}", edges)
            name = f"browser: {edges} living edges, panned and zoomed"
            yield Row(f"{name}, 95 % of pictures after", interval, None, "ms", None)
            yield Row(f"{name}, JavaScript a picture", script, None, "ms", None)


def _measured(browser: Browser, address: str, edges: int) -> tuple[float, float]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if page.evaluate("edges") != edges:
        raise RuntimeError(f"The network has {page.evaluate('edges')} edges, not {edges}.")
    page.evaluate("move(1)")
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable")
    before = _script(metrics)
    told = page.evaluate(f"move({SECONDS})")
    spent = _script(metrics) - before
    if told["frames"] < 9 * SECONDS:
        raise RuntimeError(f"Only {told['frames']} frames came: the machine has no time to measure.")
    page.close()
    return within(told["intervals"]), 1000 * spent / len(told["intervals"])


def _script(metrics) -> float:  # type: ignore[no-untyped-def]
    """Seconds of JavaScript so far."""
    told = metrics.send("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) for one in told if one["name"] == "ScriptDuration")


@contextmanager
def _served() -> Iterator[str]:
    """The measuring page, built and served."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["node", "--input-type=module", "-e", BUILD, folder],
            cwd=FRONTEND,
            check=True,
            capture_output=True,
        )
        quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=folder))
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
