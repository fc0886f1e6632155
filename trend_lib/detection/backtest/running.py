"""Run a backtest over a home's tables: replay, plant, catch, try other settings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from trend_lib.base.warehouse import open_warehouse, read_query, run
from trend_lib.base.weeks import Week
from trend_lib.detection.backtest.budget import try_settings
from trend_lib.detection.backtest.catching import catch
from trend_lib.detection.backtest.findings import Backtest
from trend_lib.detection.backtest.planting import plan_worlds
from trend_lib.detection.backtest.replay import Settings, replay
from trend_lib.detection.series_history import read_history

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.detection.backtest.budget import MarkedRise
    from trend_lib.detection.backtest.replay import SeriesKey, Step
    from trend_lib.detection.series_history import WeekHistory


def backtest_home(  # noqa: PLR0913, PLR0917 - what is asked for
    home: Home,
    weeks: Sequence[Week],
    plantings: int,
    seed: int,
    budget: float,
    step: Step,
    marked: Sequence[MarkedRise],
) -> dict[str, Any]:
    """Return what the backtest found; `step` is called twice a week."""
    config = home.config.detection
    settings = Settings.around(config)
    with open_warehouse(home, read_only=True) as con:
        read = partial(_read, con, config.window_weeks)
        names, kinds = _names(con, weeks)
        replayed = replay(read, weeks, settings, step)
        worlds, never_quiet = plan_worlds(replayed, kinds, plantings, seed)
        largest_excess = catch(read, replayed, worlds, settings, step)
        written = written_alarms(con, weeks)
    planted = [planting for world in worlds for planting in world]
    tried = try_settings(replayed, largest_excess, settings)
    return Backtest(replayed, planted, tried, names, written, never_quiet, marked).answer(budget)


def _read(con: duckdb.DuckDBPyConnection, window_weeks: int, week: Week) -> WeekHistory | None:
    """Read a week's series with their past, as the room does."""
    return read_history(con, week, window_weeks)


def _names(
    con: duckdb.DuckDBPyConnection, weeks: Sequence[Week]
) -> tuple[dict[int, str], dict[int, str]]:
    """Return what topics are called, and of which kind they are."""
    params = {"first_week": weeks[0].start, "last_week": weeks[-1].start}
    rows = run(con, read_query("5_detection/reading/topic_names"), params).fetchall()
    return {topic: name for topic, name, _ in rows}, {topic: kind for topic, _, kind in rows}


def written_alarms(
    con: duckdb.DuckDBPyConnection, weeks: Sequence[Week]
) -> dict[Week, set[SeriesKey]]:
    """Return the alarms that were written when each week was judged; no entry: it never was."""
    params = {"first_week": weeks[0].start, "last_week": weeks[-1].start}
    found: dict[Week, set[SeriesKey]] = {}
    rows = run(con, read_query("5_detection/reading/written_alarms"), params).fetchall()
    for week_start, topic_id, slice_dim, slice_value in rows:
        alarms = found.setdefault(Week(week_start), set())
        if topic_id is not None:
            alarms.add((topic_id, slice_dim, slice_value))
    return found
