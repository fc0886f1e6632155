"""Public holidays of Ukraine with a fixed date; on them far fewer people call."""

from __future__ import annotations

from datetime import date, timedelta

from trend_lib.base.weeks import Week
from trend_lib.sample.plants import HOLIDAY_BACK, fits

FIXED = {
    (1, 1): "New Year",
    (3, 8): "International Women's Day",
    (5, 1): "Labour Day",
    (5, 8): "Day of Remembrance and Victory",
    (6, 28): "Constitution Day",
    (7, 15): "Statehood Day",
    (8, 24): "Independence Day",
    (10, 1): "Defenders' Day",
    (12, 25): "Christmas",
}
WORKING_THURSDAY = 3


def list_holidays(first: Week, last: Week, weeks: int) -> dict[date, str]:
    """Return the holidays of the sample's weeks; the planted one is a Thursday where none falls."""
    span = (last.last_day - first.start).days + 1
    days = [first.start + timedelta(days=day) for day in range(span)]
    found = {day: FIXED[day.month, day.day] for day in days if (day.month, day.day) in FIXED}
    planted = last.plus(-HOLIDAY_BACK)
    if fits(HOLIDAY_BACK, weeks) and not any(day in found for day in planted.days()):
        found[planted.days()[WORKING_THURSDAY]] = "Town day of the sample"
    return dict(sorted(found.items()))
