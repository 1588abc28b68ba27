"""A wheel without its page is refused: it would start and show nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PageHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a wheel is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Editable installs (a checkout) may lack the page; the Makefile builds it."""
        page = Path(self.root) / "server" / "kanscope" / "web" / "static" / "index.html"
        if version != "editable" and not page.is_file():
            raise RuntimeError("The page is not built. Run: make wheel")
