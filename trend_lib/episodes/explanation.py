"""Explain an episode: its states week by week, and the arithmetic of its newest assessment."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from trend_lib.base.errors import MisuseError
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.detection import explainer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    import duckdb

    from trend_lib.base.home import Home

    Explainer = Callable[[tuple[int, str, str]], dict[str, Any]]

STATES = """
SELECT week_start, state, grade, observed, expected, topic_id, topic_name, known_events
FROM episodes.episode_weeks WHERE episode_id = ? AND week_start <= coalesce(?, week_start) ORDER BY week_start
"""
ALARMS = """
SELECT slice_dim, slice_value, observed, expected, p_value, q_value
FROM episodes.series_weeks WHERE week_start = ? AND topic_id = ? AND is_alarm
ORDER BY p_value, slice_dim, slice_value
"""
ON_RECORD = """
SELECT p_value FROM detection.assessments
WHERE week_start = ? AND topic_id = ? AND slice_dim = ? AND slice_value = ?
"""


def explain_episodes(
    home: Home, episode_ids: Sequence[str], week: Week
) -> dict[str, dict[str, Any]]:
    """Return the arithmetic of several episodes; none of those whose counts are not there any more."""
    explainer_of = _explainers(home)
    said = {}
    for episode_id in episode_ids:
        try:
            said[episode_id] = _explain(home, episode_id, week, explainer_of)
        except MisuseError:
            continue
    return said


def explain_episode(home: Home, episode_id: str, week: Week | None = None) -> dict[str, Any]:
    """Return the arithmetic of the rarest alarm of the episode's newest week, else of its topic."""
    return _explain(home, episode_id, week, _explainers(home))


def _explainers(home: Home) -> Callable[[Week], Explainer]:
    """Return what gives a week's explainer, and assesses no week twice."""
    return cache(lambda week: explainer(home, week))


def _explain(
    home: Home, episode_id: str, week: Week | None, explainer_of: Callable[[Week], Explainer]
) -> dict[str, Any]:
    """Return the arithmetic of one episode."""
    with open_warehouse(home) as con:
        states = con.execute(STATES, [episode_id, week.start if week else None]).fetchall()
        if not states:
            raise MisuseError(f"there is no episode {episode_id!r}; see `trends show`")
        week_start, *_, topic_id, topic_name, known_events = states[-1]
        alarms = con.execute(ALARMS, [week_start, topic_id]).fetchall()
        slice_dim, slice_value = alarms[0][:2] if alarms else ("all", "all")
        series = (topic_id, slice_dim, slice_value)
        arithmetic = explainer_of(Week(week_start))(series)
        on_record = _recorded_p(con, week_start, series)
    return {
        "episode": episode_id,
        "topic": topic_name,
        "week": str(Week(week_start)),
        "series": f"topic {topic_id}, {slice_dim} {slice_value}",
        **arithmetic,
        "p_value_on_record": on_record,
        "agrees_with_record": arithmetic["p_value"] == on_record,
        "alarms_of_the_week": [_alarm(*alarm) for alarm in alarms],
        "known_events": known_events,
        "states": {str(Week(row[0])): _state(*row[1:5]) for row in states},
    }


def _recorded_p(
    con: duckdb.DuckDBPyConnection, week_start: date, series: tuple[int, str, str]
) -> float | None:
    """Return the p-value that detection wrote; counts that changed since give another one."""
    found = con.execute(ON_RECORD, [week_start, *series]).fetchone()
    return found[0] if found else None


def _alarm(  # noqa: PLR0913, PLR0917 - the columns of one row
    slice_dim: str,
    slice_value: str,
    observed: int,
    expected: float | None,
    p_value: float | None,
    q_value: float | None,
) -> str:
    """Say one alarm in a line; what a row does not hold, as one brought from elsewhere, is left out."""
    against = "" if expected is None else f" against {expected:.1f}"
    chances = {"p": p_value, "q": q_value}
    said = [f"{name} = {value:.3g}" for name, value in chances.items() if value is not None]
    return f"{slice_dim} {slice_value}: {', '.join([f'{observed}{against}', *said])}"


def _state(state: str, grade: str, observed: int, expected: float | None) -> str:
    """Say how the episode stood in a week."""
    against = "" if expected is None else f" against {expected:.1f}"
    return f"{state}{', ' if grade else ''}{grade}: {observed}{against}"
