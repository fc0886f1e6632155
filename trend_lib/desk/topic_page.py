"""One topic: its names, words and quotes, its course, its episodes, and what became of it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from trend_lib.base.speech import NAMES, mark, say, translated
from trend_lib.base.weeks import Week
from trend_lib.desk import history
from trend_lib.desk.answer_forms import in_words
from trend_lib.desk.drawn import draw_weeks
from trend_lib.desk.look import render
from trend_lib.desk.snapshot import open_snapshot, read
from trend_lib.desk.topic_forms import about_topic, topic_forms
from trend_lib.desk.topic_list import IN_USE, listed, read_topics
from trend_lib.desk.waiting import read_waiting
from trend_lib.report import figures
from trend_lib.report.renamed import topic_chart
from trend_lib.report.rows import RenamedTopic, SeriesWeek
from trend_lib.report.spikes import STATES
from trend_lib.report.stored import read_rows
from trend_lib.report.words import distinct_quotes, name_of, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.desk.reader import Reader
    from trend_lib.desk.snapshot import Rows

CHART_WEEKS = 26
NEWEST = "SELECT max(week_start) AS week_start FROM episodes.series_weeks"
NAMED = """
SELECT language, name FROM topics.names WHERE topic_id = $topic_id ORDER BY language
"""
PARTS = """
SELECT subtopic_id, name, keywords, first_week FROM topics.subtopics WHERE topic_id = $topic_id ORDER BY subtopic_id
"""
LINEAGE = """
SELECT week_start, topic_id, what, other_id, detail, who FROM topics.lineage
WHERE topic_id = $topic_id OR other_id = $topic_id ORDER BY event DESC
"""
EPISODES = """
SELECT episode_id, opened_week, state FROM episodes.episodes WHERE topic_id = $topic_id ORDER BY opened_week DESC
"""
ANSWERS = """
SELECT answer_id, said_at, who, way, action, value, CAST(NULL AS VARCHAR) AS until, note, is_applied, why_not
FROM topics.answers WHERE about = $about OR starts_with(about, $about || ':') ORDER BY said_at DESC, answer_id
"""
WHAT = {  # of the register's lineage
    "born": mark("Born."),
    "grown": mark("A part of its own grew."),
    "renamed": mark("Renamed; before that “{detail}”."),
    "called in uk": mark("Called “{detail}” in Ukrainian."),
    "called in ru": mark("Called “{detail}” in Russian."),
    "called in en": mark("Called “{detail}” in English."),
    "merged": mark("Merged."),
    "split": mark("Split."),
    "moved": mark("Moved."),
    "pinned": mark("Pinned."),
    "unpinned": mark("Unpinned."),
    "retired": mark("Retired after a long silence."),
    "resurfaced": mark("Heard of again."),
    "could_split": mark("A part of it could be a topic of its own."),
    "carried": mark("Carried over by a refit."),
    "restated": mark("Its contacts of past weeks were counted again."),
}


def has_topic(home: Home, topic_id: int) -> bool:
    """Tell whether there is such a topic."""
    with open_snapshot(home) as con:
        return any(row["topic_id"] == topic_id for row in read_topics(con))


def show_topic(
    home: Home, reader: Reader, topic_id: int, *, refused: str = "", given: Mapping[str, str] | None = None
) -> str | None:  # fmt: skip
    """Return the page of a topic; nothing when there is none."""
    with open_snapshot(home) as con:
        topics = read_topics(con)
        topic = next((row for row in topics if row["topic_id"] == topic_id), None)
        if topic is None:
            return None
        seen = {
            **_told(con, topic, topics),
            **_happened(con, home, topic_id, {row["topic_id"]: row["name"] for row in topics}),
            "forms": in_words(topic_forms(topic, topics)) if reader.may_answer else [],
        }
    return render("topic.html.j2", home, reader, here="topics", root="../", title=seen["name"],
                  about=about_topic(topic_id), once=secrets.token_urlsafe(16), refused=refused, given=given or {},
                  **seen)  # fmt: skip


def _told(con: duckdb.DuckDBPyConnection, topic: dict[str, Any], topics: Rows) -> dict[str, Any]:
    """Say what a topic is."""
    names = {row["topic_id"]: name_of(row["name"]) for row in topics}
    topic_id = topic["topic_id"]
    return {
        **listed(topic),
        "keywords": ", ".join(plain_text(word, 60) for word in topic["keywords"]),
        "quotes": distinct_quotes(topic["quotes"]),
        "named": [(row["language"], NAMES[row["language"]], plain_text(row["name"]))
                  for row in read(con, NAMED, topic_id=topic_id)],
        "parts": [_part(row) for row in read(con, PARTS, topic_id=topic_id)],
        "related": {one: names[one] for one in (topic["merged_into"], topic["split_from"]) if one in names},
        "targets": [(about_topic(row["topic_id"]), f"{names[row['topic_id']]} ({row['topic_id']})")
                    for row in topics if row["state"] in IN_USE and row["topic_id"] != topic_id],
        "is_in_use": topic["state"] in IN_USE,
        "kind_sure": _sure(topic["kind_probability"]),
        **half_year(con, topic),
    }  # fmt: skip


def _sure(probability: float | None) -> str:
    """Say who gave a topic its kind."""
    if probability is None:
        return say("as a person said")
    return say("as the program thinks, {share} sure", share=figures.percent(probability))


def _part(row: dict[str, Any]) -> dict[str, Any]:
    """Write one subtopic."""
    keywords = ", ".join(plain_text(word, 60) for word in row["keywords"][:8])
    return {"part_id": row["subtopic_id"], "name": name_of(row["name"]), "keywords": keywords}


def half_year(con: duckdb.DuckDBPyConnection, topic: dict[str, Any]) -> dict[str, Any]:
    """Draw half a year up to the newest week."""
    (newest,) = read(con, NEWEST)
    if newest["week_start"] is None:
        return {"chart": None, "drawing": None}
    weeks = [Week(newest["week_start"]).plus(back) for back in range(1 - CHART_WEEKS, 1)]
    given = {"first_week": weeks[0].start, "week_start": weeks[-1].start}
    series = read_rows(con, "series_weeks", SeriesWeek, given)
    renamed = read_rows(con, "renamed_topics", RenamedTopic, given)
    title = say("{name}: contacts per week", name=name_of(topic["name"]))
    chart = topic_chart(title, weeks, series, renamed, topic["topic_id"])
    return {"chart": chart, "drawing": draw_weeks(chart) if chart else None}


def _happened(
    con: duckdb.DuckDBPyConnection, home: Home, topic_id: int, names: Mapping[int, str]
) -> dict[str, Any]:
    """Say what became of a topic, and what people said of it."""
    about, zone = about_topic(topic_id), home.config.home.zone
    answers = read(con, ANSWERS, about=about)
    counted = {row["answer_id"] for row in answers}
    waiting = read_waiting(
        home, lambda other: other == about or other.startswith(f"{about}:"), counted
    )
    return {
        "answers": [history.answer_entry(row, zone) for row in answers],
        "waiting": [history.answer_entry(row, zone) for row in waiting],
        "lineage": [_event(row, topic_id, names) for row in read(con, LINEAGE, topic_id=topic_id)],
        "episodes": [
            (
                row["episode_id"],
                figures.period(Week(row["opened_week"])),
                say(STATES[row["state"]][0]),
            )
            for row in read(con, EPISODES, topic_id=topic_id)
        ],
    }


def _event(row: dict[str, Any], topic_id: int, names: Mapping[int, str]) -> dict[str, Any]:
    """Write one event of the lineage."""
    detail = plain_text(row["detail"] or "")
    told = translated(WHAT.get(row["what"], row["what"])).format(detail=detail)
    other = row["topic_id"] if row["topic_id"] != topic_id else row["other_id"]
    week = Week(row["week_start"])
    return {
        "when": f"{figures.week_name(week)}, {figures.period(week)}",
        "told": told,
        "other": "" if other is None else _with_other(other, names),
        "detail": "" if "{detail}" in WHAT.get(row["what"], "") else detail,
        "who": plain_text(row["who"], 80),
    }


def _with_other(number: int, names: Mapping[int, str]) -> str:
    """Name the other topic of an event, as far as the register still does."""
    if number not in names:
        return say("With topic {number}.", number=number)
    return say("With “{name}” ({number}).", name=name_of(names[number]), number=number)
