"""Weekly: counts contacts and customers of every series. Reads `topics.*`, writes `weekly.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week


def count(home: Home, week: Week) -> None:
    """Count the week's contacts by topic, slice and day; quiet series get their 0."""
    from trend_lib.weekly.counting import count_week

    count_week(home, week)


def carry_over(home: Home, rehearsal: Home, day: date, whole_days: list[date]) -> None:
    """Keep the counts of the running week, up to a day, that were made in a rehearsal."""
    from trend_lib.weekly.running_week import carry_running_week

    carry_running_week(home, rehearsal, day, whole_days)


def is_judged_whole(home: Home, week: Week) -> bool:
    """Tell whether a week was counted as a whole one; the daily watch leaves it alone then."""
    from trend_lib.weekly.running_week import is_counted_whole

    return is_counted_whole(home, week)
