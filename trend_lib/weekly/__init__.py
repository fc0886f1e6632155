"""Weekly: counts contacts and customers of every series. Reads `topics.*`, writes `weekly.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week


def count(home: Home, week: Week) -> None:
    """Count the week's contacts by topic, slice and day; quiet series get their 0."""
    from trend_lib.weekly.counting import count_week

    count_week(home, week)
