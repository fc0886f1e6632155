"""One episode: what the bulletin says of it, by the same functions from the same rows, and what happened since."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from trend_lib.base.grades import GRADES, grade_words
from trend_lib.base.own_names import event_in_our_words
from trend_lib.base.speech import say, spoken
from trend_lib.base.weeks import Week
from trend_lib.desk import history
from trend_lib.desk.answer_forms import in_words, offered
from trend_lib.desk.drawn import draw_bars, draw_weeks
from trend_lib.desk.look import render
from trend_lib.desk.measures import read_measures
from trend_lib.desk.one_cause import show_cause, told_together
from trend_lib.desk.snapshot import open_snapshot, read
from trend_lib.desk.waiting import read_waiting
from trend_lib.desk.warnings import early_sentence
from trend_lib.report import figures
from trend_lib.report.counted import count_sentence, look_sentence
from trend_lib.report.places import place_charts
from trend_lib.report.readers_names import names_in
from trend_lib.report.renamed import topic_chart
from trend_lib.report.rows import (
    Cause,
    Driver,
    Episode,
    EpisodeDay,
    GrownTerm,
    RenamedTopic,
    SeriesWeek,
    TopicName,
)
from trend_lib.report.spike_days import day_chart
from trend_lib.report.spikes import ALL_CONTACTS, STATES, since, terms_sentence, web_address
from trend_lib.report.stored import read_rows
from trend_lib.report.words import distinct_quotes, kind_name, name_of, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.desk.reader import Reader
    from trend_lib.desk.snapshot import Rows
    from trend_lib.report.chart_data import BarChart

CHART_WEEKS = 26
QUOTES = 6
STANDING = """
SELECT week_start, grade, is_snoozed, snoozed_until, resurfaced_from FROM episodes.episode_weeks
WHERE episode_id = $episode_id ORDER BY week_start
"""
STEPS = """
SELECT title, lines FROM report.explanations
WHERE episode_id = $episode_id AND week_start = $week_start ORDER BY place
"""
BULLETINS = """
SELECT language, path FROM report.bulletins WHERE week_start = $week_start
QUALIFY revision = max(revision) OVER (PARTITION BY language) ORDER BY language
"""


def has_episode(home: Home, episode_id: str) -> bool:
    """Tell whether there is such an episode."""
    with open_snapshot(home) as con:
        return bool(read(con, STANDING, episode_id=episode_id))


def show_episode(  # noqa: PLR0913 - what a refused form brings along
    home: Home, reader: Reader, episode_id: str, week: Week | None,
    *, refused: str = "", given: Mapping[str, str] | None = None,
) -> str | None:  # fmt: skip
    """Return the page of an episode as it stood in a week, or as it stands now; nothing when there is none.

    An answer that was `refused` stands again in its form, as it was `given`.
    """
    with open_snapshot(home) as con:
        standing = read(con, STANDING, episode_id=episode_id)
        shown = [row for row in standing if week is None or row["week_start"] == week.start]
        if not shown:
            return None
        now = shown[-1]
        of_week = Week(now["week_start"])
        episodes = _read_week(con, of_week)
        (episode,) = (row for row in episodes if row.episode_id == episode_id)
        seen = {
            **_told(con, episode, of_week),
            **show_cause(
                con,
                _rows(con, "causes", Cause, of_week),
                episodes,
                episode,
                home.config.episodes.currency,
            ),
            **_stands(standing, now),
            "early": early_sentence(con, episode_id) if now is standing[-1] else "",
            **_answers(con, home, reader, episode, now, told_together(episodes, episode)),
            "refused": refused,
            "given": given or {},
        }
    return render("episode.html.j2", home, reader, here="episodes", root="../",
                  title=seen["name"], episode=episode, **seen)  # fmt: skip


def _read_week(con: duckdb.DuckDBPyConnection, week: Week) -> list[Episode]:
    """Return the episodes of a week, by the names that readers of the language spoken know."""
    names = names_in(spoken().code, _rows(con, "topic_names", TopicName, week))
    rows: list[Episode] = _rows(con, "episode_weeks", Episode, week)
    return [row._replace(topic_name=names.get(row.topic_id, row.topic_name)) for row in rows]


def _rows(con: duckdb.DuckDBPyConnection, name: str, kind: Any, week: Week) -> list[Any]:
    """Read rows by a query of the bulletin."""
    return read_rows(con, name, kind, {"week_start": week.start})


def _told(con: duckdb.DuckDBPyConnection, episode: Episode, week: Week) -> dict[str, Any]:
    """Say of an episode in a week what the bulletin says."""
    places = place_charts(episode, _rows(con, "drivers", Driver, week), 1)
    days = day_chart(episode, week, _rows(con, "episode_days", EpisodeDay, week), 1)
    grade, chance = grade_words(episode.grade, episode.p_value) if episode.grade else ("", "")
    status, status_class = STATES[episode.state]
    return {
        "name": name_of(episode.topic_name),
        "kind_name": "" if episode.topic_id == ALL_CONTACTS else kind_name(episode.kind),
        "sentence": f"{count_sentence(episode)} {look_sentence(episode)}".rstrip(),
        "grade": grade,
        "chance": chance,
        "since": since(episode, week),
        "status": say(status),
        "status_class": status_class,
        "owner": plain_text(episode.owner or "", 80),
        "countermeasure": plain_text(episode.countermeasure or ""),
        "runbook_url": web_address(episode.runbook_url),
        "known_events": [plain_text(event_in_our_words(event)) for event in episode.known_events],
        "quotes": distinct_quotes(episode.examples)[:QUOTES],
        "terms": terms_sentence(_rows(con, "terms", GrownTerm, week), episode),
        "bars": _bars(places, days),
        "period": f"{figures.week_name(week)}, {figures.period(week)}",
        "steps": read(con, STEPS, episode_id=episode.episode_id, week_start=week.start),
        "bulletins": read(con, BULLETINS, week_start=week.start),
        **_chart(con, episode, week),
    }


def _chart(con: duckdb.DuckDBPyConnection, episode: Episode, week: Week) -> dict[str, Any]:
    """Draw the topic over half a year up to the week."""
    weeks = [week.plus(back) for back in range(1 - CHART_WEEKS, 1)]
    given = {"first_week": weeks[0].start, "week_start": week.start}
    series = read_rows(con, "series_weeks", SeriesWeek, given)
    renamed = _rows(con, "renamed_topics", RenamedTopic, week)
    title = say("{name}: contacts per week", name=name_of(episode.topic_name))
    chart = topic_chart(title, weeks, series, renamed, episode.topic_id)
    return {"chart": chart, "drawing": draw_weeks(chart) if chart else None}


def _bars(places: Sequence[BarChart], days: BarChart | None) -> list[dict[str, Any]]:
    """Draw where and when the contacts came."""
    drawn = [{"chart": place, "svg": draw_bars(place, places)} for place in places]
    return [*drawn, {"chart": days, "svg": draw_bars(days)}] if days else drawn


def _stands(standing: Rows, now: dict[str, Any]) -> dict[str, Any]:
    """Say what the bulletin does not: sleep, what came before, whether a newer week is known."""
    graded = [row for row in standing if row["grade"]]
    asleep = ""
    if now["is_snoozed"]:
        until = now["snoozed_until"]
        asleep = (
            say("Asleep until {day}, or until it gets worse.", day=figures.day(until))
            if until
            else say("Asleep until it gets worse.")
        )
    return {
        "asleep": asleep,
        "resurfaced_from": now["resurfaced_from"],
        "last_grade": say(GRADES[graded[-1]["grade"]][0]) if graded else "",
        "is_newest": now is standing[-1],
        "week": str(Week(now["week_start"])),
    }


def _answers(  # noqa: PLR0913, PLR0917 - what a page shows
    con: duckdb.DuckDBPyConnection, home: Home, reader: Reader, episode: Episode, now: dict[str, Any],
    as_one: Sequence[str],
) -> dict[str, Any]:  # fmt: skip
    """Return what was answered, of those told with it too, what of it waits to be counted, and what may be answered."""
    about, zone = episode.episode_id, home.config.home.zone
    weeks = read(con, history.WEEKS, episode_id=about)
    answers = read(con, history.ANSWERS, episodes=as_one)
    counted = {row["answer_id"] for row in answers}
    waiting = read_waiting(home, lambda other: other in as_one, counted)
    forms = offered(episode.state, episode.owner, reader.name, is_snoozed=now["is_snoozed"],
                    is_led=episode.led_by in as_one)  # fmt: skip
    return {
        "history": history.make_history(weeks, answers, zone),
        "waiting": [history.answer_entry(row, zone) for row in waiting],
        "forms": in_words(forms) if reader.may_answer else [],
        "measures": read_measures(con, about, home.config.episodes.currency),
        "about": about,
        "once": secrets.token_urlsafe(16),
    }
