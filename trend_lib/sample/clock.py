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

    def utc(self, minutes: Ints, seconds: Ints) -> list[str]:
        """Return `2026-09-21T11:05:09Z`, as services on the web write it."""
        moments = self._known(minutes, seconds).tz_convert("UTC").tz_localize(None)
        return [f"{each}Z" for each in np.datetime_as_string(moments.to_numpy(), unit="s").tolist()]

    def epoch(self, minutes: Ints, seconds: Ints) -> list[int]:
        """Return the seconds of the Unix clock."""
        moments = self._known(minutes, seconds).tz_convert("UTC").tz_localize(None)
        written: list[int] = moments.to_numpy().astype("datetime64[s]").astype(np.int64).tolist()
        return written

    def iso(self, minutes: Ints, seconds: Ints) -> list[str]:
        """Return `2026-09-21T14:05:09+03:00`; an hour that never was moves on by one."""
        known = self._known(minutes, seconds)
        local = known.tz_localize(None)
        hours = (local - known.tz_convert("UTC").tz_localize(None)) // pd.Timedelta(hours=1)
        written = np.datetime_as_string(local.to_numpy(), unit="s").tolist()
        offsets = {hour: f"+{hour:02d}:00" for hour in set(hours.tolist())}
        return [
            f"{moment}{offsets[hour]}" for moment, hour in zip(written, hours.tolist(), strict=True)
        ]

    def local(self, minutes: Ints, seconds: Ints) -> list[str]:
        """Return `2026-09-21 14:05:09`, by the exchange's clock."""
        moments = self._known(minutes, seconds).tz_localize(None).to_numpy()
        return [
            each.replace("T", " ") for each in np.datetime_as_string(moments, unit="s").tolist()
        ]

    def _known(self, minutes: Ints, seconds: Ints) -> pd.DatetimeIndex:
        """Return moments with their zone."""
        start = np.datetime64(self.monday, "s")
        naive = pd.DatetimeIndex(start + (minutes * 60 + seconds).astype("timedelta64[s]"))
        return naive.tz_localize(
            ZONE, ambiguous=np.ones(len(naive), dtype=bool), nonexistent="shift_forward"
        )
