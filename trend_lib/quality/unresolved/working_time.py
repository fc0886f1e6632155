"""Working hours: when a limit runs out that stands still at night, on weekends and on holidays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from numpy.typing import NDArray

    from trend_lib.base.unresolved_settings import UnresolvedConfig

    Moments = NDArray[np.datetime64]

HOUR = np.timedelta64(3600, "s")


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """All working days of a span, as UTC moments; on days when clocks change a day keeps its wall hours."""

    opens: Moments
    closes: Moments

    @classmethod
    def between(
        cls,
        first: date,
        last: date,
        holidays: Collection[date],
        settings: UnresolvedConfig,
        zone: ZoneInfo,
    ) -> WorkingTime:
        """Lay out the working days from one day to another."""
        days = pd.date_range(first, last, freq="D")
        works = days.dayofweek.isin([day - 1 for day in settings.working_days])
        days = days[works & ~days.isin(pd.DatetimeIndex(list(holidays)))]
        opens, closes = (
            (days + pd.Timedelta(hours=at.hour, minutes=at.minute))
            .tz_localize(zone, ambiguous=True, nonexistent="shift_forward")
            .tz_convert("UTC")
            .tz_localize(None)
            .to_numpy("datetime64[s]")
            for at in (settings.opens, settings.closes)
        )
        return cls(opens, closes)

    def after(self, starts: Moments, hours: NDArray[np.float64]) -> Moments:
        """Return when so many working hours are over; NaT where the span ends before."""
        worked = (self.closes - self.opens).astype("int64")
        before = np.concatenate([[0], np.cumsum(worked)])
        seconds = starts.astype("datetime64[s]")
        day = np.searchsorted(self.closes, seconds, side="right")
        opened = self.opens[np.minimum(day, len(self.opens) - 1)]
        begun = np.maximum((seconds - opened).astype("int64"), 0)
        target = before[day] + np.where(day < len(self.opens), begun, 0)
        target = target + np.round(hours * 3600).astype("int64")
        ends = np.searchsorted(before[1:], target, side="left")
        is_known = ends < len(self.opens)
        ends = np.minimum(ends, len(self.opens) - 1)
        moments: Moments = self.opens[ends] + (target - before[ends]).astype("timedelta64[s]")
        return np.where(is_known, moments, np.datetime64("NaT"))

    def next_day(self, moment: datetime) -> date | None:
        """Return the first working day that opens after a moment; nothing beyond the span."""
        at = int(np.searchsorted(self.opens, np.datetime64(moment), side="right"))
        return pd.Timestamp(self.opens[at]).date() if at < len(self.opens) else None
