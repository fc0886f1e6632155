"""Which method for which series: the longer its history, the more a method may assume."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.drift import can_drift, forecast_drift, join_drift
from trend_lib.detection.history import Forecast, History
from trend_lib.detection.level import forecast_level
from trend_lib.detection.new_level import WEEKS_FOR_STEP, since_new_level
from trend_lib.detection.novelty import forecast_novelty
from trend_lib.detection.seasonal import WEEKS_FOR_SEASON, forecast_seasonal

if TYPE_CHECKING:
    from collections.abc import Callable

    from trend_lib.detection.history import BoolArray, IntArray

HARDLY_SEEN = 5  # contacts in the whole baseline; with more there is a level to compare with


@dataclass(frozen=True, slots=True)
class Watched:
    """Series as they are watched: their counts, and since when each exists."""

    history: History  # usable: the week is whole, also before the series existed
    first_column: IntArray  # [S] of the series' first week
    was_unheard_of: BoolArray  # [S] before its first week nobody wrote: those weeks are true zeros

    @property
    def alive(self) -> BoolArray:
        """Weeks [S, W] in which the series existed."""
        columns = np.arange(self.history.counts.shape[1])
        return columns[None, :] >= self.first_column[:, None]

    @property
    def lived(self) -> History:
        """The history in which only weeks of the series' own life are usable."""
        return replace(self.history, usable=self.history.usable & self.alive)


def forecast(watched: Watched, guard_weeks: int, min_weeks: int) -> Forecast:
    """Return the forecast of every series: of a sudden rise, and where it can be told of a drift."""
    found = forecast_sudden(watched, guard_weeks, min_weeks)
    drifting = drifting_series(watched, found)
    if not len(drifting):
        return found
    drift = forecast_drift(watched.lived.rows(drifting), guard_weeks)
    return found.put(drifting, join_drift(found.rows(drifting), drift))


def drifting_series(watched: Watched, sudden: Forecast) -> IntArray:
    """Return the numbers of the series that are also asked for a slow drift."""
    return np.flatnonzero((sudden.method == "seasonal") & can_drift(watched.lived))


def forecast_sudden(watched: Watched, guard_weeks: int, min_weeks: int) -> Forecast:
    """Return the forecast of a sudden rise of every series, each by the method its history allows.

    A series with fewer than `min_weeks` weeks of life is tested for novelty over the weeks
    since the data began, if those before its first week are true zeros; else not at all.
    Weeks before an acknowledged change of level serve the seasonal method alone.
    """
    whole, lived = watched.history, watched.lived
    settled = replace(lived, usable=lived.usable & since_new_level(whole))
    rung = rungs(watched, guard_weeks, min_weeks)
    ladder: tuple[tuple[BoolArray, History, Callable[[History, int], Forecast]], ...] = (
        (rung.is_novel, whole, forecast_novelty),
        (rung.has_level, settled, forecast_level),
        (rung.has_season, lived, forecast_seasonal),
    )
    found = Forecast.unknown(len(whole.counts))
    for chosen, history, method in ladder:
        numbers = np.flatnonzero(chosen)
        if len(numbers):
            found = found.put(numbers, method(history.rows(numbers), guard_weeks))
    return found


@dataclass(frozen=True, slots=True)
class Rungs:
    """Which method a series' history allows; all [S], false where it allows none."""

    is_novel: BoolArray
    has_level: BoolArray
    has_season: BoolArray


def rungs(watched: Watched, guard_weeks: int, min_weeks: int) -> Rungs:
    """Return how far up the ladder each series may stand, by the weeks before the newest."""
    whole, lived = watched.history, watched.lived
    settled = replace(lived, usable=lived.usable & since_new_level(whole))
    weeks_lived = lived.usable[:, :-1].sum(1)
    weeks_watched = whole.usable[:, :-1].sum(1)
    is_young = (weeks_lived < min_weeks) & watched.was_unheard_of
    seen = np.where(lived.usable[:, :-1], whole.counts[:, :-1], 0.0).sum(1)
    is_novel = (weeks_watched >= min_weeks) & (
        is_young | ((weeks_lived >= min_weeks) & (seen <= HARDLY_SEEN))
    )
    has_step = settled.baseline(guard_weeks).sum(1) >= WEEKS_FOR_STEP
    has_season = ~is_novel & (weeks_lived >= WEEKS_FOR_SEASON) & has_step
    is_settled = settled.usable[:, :-1].sum(1) >= min_weeks
    return Rungs(is_novel, ~is_novel & ~has_season & is_settled, has_season)
