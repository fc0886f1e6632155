"""What a DAG reads of the home to draw itself, and the task that lands one source: the same in every DAG.

Functions and not constants: a plugin is imported once, and the home may be another at the next reading.
"""

from __future__ import annotations

import tomllib
from typing import Any
from zoneinfo import ZoneInfo

from airflow import sdk
from airflow.sdk.exceptions import AirflowFailException
from network_tasks import PATIENCE, lend

from trend_lib import flow
from trend_lib.base.errors import SourceError
from trend_lib.base.fetch_settings import token_variable, user_variable
from trend_lib.base.home import find_home, open_home


def settings_of_home() -> dict[str, Any]:
    """Return the settings as written; nothing is checked here, the tasks do."""
    file = find_home() / "trends.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


def time_zone() -> ZoneInfo:
    """Return the clock by which this home's runs start."""
    return ZoneInfo(settings_of_home().get("home", {}).get("timezone", "Europe/Kyiv"))


def source_names() -> list[str]:
    """Return the sources of this home: each is landed by a task of its own."""
    return [source["name"] for source in settings_of_home().get("sources", [])]


@sdk.task(map_index_template="{{ source_name }}", **PATIENCE)
def land(source: str) -> None:
    """Fetch one source, where it is fetched, and keep what it gave us."""
    sdk.get_current_context()["source_name"] = source
    faults = fetch(source)
    landed = flow.land(open_home(), source)
    if faults:
        raise SourceError("; ".join((*faults, *landed.refused)))  # the next try goes on from there
    if landed.refused:
        raise AirflowFailException("; ".join(landed.refused))  # waiting does not heal a file


def fetch(source: str) -> tuple[str, ...]:
    """Bring what a source gives into drop/; return what went wrong."""
    home = open_home()
    settings = home.config.source(source)
    if not settings.is_fetched:
        return ()
    fields = {token_variable(source): "password", user_variable(source): "login"}
    with lend({settings.connection: fields} if settings.connection else {}):
        return flow.fetch(home, source).faults
