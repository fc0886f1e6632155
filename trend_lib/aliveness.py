"""What `trends alive` does: look from outside whether the weekly run happened, and whether Airflow lives.

A deadline belongs to a run that began; nothing inside Airflow notices a scheduler that is down.
"""

from __future__ import annotations

import json
import urllib.request
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.error import URLError

from trend_lib.base.errors import MisuseError
from trend_lib.base.home import open_home
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from pathlib import Path

    from trend_lib.base.home import Home

DUE = timedelta(hours=9)  # of Monday, by the home's clock: the weekly run's own deadline
PATIENCE_SECONDS = 20
PARTS = ("metadatabase", "scheduler", "dag_processor", "triggerer")


def look(given: Path | None, airflow: str, now: datetime | None = None) -> dict[str, Any]:
    """Return what is wrong, each with its cure; nothing when all is well."""
    home = open_home(given)
    moment = now or datetime.now(home.config.home.zone)
    wrong = [*_missing_bulletin(home, moment), *(_ill_parts(airflow) if airflow else ())]
    return {"is_alive": not wrong, "wrong": wrong}


def _missing_bulletin(home: Home, now: datetime) -> list[str]:
    """Say that the last week whose bulletin is due has none."""
    week = Week.of_moment(now - DUE, home.config.home.zone).plus(-1)
    folder = home.path / "bulletins" / str(week.year) / f"w{week.number:02d}"
    if list(folder.glob("*/index.html")):
        return []
    return [f"{week} has no bulletin: is the scheduler running? `trends run {week}` makes it"]


def _ill_parts(airflow: str) -> list[str]:
    """Ask Airflow how its parts are."""
    if not airflow.startswith(("http://", "https://")):
        raise MisuseError(f"{airflow!r} is no address: write it as http://127.0.0.1:18480")
    url = f"{airflow.rstrip('/')}/api/v2/monitor/health"
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - checked above
            health = json.load(answer)
        states = {part: health[part]["status"] for part in PARTS}
    except (URLError, OSError, ValueError, KeyError, TypeError) as error:
        return [
            f"Airflow does not say how it is at {url} ({type(error).__name__}): start it, `make up` does so here"
        ]
    return [
        f"Airflow's {part} is {state or 'not running'}: start it; its log says why it ended"
        for part, state in states.items()
        if state != "healthy"
    ]
