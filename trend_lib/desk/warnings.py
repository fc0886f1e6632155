"""Early warnings of the week that still runs, in the words that Slack has for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.alerts.episode_alert import EpisodeAlert, read_early_alerts
from trend_lib.alerts.episode_words import headline, range_of
from trend_lib.alerts.readers_names import named_for_readers
from trend_lib.base.speech import say, spoken
from trend_lib.desk.snapshot import read
from trend_lib.report import figures
from trend_lib.report.spikes import STATES
from trend_lib.report.words import name_of, plain_text

if TYPE_CHECKING:
    import duckdb

EARLY, UNFOUNDED = "early", "unfounded"
WARNING_STATES = {EARLY: "open"}  # as answers fold it
HEADLINE_LENGTH = 300
NEWEST_MORNING = "SELECT max(day) AS day FROM episodes.early_warnings"


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning in a line."""

    warning_id: str
    name: str
    observed_text: str
    range_text: str
    until: str
    owner: str
    status: str
    status_class: str
    is_snoozed: bool


def running_warnings(con: duckdb.DuckDBPyConnection) -> list[EpisodeAlert]:
    """Return what the newest morning warned of, worst first, under its readers' names; nothing once Monday judged it."""
    (newest,) = read(con, NEWEST_MORNING)
    if newest["day"] is None:
        return []
    return named_for_readers(con, read_early_alerts(con, newest["day"]), spoken().code)


def warning_named(con: duckdb.DuckDBPyConnection, name: str) -> EpisodeAlert | None:
    """Return a warning of the running week by its name."""
    return next((one for one in running_warnings(con) if one.episode_id == name), None)


def early_sentence(con: duckdb.DuckDBPyConnection, name: str) -> str:
    """Say what the running week has brought so far of an episode that was warned of; nothing where it was not."""
    warning = warning_named(con, name)
    return "" if warning is None else headline(warning, HEADLINE_LENGTH)


def list_warnings(con: duckdb.DuckDBPyConnection) -> list[Warned]:
    """Return every warning of the running week in a line."""
    return [_listed(one) for one in running_warnings(con)]


def status_of(alert: EpisodeAlert) -> tuple[str, str]:
    """Return how a warning stands, and the look of it."""
    if alert.state == UNFOUNDED:
        return say("Did not last"), "known"
    words, look = STATES[WARNING_STATES.get(alert.state, alert.state)]
    return say(words), look


def _listed(alert: EpisodeAlert) -> Warned:
    """Write one warning."""
    status, look = status_of(alert)
    return Warned(
        warning_id=alert.episode_id,
        name=name_of(alert.topic_name),
        observed_text=figures.count(alert.observed),
        range_text=range_of(alert),
        until=say("up to {day}", day=figures.day(alert.until, say("EEE d MMM"))) if alert.until else "",
        owner=plain_text(alert.owner or "", 80),
        status=status,
        status_class=look,
        is_snoozed=alert.is_snoozed,
    )  # fmt: skip
