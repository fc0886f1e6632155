"""Minutes since the sample's first Monday, written as exports write moments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from trend_lib.sample.arrays import Ints, Texts, as_texts
from trend_lib.sample.arrivals import DAY

if TYPE_CHECKING:
    from datetime import date

ZONE = "Europe/Kyiv"


@dataclass(frozen=True, slots=True)
class Clock:
    """Local time of the provider, counted in minutes from a Monday's midnight."""

    monday: date

    def day_first(self, minutes: Ints) -> Texts:
        """Return `21.09.2026 14:05`, local and without an offset, as desk software exports it."""
        days, of_day = np.divmod(minutes, DAY)
        dates = pd.date_range(self.monday, periods=int(days.max(initial=0)) + 1)
        written = as_texts([f"{day:%d.%m.%Y} " for day in dates])
        clock = as_texts([f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(DAY)])
        moments: Texts = written[days] + clock[of_day]
        return moments

    def iso(self, minutes: Ints, seconds: Ints) -> list[str]:
        """Return `2026-09-21T14:05:09+03:00`; an hour that never was moves on by one."""
        start = np.datetime64(self.monday, "s")
        naive = pd.DatetimeIndex(start + (minutes * 60 + seconds).astype("timedelta64[s]"))
        known = naive.tz_localize(
            ZONE, ambiguous=np.ones(len(naive), dtype=bool), nonexistent="shift_forward"
        )
        local = known.tz_localize(None)
        hours = (local - known.tz_convert("UTC").tz_localize(None)) // pd.Timedelta(hours=1)
        written = np.datetime_as_string(local.to_numpy(), unit="s").tolist()
        offsets = {hour: f"+{hour:02d}:00" for hour in set(hours.tolist())}
        return [
            f"{moment}{offsets[hour]}" for moment, hour in zip(written, hours.tolist(), strict=True)
        ]
