"""Everything a server can be told, read once at the top; the floors below receive values.

Each field is a flag of `kanscope serve` and an environment variable `KANSCOPE_…`; flags win.
"""

from __future__ import annotations

from pathlib import Path
from socket import gethostname
from typing import Annotated, Literal

import platformdirs
from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Settings(BaseSettings):
    """Where to listen, where to keep things, who may come in, and who computes."""

    model_config = SettingsConfigDict(env_prefix="KANSCOPE_", extra="ignore")

    host: str = Field(default="127.0.0.1", min_length=1)
    port: int = Field(default=8860, ge=0, le=65535)
    base_url: str = "/"
    data_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("kanscope", appauthor=False))
    )
    database: str | None = None
    auth: Literal["token", "accounts", "proxy", "oidc"] = "token"
    token: str | None = Field(default=None, min_length=8)
    require_token: bool = True
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    engine: Literal["local", "ray"] = "local"
    device: str = "auto"
    workers: int = Field(default=1, ge=1, le=64)
    browser: bool = True
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    max_upload: int = Field(default=200 * 2**20, ge=1024)
    max_edges: int = Field(default=10_000, ge=1)

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _listed(cls, given: object) -> object:
        """Names parted by commas, as they stand in a variable or after a flag."""
        return tuple(filter(None, given.replace(" ", "").split(","))) if isinstance(given, str) else given

    @property
    def store_url(self) -> str:
        """The database: as told, or SQLite in the data folder."""
        return self.database or f"sqlite:///{self.data_dir / 'kanscope.sqlite3'}"

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where things are written: the data folder, its blobs, and the database's own where it has one."""
        file = self.store_url.removeprefix("sqlite:///") if self.store_url.startswith("sqlite:///") else ""
        folders = (self.data_dir, self.data_dir / "blobs", *([Path(file).parent] if file else []))
        return tuple(dict.fromkeys(folders))

    @property
    def prefix(self) -> str:
        """The base URL's path without its last slash: "" or "/lab/kanscope"."""
        return "/" + self.base_url.strip("/") if self.base_url.strip("/") else ""

    @property
    def hosts(self) -> frozenset[str]:
        """The names this server answers to; an attacker's page comes with a name of its own."""
        names = {*LOOPBACK, self.host, *self.allowed_hosts}
        return frozenset(name.lower() for name in (names if self.loopback else {*names, gethostname()}))

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK
