"""Episodes that rose by one cause: grouped about the worst of them, week by week, and kept together while they live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from trend_lib.base.warehouse import replace_rows, run
from trend_lib.episodes.congruence import is_one_cause, likeness, residuals
from trend_lib.episodes.standing import OVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import duckdb

    from trend_lib.base.weeks import Week

TABLE = "6_episodes/69_causes"
TEXT = pa.string()
COLUMNS = pa.schema(
    [("week_start", pa.date32()), ("cause_id", TEXT), ("episode_id", TEXT), ("why", pa.list_(TEXT))]
)
TELLING = 2.0  # standard deviations: cells that both rises have so much beyond proportion are told
LIVING = f"""
SELECT episode_id FROM episodes.episode_weeks
WHERE week_start = $week_start AND state NOT IN {OVER}
"""  # noqa: S608 - our own states
BEFORE = "SELECT cause_id, episode_id, why FROM episodes.causes WHERE week_start = $before ORDER BY episode_id"
ALARMING = """
SELECT episode_id, topic_id, observed - coalesce(expected, 0) AS excess
FROM episodes.episode_weeks WHERE week_start = $week_start AND grade <> '' AND topic_id > 0
ORDER BY excess DESC, episode_id
"""
PLACES = """
SELECT episode_id, slice_value, observed, expected FROM episodes.drivers
WHERE week_start = $week_start AND slice_dim = 'region'
"""
DAYS = "SELECT episode_id, day, contacts FROM episodes.episode_days WHERE week_start = $week_start"
USUAL_DAYS = """
SELECT day, contacts FROM weekly.topic_days
WHERE topic_id = 0 AND week_start < $week_start AND week_start >= CAST($week_start AS DATE) - INTERVAL 182 DAY
"""
WORDS = "SELECT episode_id, term FROM episodes.terms WHERE week_start = $week_start ORDER BY place"


@dataclass(frozen=True, slots=True)
class Rise:
    """Where, when and with what words an episode rose."""

    episode_id: str
    places: Mapping[str, float]  # residuals by region
    days: Mapping[date, float]
    words: tuple[str, ...]


def write_causes(con: duckdb.DuckDBPyConnection, week: Week) -> int:
    """Write the week's rows of `episodes.causes`; return how many causes more than one episode has."""
    rows = group(read_rises(con, week), _carried(con, week))
    full = [{"week_start": week.start, **row} for row in rows]
    replace_rows(con, TABLE, week, pa.Table.from_pylist(full, COLUMNS))
    return len({row["cause_id"] for row in rows})


def group(rises: Sequence[Rise], carried: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of causes: those carried, and the rises (the worst first) that are alike to a leader's."""
    rows = {row["episode_id"]: row for row in carried}
    leaders = [
        one for one in rises if rows.get(one.episode_id, {}).get("cause_id") == one.episode_id
    ]
    for rise in rises:
        if rise.episode_id in rows or rise in leaders:
            continue
        for leader in leaders:
            why = reasons(leader, rise)
            if why:
                name = leader.episode_id
                rows.setdefault(name, {"cause_id": name, "episode_id": name, "why": why})
                rows[rise.episode_id] = {
                    "cause_id": name,
                    "episode_id": rise.episode_id,
                    "why": why,
                }
                break
        else:
            leaders.append(rise)
    return [rows[name] for name in sorted(rows)]


def reasons(one: Rise, other: Rise) -> list[str]:
    """Return what two rises share, as place:North, day:2026-08-19, word:router; nothing where chance could do it."""
    places, days = sorted({*one.places, *other.places}), sorted({*one.days, *other.days})
    words = [word for word in one.words if word in other.words]
    alike = likeness(
        [_cells(one.places, places), _cells(one.days, days)],
        [_cells(other.places, places), _cells(other.days, days)],
    )
    if not is_one_cause(alike, words):
        return []
    shared = [f"place:{name}" for name in _shared(one.places, other.places)]
    shared += [f"day:{day}" for day in _shared(one.days, other.days)]
    return shared + [f"word:{word}" for word in words]


def read_rises(con: duckdb.DuckDBPyConnection, week: Week) -> list[Rise]:
    """Return the week's alarming episodes but that of all contacts, the largest first."""
    given = {"week_start": week.start}

    def ask(sql: str) -> list[tuple[Any, ...]]:
        return run(con, sql, given).fetchall()

    places: dict[str, dict[str, tuple[float, float]]] = {}
    for episode, place, observed, expected in ask(PLACES):
        places.setdefault(episode, {})[place] = (observed, expected)
    days: dict[str, dict[date, int]] = {}
    for episode, day, contacts in ask(DAYS):
        days.setdefault(episode, {})[day] = contacts
    words: dict[str, list[str]] = {}
    for episode, term in ask(WORDS):
        words.setdefault(episode, []).append(term)
    usual = _usual_week(ask(USUAL_DAYS))
    return [
        Rise(
            episode,
            _place_residuals(places.get(episode, {})),
            _day_residuals(week.days(), days.get(episode, {}), usual),
            tuple(words.get(episode, ())),
        )
        for episode, _, _ in ask(ALARMING)
    ]


def _usual_week(rows: Iterable[tuple[date, int]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return how many contacts each weekday brings; even where nothing is known."""
    usual = np.zeros(7)
    for day, contacts in rows:
        usual[day.weekday()] += contacts
    return usual if usual.all() else np.ones(7)


def _place_residuals(counts: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """Return residuals by region."""
    names = sorted(counts)
    table = np.array([counts[name] for name in names], dtype=float).reshape(-1, 2)
    return dict(zip(names, residuals(table[:, 0], table[:, 1]).tolist(), strict=True))


def _day_residuals(
    days: Sequence[date], counts: Mapping[date, int], usual: np.ndarray[Any, np.dtype[np.float64]]
) -> dict[date, float]:
    """Return residuals by day."""
    seen = np.array([counts.get(day, 0) for day in days], dtype=float)
    return dict(zip(days, residuals(seen, usual).tolist(), strict=True))


def _cells(
    values: Mapping[Any, float], names: Sequence[Any]
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return values in an order; 0 where there is none."""
    return np.array([values.get(name, 0.0) for name in names])


def _shared(one: Mapping[Any, float], other: Mapping[Any, float]) -> list[Any]:
    """Return the cells in which both rises stand out, the most telling first."""
    both = {name: min(value, other.get(name, 0.0)) for name, value in one.items()}
    return sorted(
        (name for name, value in both.items() if value >= TELLING), key=lambda name: -both[name]
    )


def _carried(con: duckdb.DuckDBPyConnection, week: Week) -> list[dict[str, Any]]:
    """Return last week's causes, as far as their worst episode and at least one more still live."""
    living = {episode for (episode,) in run(con, LIVING, {"week_start": week.start}).fetchall()}
    found = run(con, BEFORE, {"before": week.start - timedelta(days=7)}).fetchall()
    rows = [
        {"cause_id": cause, "episode_id": episode, "why": why}
        for cause, episode, why in found
        if {cause, episode} <= living
    ]
    with_others = {row["cause_id"] for row in rows if row["cause_id"] != row["episode_id"]}
    return [row for row in rows if row["cause_id"] in with_others]
