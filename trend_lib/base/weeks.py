"""The week, the only period this project knows: ISO, Monday to Sunday, in the home's time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from trend_lib.base.errors import MisuseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

SEVEN_DAYS = timedelta(days=7)
WRITTEN = re.compile(r"(\d{4})-W(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week, kept as its Monday; written `2026-W34`."""

    start: date

    def __post_init__(self) -> None:
        """Refuse a day that is not a Monday."""
        if self.start.isoweekday() != 1:
            raise ValueError(f"{self.start} is not a Monday")

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read `2026-W34`; week 53 only in the years that have one."""
        parts = WRITTEN.fullmatch(written)
        if parts is None:
            raise MisuseError(f"{written!r} is not a week: write it as 2026-W34")
        try:
            return cls(date.fromisocalendar(int(parts[1]), int(parts[2]), 1))
        except ValueError as error:
            raise MisuseError(f"{written!r}: {parts[1]} has no week {parts[2]}") from error

    @classmethod
    def of_day(cls, day: date) -> Self:
        """Return the week that holds a calendar day."""
        return cls(day - timedelta(days=day.isoweekday() - 1))

    @classmethod
    def of_moment(cls, moment: datetime, zone: ZoneInfo) -> Self:
        """Return the week that holds a moment, by the clocks of `zone`."""
        return cls.of_day(moment.astimezone(zone).date())

    @property
    def number(self) -> int:
        """The ISO week number, 1 to 53."""
        return self.start.isocalendar().week

    @property
    def year(self) -> int:
        """The ISO year, which may differ from the Monday's calendar year."""
        return self.start.isocalendar().year

    @property
    def last_day(self) -> date:
        """The week's Sunday."""
        return self.start + timedelta(days=6)

    def days(self) -> list[date]:
        """Return the seven days, Monday first."""
        return [self.start + timedelta(days=day) for day in range(7)]

    def plus(self, weeks: int) -> Week:
        """Return the week `weeks` later (earlier when negative)."""
        return Week(self.start + weeks * SEVEN_DAYS)

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return first and one-past-last moment in UTC; 167 to 169 hours apart when clocks change."""
        edges = (datetime.combine(day, time(), zone) for day in (self.start, self.plus(1).start))
        first, past = (edge.astimezone(UTC) for edge in edges)
        return first, past

    def __str__(self) -> str:
        """Write the week as `2026-W34`."""
        return f"{self.year}-W{self.number:02d}"


def weeks_between(first: Week, last: Week) -> Iterator[Week]:
    """Yield every week from `first` to `last`, both included."""
    week = first
    while week <= last:
        yield week
        week = week.plus(1)
