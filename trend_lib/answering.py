"""What `trends answer` does: list living episodes, or write an answer about one of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trend_lib.base.errors import MisuseError
from trend_lib.base.home import open_home
from trend_lib.base.inbox import Answer, write_answer
from trend_lib.registering import name_who
from trend_lib.summing import looking, query

if TYPE_CHECKING:
    from pathlib import Path

    from trend_lib.base.home import Home

LIVING = """
SELECT episode_id, topic_name, state, grade, owner, observed, expected, CAST(week_start AS VARCHAR) AS week
FROM episodes.episodes WHERE state NOT IN ('closed', 'false_alarm', 'known_event')
ORDER BY week_start DESC, p_value, episode_id
"""
KNOWN = "SELECT episode_id FROM episodes.episodes WHERE episode_id = ?"
NAMED = 5  # episodes in an error; the list has them all


def list_living(given: Path | None) -> dict[str, Any]:
    """Return the episodes that are not over."""
    with looking(open_home(given)) as con:
        return {"episodes": query(con, LIVING, [])}


def answer(  # noqa: PLR0913 - the parts of an answer
    given: Path | None, action: str, episode: str, *, value: str, until: str, note: str, who: str
) -> dict[str, Any]:
    """Write an answer about an episode that there is."""
    home = open_home(given)
    said_at = datetime.now(UTC).replace(microsecond=0)
    said = Answer(
        said_at, name_who(who), "command", action, episode, value or None, until or None, note
    )
    if episode:
        _refuse_unknown(home, episode)
    path = write_answer(home, said)
    return {**said.event(), "path": str(path)}


def _refuse_unknown(home: Home, episode: str) -> None:
    """Name the living episodes to who mistyped one."""
    with looking(home) as con:
        if query(con, KNOWN, [episode]):
            return
        living = [row["episode_id"] for row in query(con, LIVING, [])]
    named = f"; open are {', '.join(living[:NAMED])}" if living else ""
    raise MisuseError(f"there is no episode {episode!r}{named}: `trends answer` lists them")
