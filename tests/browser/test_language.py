"""The screen speaks the browser's language, and the other one at a click, from then on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import httpx2 as httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.conftest import PATIENCE
from tests.browser.scenes import SCENES, Stage
from tests.serving import Server

from kanscope.symbolic.names import NAMES, SHAPED_NAMES

TERMS = """
    KAN KANscope Kolmogorov Arnold RMSE Levenberg Marquardt BFGS Adam AdamW Hill Arrhenius English sin exp
    CSV Excel ODS Parquet NumPy UTF ASCII Windows Latin GB Big Shift JIS
    LaTeX SymPy Python PyTorch JAX Julia MATLAB Octave Mathematica Fortran Rust JavaScript ONNX SVG PDF PNG
    Ctrl Esc Enter Shift Space Tab KANClassifier pykan efficient yml
"""
"""What is called the same in both languages: names of methods, formats, programs and keys."""
DATA = (
    *("A law of two", "Three curves", "A law found", "A wide network", "A run going on", "A run that failed"),
    *("colleague", "What a colleague proposes", "toy exp sin", "eight columns", "bad.csv", "data.csv"),
    *("langmuir", 'mass > 3 and place = "North"', "/srv/kanscope"),
)
"""Studies, files and people of the scenes, and examples of what to type: it stays as somebody called it."""
KNOWN = {word.casefold() for text in (TERMS, *NAMES, *SHAPED_NAMES) for word in re.findall("[A-Za-z]+", text)}
WORD = re.compile(r"(?<![A-Za-z_])[A-Za-z]{3,}(?![A-Za-z_])")

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("page_is_built")]


def test_a_chinese_browser_is_spoken_to_in_chinese_and_english_is_one_click_away(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context(locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(server.login)
    expect(page.get_by_role("heading", level=1)).to_have_text("你的数据里藏着什么定律？")
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which law is in your data?")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which law is in your data?")
    context.close()


TEXTS = """() => {
  const quiet = "pre, code, kbd, .katex, .katex-mathml, script, style, .language, .math, .upright";
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(quiet);
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    if (node.parentElement && shown(node.parentElement)) found.push(node.data);
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [aria-valuetext]"))
    if (shown(element))
      for (const name of ["aria-label", "title", "placeholder", "aria-valuetext"])
        if (element.hasAttribute(name)) found.push(element.getAttribute(name));
  return found;
}"""
"""All that can be read on a page or is read out, formulas and code left out."""


def english_on(page: Page, studies: Sequence[str] = ()) -> list[str]:
    """Texts of the page with a word of English that is neither a term nor the name of some data."""
    texts = dict.fromkeys(str(text).strip() for text in page.evaluate(TEXTS))
    names = re.compile("|".join(map(re.escape, sorted((*DATA, *studies), key=len, reverse=True))))
    return [
        text
        for text in texts
        if any(word.casefold() not in KNOWN for word in WORD.findall(names.sub("", text)))
    ]


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A reader of Chinese."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def chinese(reader: BrowserContext, server: Server) -> Iterator[Page]:
    """A page for each scene, let in: one of them cuts its page's line."""
    page = reader.new_page()
    page.goto(server.login)
    yield page
    page.close()


@pytest.mark.parametrize("scene", sorted(SCENES, key=lambda name: name != "wide"))
def test_no_english_is_left_on_a_chinese_screen(
    chinese: Page, stage: Stage, client: httpx.Client, scene: str
) -> None:
    """The wide network comes first: what it asks the server for is answered before the server is stopped."""
    SCENES[scene](chinese, stage)
    others = [study["name"] for study in client.get("studies", params={"limit": 100}).json()["studies"]]
    assert english_on(chinese, others) == []


def test_english_would_be_found(stage: Stage, page: Page, server: Server) -> None:
    page.goto(server.login)
    SCENES["law"](page, stage)
    found = english_on(page)
    assert {"Read the formula", "History", "Constants"} <= set(found)
