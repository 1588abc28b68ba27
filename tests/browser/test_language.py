"""The screen speaks the browser's language, and the other one at a click, from then on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import PATIENCE
from tests.serving import Server

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
