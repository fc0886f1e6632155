"""An early warning before Monday, and the same address afterwards: the episode it became, or that it did not last."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from trend_lib.alerts.episode_alert import EpisodeAlert
from trend_lib.alerts.episode_words import facts_of, headline, small_print
from trend_lib.base.grades import GRADES
from trend_lib.base.speech import say, say_many
from trend_lib.desk import history
from trend_lib.desk.answer_forms import in_words, offered
from trend_lib.desk.episode_page import show_episode
from trend_lib.desk.look import render
from trend_lib.desk.snapshot import open_snapshot, read
from trend_lib.desk.topic_page import half_year
from trend_lib.desk.waiting import read_waiting
from trend_lib.desk.warnings import (
    HEADLINE_LENGTH,
    UNFOUNDED,
    WARNING_STATES,
    status_of,
    warning_named,
)
from trend_lib.report import figures
from trend_lib.report.spikes import web_address
from trend_lib.report.words import distinct_quotes, name_of, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week
    from trend_lib.desk.reader import Reader

QUOTES = 6
NEWBORN = "-N"  # in the name of a topic that has no lasting number before Monday
BECAME = (
    "SELECT episode_id FROM episodes.told_early WHERE warning_id = $name AND episode_id IS NOT NULL"
)
TOLD = """
SELECT week_start, topic_name, owner, observed, expected, lower, upper FROM episodes.told_early
WHERE warning_id = $name AND episode_id IS NULL
"""
MORNINGS = """
SELECT day, topic_id, grade, observed, expected FROM episodes.early_warnings WHERE warning_id = $name ORDER BY day DESC
"""


def show_episode_or_warning(home: Home, reader: Reader, name: str, week: Week | None) -> str | None:
    """Return the page at an episode's address, whatever its name stands for by now."""
    page = show_episode(home, reader, name, week)
    if page is not None or week is not None:
        return page
    with open_snapshot(home) as con:
        became = read(con, BECAME, name=name)
    if became:
        return show_episode(home, reader, became[0]["episode_id"], None)
    return show_warning(home, reader, name)


def has_warning(home: Home, name: str) -> bool:
    """Tell whether somebody may still answer a warning of that name."""
    with open_snapshot(home) as con:
        return warning_named(con, name) is not None


def show_warning(
    home: Home, reader: Reader, name: str, *, refused: str = "", given: Mapping[str, str] | None = None
) -> str | None:  # fmt: skip
    """Return the page of a warning that is no episode: of the running week, or one that did not last."""
    with open_snapshot(home) as con:
        alert = warning_named(con, name) or _unfounded(con, name)
        if alert is None:
            return None
        seen = {
            **_told(con, alert),
            **_answers(con, home, reader, alert),
            "refused": refused,
            "given": given or {},
        }
    return render("warning.html.j2", home, reader, here="episodes", root="../", title=seen["name"], **seen)  # fmt: skip


def _unfounded(con: duckdb.DuckDBPyConnection, name: str) -> EpisodeAlert | None:
    """Return a warning that the whole week did not confirm."""
    rows = read(con, TOLD, name=name)
    if not rows:
        return None
    row = rows[0]
    return EpisodeAlert(
        episode_id=name,
        opened_week=row["week_start"],
        state=UNFOUNDED,
        grade="",
        countermeasure=None,
        runbook_url=None,
        **row,
    )


def _told(con: duckdb.DuckDBPyConnection, alert: EpisodeAlert) -> dict[str, Any]:
    """Say of a warning what Slack says, and how each morning saw it."""
    status, look = status_of(alert)
    mornings = read(con, MORNINGS, name=alert.episode_id)
    has_topic = bool(mornings) and NEWBORN not in alert.episode_id
    topic_id = mornings[0]["topic_id"] if has_topic else None
    topic = {"topic_id": topic_id, "name": alert.topic_name}
    facts = facts_of(alert)
    facts.pop(say("Status"), None)  # stands above, in the page's own words
    return {
        "name": name_of(alert.topic_name),
        "warning_id": alert.episode_id,
        "topic_id": topic_id,
        "sentence": headline(alert, HEADLINE_LENGTH),
        "facts": {name: plain_text(said, 400) for name, said in facts.items()},
        "small_print": small_print(alert),
        "is_running": alert.is_early,
        "status": status,
        "status_class": look,
        "owner": plain_text(alert.owner or "", 80),
        "countermeasure": plain_text(alert.countermeasure or ""),
        "runbook_url": web_address(alert.runbook_url),
        "quotes": distinct_quotes(alert.examples)[:QUOTES],
        "mornings": [_morning(row) for row in mornings],
        **(half_year(con, topic) if has_topic else {"chart": None, "drawing": None}),
    }


def _morning(row: dict[str, Any]) -> dict[str, str]:
    """Write how a morning saw it."""
    contacts = say_many(
        row["observed"], "{contacts} contact so far this week", "{contacts} contacts so far this week",
        contacts=figures.count(row["observed"]),
    )  # fmt: skip
    expected = figures.expected_count(row["expected"]) if row["expected"] is not None else ""
    return {
        "day": figures.day(row["day"], say("EEE d MMM")),
        "contacts": contacts,
        "expected": say("expected {expected}", expected=expected) if expected else "",
        "grade": say(GRADES[row["grade"]][0]) if row["grade"] in GRADES else say("back within its range"),
    }  # fmt: skip


def _answers(
    con: duckdb.DuckDBPyConnection, home: Home, reader: Reader, alert: EpisodeAlert
) -> dict[str, Any]:
    """Return what was answered, what of it waits to be counted, and what may be answered."""
    about, zone = alert.episode_id, home.config.home.zone
    answers = read(con, history.ANSWERS, episodes=[about])
    waiting = read_waiting(
        home, lambda other: other == about, {row["answer_id"] for row in answers}
    )
    state = WARNING_STATES.get(alert.state, alert.state)
    forms = (
        offered(state, alert.owner, reader.name, is_snoozed=alert.is_snoozed)
        if alert.is_early
        else []
    )
    return {
        "answers": [history.answer_entry(row, zone) for row in reversed(answers)],
        "waiting": [history.answer_entry(row, zone) for row in waiting],
        "forms": in_words(forms) if reader.may_answer else [],
        "about": about,
        "once": secrets.token_urlsafe(16),
    }
