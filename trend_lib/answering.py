"""What `trends answer` does: list living episodes, or write an answer about one of them, a topic or a contact."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trend_lib.base.errors import MisuseError
from trend_lib.base.home import open_home
from trend_lib.base.inbox import (
    CALLBACK,
    EPISODE,
    KIND,
    REVIEW,
    TOPIC,
    UNRESOLVED,
    Answer,
    about_of,
    find_fault,
    write_answer,
)
from trend_lib.registering import name_who
from trend_lib.summing import looking, query

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from trend_lib.base.home import Home

LIVING = """
WITH warned AS (  -- of the week that runs; an episode that recovers is warned of under its own name
    SELECT * FROM episodes.early_warnings
    WHERE week_start > coalesce((SELECT max(week_start) FROM episodes.test_weeks), DATE '1990-01-01')
    QUALIFY row_number() OVER (PARTITION BY warning_id ORDER BY day DESC) = 1
),
listed AS (
    SELECT episode_id, topic_name, state, grade, owner, observed, expected, week_start, p_value, led_by
    FROM episodes.episodes WHERE episode_id NOT IN (SELECT warning_id FROM warned)
    UNION ALL
    SELECT warning_id, topic_name, state, grade, owner, observed, expected, week_start, p_value, NULL FROM warned
)
SELECT episode_id, topic_name, state, grade, owner, observed, expected, CAST(week_start AS VARCHAR) AS week, led_by
FROM listed WHERE state NOT IN ('closed', 'false_alarm', 'known_event')
ORDER BY week_start DESC, led_by IS NOT NULL, p_value, episode_id
"""
KNOWN = {  # by what the answer is about
    EPISODE: (
        "SELECT 1 FROM episodes.episodes WHERE episode_id = $about "
        "UNION ALL SELECT 1 FROM episodes.early_warnings WHERE warning_id = $about LIMIT 1"
    ),
    TOPIC: "SELECT 1 FROM topics.topics WHERE concat('topic:', topic_id) = $about",
    KIND: "SELECT 1 FROM contacts.contacts WHERE concat('kind:', contact_id) = $about",
    REVIEW: "SELECT 1 FROM quality.review_sample WHERE concat('review:', review_id) = $about",
    UNRESOLVED: "SELECT 1 FROM contacts.contacts WHERE concat('unresolved:', contact_id) = $about",
    CALLBACK: "SELECT 1 FROM quality.callback_worklist WHERE concat('callback:', event_id) = $about",
}
WHAT = {
    EPISODE: "episode",
    TOPIC: "topic",
    KIND: "contact",
    REVIEW: "review",
    UNRESOLVED: "contact",
    CALLBACK: "call-back",
}
CURES = {
    TOPIC: ": `trends topics` lists them",
    KIND: ": an id is the source's name, a colon, and the id there: `trends worklist kinds` lists those to settle",
    REVIEW: ": the week's are in quality/<year>/w<week>/workbook.xlsx, sheet “To listen to”",
    UNRESOLVED: ": `trends worklist unresolved` lists them",
    CALLBACK: ": `trends worklist callbacks` lists them",
}
NAMED = 5  # episodes in an error; the list has them all


def list_living(given: Path | None) -> dict[str, Any]:
    """Return the episodes that are not over."""
    with looking(open_home(given)) as con:
        return {"episodes": query(con, LIVING, [])}


def answer(  # noqa: PLR0913 - the parts of an answer
    given: Path | None,
    action: str,
    about: str,
    *,
    value: str,
    until: str,
    note: str,
    who: str,
    since: str = "",
) -> dict[str, Any]:
    """Write an answer about something that there is."""
    home = open_home(given)
    said_at = datetime.now(UTC).replace(microsecond=0)
    said = Answer(
        said_at,
        name_who(who),
        "command",
        action,
        about,
        value or None,
        until or None,
        note,
        since=since or None,
    )
    if not find_fault(said):
        _refuse_unknown(home, about)
    path = write_answer(home, said)
    return {**said.event(), "path": str(path)}


def _refuse_unknown(home: Home, about: str) -> None:
    """Raise at what there is not, with where to look it up."""
    prefix = about_of(about)
    asked = ":".join(about.split(":")[:2]) if prefix == TOPIC else about  # its language left out
    with looking(home) as con:
        if query(con, KNOWN[prefix], {"about": asked}):
            return
        cure = CURES.get(prefix) or _living_named(con)
    raise MisuseError(f"there is no {WHAT[prefix]} {about.removeprefix(prefix + ':')!r}{cure}")


def _living_named(con: duckdb.DuckDBPyConnection) -> str:
    """Name the living episodes to who mistyped one."""
    living = [row["episode_id"] for row in query(con, LIVING, [])]
    named = f"; open are {', '.join(living[:NAMED])}" if living else ""
    return f"{named}: `trends answer` lists them"
