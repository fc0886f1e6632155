"""How complete is each source in a week? Which days to expect is learnt from its own weeks.

A day of the week is expected of a daily source when three quarters of its last eight weeks with
records had one on that day: a desk closed at weekends is complete without them, and one missing
day does not make the next missing day usual. Before four such weeks, all seven are expected, of a
source that begins beside others (`source_span.py`) what its few weeks had; a holiday never is. Wrong for some weeks after a desk changes its opening days. A day may also be
there in part, or still be filling up: `shortfall.py`; so is every day that a source which we fetch
had after its last fetch that came to its end.
"""

from __future__ import annotations

import logging
from datetime import date
from typing import TYPE_CHECKING, Any

from trend_lib.base.logs import room_log
from trend_lib.base.warehouse import open_warehouse, replace_week
from trend_lib.base.weeks import Week
from trend_lib.sources.day_count import NO_SHORTFALL, read_shortfalls
from trend_lib.sources.fetching.drop_box import read_fetch_state
from trend_lib.sources.source_span import sources_of

if TYPE_CHECKING:
    from collections.abc import Collection

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.source_span import SourceSpan

logger = logging.getLogger(__name__)

USUAL_WEEKS = 8
ENOUGH_WEEKS = 4
USUAL_SHARE = 0.75
LOOK_BACK_WEEKS = 26  # a source silent for longer begins anew
EVERY_DAY = frozenset(range(7))
HOLIDAYS = "SELECT DISTINCT day FROM registers.holidays WHERE day BETWEEN ? AND ?"
DAYS_THERE = "SELECT DISTINCT source, day FROM sources.records WHERE week_start = ?"
DAYS_BEFORE = """
SELECT source, list(DISTINCT day)
FROM sources.records
WHERE week_start >= ? AND week_start < ?
GROUP BY source
"""


def account_week(home: Home, week: Week) -> None:
    """Build `sources.source_weeks` for one week."""
    with open_warehouse(home) as con, room_log(logger, "sources", week) as facts:
        calendar = build_calendar(con, home, week)
        con.execute("DELETE FROM sources.source_weeks WHERE week_start = ?", [week.start])
        if calendar:
            replace_week(con, "1_sources/11_source_weeks", week, calendar=calendar)
        facts["sources"] = len(calendar) // len(EVERY_DAY)


def whole_days_until(home: Home, day: date) -> list[date]:
    """Return the days of the running week, up to a day, on which every expected source has records."""
    week = Week.of_day(day)
    with open_warehouse(home) as con:
        calendar = build_calendar(con, home, week)
        there = set(con.execute(DAYS_THERE, [week.start]).fetchall())
    lacking = {
        entry["day"]
        for entry in calendar
        if entry["holds"] == "contacts"
        and entry["is_expected"]
        and (entry["is_short"] or (entry["source"], entry["day"]) not in there)
    }
    sources = [source for source in home.config.sources if source.holds == "contacts"]
    fetched = min((_unfetched_from(home, one) for one in sources), default=date.max)
    return [one for one in week.days() if one <= day and one < fetched and one not in lacking]


def build_calendar(con: duckdb.DuckDBPyConnection, home: Home, week: Week) -> list[dict[str, Any]]:
    """Return the seven days of every source that the week has, each expected or not."""
    begin = week.plus(-LOOK_BACK_WEEKS).start
    history = dict(con.execute(DAYS_BEFORE, [begin, week.start]).fetchall())
    days_off = {day for (day,) in con.execute(HOLIDAYS, [week.start, week.last_day]).fetchall()}
    shortfalls = read_shortfalls(con, week)
    unfetched_from = {one.name: _unfetched_from(home, one) for one in home.config.sources}
    calendar = []
    for source in sources_of(con, home, week):
        usual = usual_weekdays(source, week, history.get(source.name, ()))
        shortfall = shortfalls.get(source.name, NO_SHORTFALL)
        unfetched = unfetched_from.get(source.name, date.max)
        filling_from = min(shortfall.filling or date.max, unfetched)
        calendar += [
            {
                "source": source.name,
                "holds": source.holds,
                "delivers": source.delivers,
                "day": day,
                "is_expected": source.delivers == "daily"
                and weekday in usual
                and day not in days_off,
                "is_short": source.delivers == "daily" and day in shortfall.short,
                "first_day": source.first_day,
                "last_day": source.last_day,
                "begins_on": source.begins_on(week),
                "filling_from": None if filling_from == date.max else filling_from,
            }
            for weekday, day in enumerate(week.days())
        ]
    return calendar


def _unfetched_from(home: Home, source: SourceConfig) -> date:
    """Return the first day of which we may not have fetched all there is; of other sources, never."""
    if not source.is_fetched:
        return date.max
    whole_at = read_fetch_state(home, source.name).whole_at
    return whole_at.astimezone(home.config.home.zone).date() if whole_at else source.begins_on


def usual_weekdays(source: SourceSpan, week: Week, days: Collection[date]) -> frozenset[int]:
    """Return the weekdays to expect, by the days before the week.

    A source that begins beside others must not make their weeks incomplete before its habit is known.
    """
    if not source.is_late:
        return expected_weekdays(days)
    begins_now = source.first_day is not None and source.first_day >= week.start
    return frozenset() if begins_now else expected_weekdays(days, 1)


def expected_weekdays(days: Collection[date], enough: int = ENOUGH_WEEKS) -> frozenset[int]:
    """Return the weekdays (0 is Monday) that a source with records on these days usually has."""
    weeks = sorted({Week.of_day(day) for day in days})[-USUAL_WEEKS:]
    if len(weeks) < enough:
        return EVERY_DAY
    recent = [day.weekday() for day in days if day >= weeks[0].start]
    return frozenset(
        weekday for weekday in EVERY_DAY if recent.count(weekday) >= USUAL_SHARE * len(weeks)
    )
