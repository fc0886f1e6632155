"""Episodes that rose by one cause: grouped about the worst of them, week by week, and kept together while they live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from trend_lib.base.warehouse import replace_rows, run
from trend_lib.episodes.congruence import is_one_cause, likeness, residuals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import duckdb

    from trend_lib.base.weeks import Week

TABLE = "6_episodes/69_causes"
TEXT = pa.string()
COLUMNS = pa.schema(
    [
        ("week_start", pa.date32()), ("cause_id", TEXT), ("episode_id", TEXT), ("why", pa.list_(TEXT)),
        ("is_one", pa.bool_()),
    ]
)  # fmt: skip
TELLING = 2.0  # standard deviations: cells that both rises have so much beyond proportion are told
CARRIED = """
SELECT
    causes.cause_id, causes.episode_id, causes.why,
    causes.is_one AND NOT (  -- what rises while its worst does not is told by itself
        own.grade <> '' AND worst.grade = '' AND NOT coalesce(worst.is_incomplete OR worst.is_unjudged, FALSE)
    ) AS is_one
FROM episodes.causes
INNER JOIN episodes.episode_weeks AS own ON causes.episode_id = own.episode_id AND own.week_start = $week_start
INNER JOIN episodes.episode_weeks AS worst ON causes.cause_id = worst.episode_id AND worst.week_start = $week_start
WHERE causes.week_start = $before AND NOT EXISTS (
    SELECT 1 FROM episodes.answers
    WHERE answers.action = 'apart' AND answers.week_start <= $before
        AND answers.episode_id IN (causes.episode_id, causes.cause_id)
)
ORDER BY causes.episode_id
"""
ALARMING = """
SELECT episode_id, kind, suggested_owner, opened_week = $week_start AS is_new, observed - coalesce(expected, 0) AS excess
FROM episodes.episode_weeks
WHERE week_start = $week_start AND grade <> '' AND topic_id > 0 AND NOT EXISTS (  -- that people gave a cause of its own
    SELECT 1 FROM episodes.answers
    WHERE answers.action = 'apart' AND answers.week_start < $week_start AND answers.episode_id = episode_weeks.episode_id
)
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
    asked: tuple[str | None, ...] = ()  # its kind, and whom the playbook names
    is_new: bool = True  # opened this week


class Shared(NamedTuple):
    """What two rises share, and whether they are told as one."""

    why: list[str]
    is_one: bool


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
            shared = compare(leader, rise)
            if shared.why:
                name = leader.episode_id
                cause = {"cause_id": name, "why": shared.why}
                rows.setdefault(name, {**cause, "episode_id": name, "is_one": False})
                rows[rise.episode_id] = {
                    **cause, "episode_id": rise.episode_id, "is_one": shared.is_one,
                }  # fmt: skip
                break
        else:
            leaders.append(rise)
    return [rows[name] for name in sorted(rows)]


def compare(one: Rise, other: Rise) -> Shared:
    """Return what two rises share, as place:North, day:2026-08-19, word:router; nothing where chance could do it.

    The other is told with the one only as it begins, where places and days speak without the help of words, and where
    the same people are asked about a thing of the same kind: those of another kind may meet there by chance.
    """
    places, days = sorted({*one.places, *other.places}), sorted({*one.days, *other.days})
    words = [word for word in one.words if word in other.words]
    alike = likeness(
        [_cells(one.places, places), _cells(one.days, days)],
        [_cells(other.places, places), _cells(other.days, days)],
    )
    if not is_one_cause(alike, words):
        return Shared([], is_one=False)
    where = [f"place:{name}" for name in _shared(one.places, other.places)]
    when = [f"day:{day}" for day in _shared(one.days, other.days)]
    is_sure = bool(where and when) and is_one_cause(alike, ())
    return Shared(
        [*where, *when, *(f"word:{word}" for word in words)],
        is_one=is_sure and other.is_new and one.asked == other.asked,
    )


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
            tuple(asked),
            is_new,
        )
        for episode, *asked, is_new, _ in ask(ALARMING)
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
    """Return last week's causes, as far as their worst episode and at least one more lived on, and nobody told them apart.

    What people answer in this week's row changes nothing here: it is by this that their answers count for several.
    """
    given = {"week_start": week.start, "before": week.start - timedelta(days=7)}
    names = ("cause_id", "episode_id", "why", "is_one")
    rows = [dict(zip(names, row, strict=True)) for row in run(con, CARRIED, given).fetchall()]
    with_others = {row["cause_id"] for row in rows if row["cause_id"] != row["episode_id"]}
    return [row for row in rows if row["cause_id"] in with_others]
