"""Which weeks wait to be built, and which weeks the data covers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from trend_lib.base.home import Home

PENDING = """
SELECT week_start FROM sources.touched_weeks
WHERE week_start NOT IN (SELECT week_start FROM sources.closed_weeks)
ORDER BY week_start
"""
CONTACT_DAYS = "SELECT min(day), max(day) FROM sources.records WHERE holds = 'contacts'"


def read_pending(home: Home) -> list[Week]:
    """Return the touched weeks, oldest first."""
    with open_warehouse(home) as con:
        rows = con.execute(PENDING)
        return [Week(start) for (start,) in rows.fetchall()]


def forget(home: Home, weeks: Sequence[Week]) -> None:
    """Take weeks off the list of those to be built."""
    with open_warehouse(home) as con:
        con.execute(
            "DELETE FROM sources.touched_weeks WHERE list_contains($weeks, week_start)",
            {"weeks": [week.start for week in weeks]},
        )


def last_whole_week(home: Home) -> Week | None:
    """Return the newest week whose Sunday is not after the last contact's day."""
    days = _days_of_contacts(home)
    return None if days is None else Week.of_day(days[1] + timedelta(days=1)).plus(-1)


def span_of_contacts(home: Home) -> tuple[Week, Week] | None:
    """Return the weeks of the first and of the last contact."""
    days = _days_of_contacts(home)
    return None if days is None else (Week.of_day(days[0]), Week.of_day(days[1]))


def last_day_of_contacts(home: Home) -> date | None:
    """Return the last day with contacts, or None."""
    days = _days_of_contacts(home)
    return None if days is None else days[1]


def forget_records_after(home: Home, day: date) -> None:
    """Forget the records of later days."""
    with open_warehouse(home) as con:
        con.execute("DELETE FROM sources.records WHERE day > ?", [day])


def _days_of_contacts(home: Home) -> tuple[date, date] | None:
    """Return the first and the last day with contacts, or None when there are none."""
    with open_warehouse(home) as con:
        found = con.execute(CONTACT_DAYS).fetchone()
    return found if found and found[0] else None
