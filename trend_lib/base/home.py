"""A home: the one folder that holds everything a deployment owns."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from trend_lib.base.config import load_config
from trend_lib.base.errors import ConfigError
from trend_lib.base.resources import CHECKOUT, is_checkout

if TYPE_CHECKING:
    from trend_lib.base.settings import TrendConfig

FOLDERS = ("registers", "drop", "inbox", "landing", "published", "bulletins", "outbox")


@dataclass(frozen=True)
class Home:
    """The folder and its validated configuration."""

    path: Path
    warehouse_file: str = "warehouse.duckdb"

    @cached_property
    def config(self) -> TrendConfig:
        """What `trends.toml` says."""
        return load_config(self.path / "trends.toml")

    @property
    def warehouse(self) -> Path:
        """The DuckDB file; one writer at a time."""
        return self.path / self.warehouse_file

    @property
    def rehearsal(self) -> Home:
        """The same home on a copy of its warehouse that is thrown away; see `rehearse_warehouse`."""
        return Home(self.path, "rehearsal.duckdb")

    def folder(self, name: str) -> Path:
        """Return one of the home's folders, made if it is not there yet."""
        folder = self.path / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def find_home(given: Path | None = None) -> Path:
    """Return the home's folder: `--home`, else `TRENDS_HOME`, else the checkout's `var/home`."""
    if given is not None:
        return given.resolve()
    named = os.environ.get("TRENDS_HOME")
    if named:
        return Path(named).resolve()
    if is_checkout():
        return CHECKOUT / "var" / "home"
    raise ConfigError("which home? Give --home DIR, or set TRENDS_HOME")


def open_home(given: Path | None = None) -> Home:
    """Return the home, its configuration checked; raise `ConfigError` when there is none."""
    path = find_home(given)
    if not (path / "trends.toml").is_file():
        raise ConfigError(f"{path} is no home yet: make one with `trends init {path}`")
    home = Home(path)
    home.config  # noqa: B018 - read now, so that a fault is told before any work
    return home
