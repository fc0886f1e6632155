"""One series counted one way, as contacts or as customers: every number behind its own p-value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.detection import drift, level
from trend_lib.detection.drift_told import drift_told
from trend_lib.detection.fitted import doubts_of, fitted_from, how_expected
from trend_lib.detection.history import MOST_WEEKS
from trend_lib.detection.ladder import Watched, drifting_series, forecast_sudden
from trend_lib.detection.new_level import since_new_level
from trend_lib.detection.tails_told import tails_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trend_lib.base.settings import DetectionConfig
    from trend_lib.base.weeks import Week
    from trend_lib.detection.history import BoolArray, FloatArray, Forecast, History

SCATTER = ("own_dispersion", "own_degrees", "prior_dispersion", "prior_degrees", "fit_variance")


@dataclass(frozen=True)
class Counting:
    """All series that were watched, counted one way, and what was forecast of them."""

    watched: Watched
    found: Forecast
    config: DetectionConfig
    week: Week

    @cached_property
    def sudden(self) -> Forecast:
        """What is forecast of all series where nobody asks for a drift."""
        config = self.config
        return forecast_sudden(self.watched, config.guard_weeks, config.min_weeks)

    @cached_property
    def drifting(self) -> NDArray[np.intp]:
        """The series that are asked for a drift."""
        return drifting_series(self.watched, self.sudden)

    @cached_property
    def drift_look(self) -> drift.DriftLook:
        """What was seen of their drifts."""
        return drift.look_for_drift(self.watched.lived.rows(self.drifting), self.config.guard_weeks)


@dataclass(frozen=True, slots=True)
class Counted:
    """One of these series."""

    among: Counting
    number: int

    def told(self) -> dict[str, Any]:
        """Return counts, expectation, scatter and tails; where both were asked, of either question."""
        found = self.among.found
        said = self._of(found.rows(self._this_one))
        if found.method[self.number] == "drift":
            said["sudden"] = self._of(self.among.sudden.rows(self._this_one))
        if said.get("p_drift") is not None:
            said["drift"] = self._drift()
        return said

    @property
    def _this_one(self) -> NDArray[np.intp]:
        """The series, as one that can be chosen by."""
        return np.array([self.number])

    def _of(self, found: Forecast) -> dict[str, Any]:
        """Return the numbers of one forecast of this series."""
        method = str(found.method[0])
        history, baseline = self._lived(method)
        used = np.flatnonzero(baseline[0])
        counted = zip(used, history.counts[0, used], strict=True)
        said = {
            "method": method,
            "counted": int(history.counts[0, -1]),
            "last_week": _count_of(history, 1),
            "week_before_last": _count_of(history, 2),
            "baseline": {self._name(int(column), history): int(count) for column, count in counted},
            "left_out": self._left_out(history, baseline),
            **self._exposures(history, used),
            "expected": number_or_none(found.expected[0]),
            "expected_from": how_expected(method, history, baseline, found.wave_deviations),
            **self._fitted(method, history, baseline, found.wave_deviations),
            **tails_of(found, self.among.config.direction),
        }
        if np.isnan(found.own_dispersion[0]):
            return said
        said |= {name: number_or_none(getattr(found, name)[0]) for name in SCATTER}
        if "curve" in said:
            said["wave_doubts"] = found.wave_doubts[0].tolist()
        return said | {"doubts": doubts_of(said, history)}

    def _drift(self) -> dict[str, Any]:
        """Return how p of a slow drift came about."""
        among = self.among
        history, baseline = self._lived("drift")
        own = int(np.flatnonzero(among.drifting == self.number)[0])
        waves = among.drift_look.fit.wave_deviations[[own]]
        curve = self._fitted("drift", history, baseline, waves)
        return {**curve, **drift_told(among.drift_look, own, history, among.week)}

    def _fitted(
        self, method: str, history: History, baseline: BoolArray, waves: FloatArray
    ) -> dict[str, Any]:
        """Return the numbers that an expectation is made of."""
        return fitted_from(method, history, baseline, self.among.config.guard_weeks, waves)

    def _name(self, column: int, history: History) -> str:
        """Return the name of a column's week."""
        return str(self.among.week.plus(column - history.counts.shape[1] + 1))

    def _left_out(self, history: History, baseline: BoolArray) -> dict[str, str]:
        """Return the newest weeks that are in no baseline, and weeks that were not whole."""
        newest = history.counts.shape[1] - 1
        first = int(baseline[0].argmax()) if baseline.any() else newest
        return {
            self._name(column, history): "the guard keeps it out, lest a rise that has begun "
            "pass for normal" if history.usable[0, column] else "not whole, not counted, or in a known event"
            for column in range(first, newest) if not baseline[0, column]
        }  # fmt: skip

    def _exposures(self, history: History, used: NDArray[np.intp]) -> dict[str, Any]:
        """Return the exposure of each baseline week over this week's; nothing where all are alike."""
        relative = history.relative_exposure()[0]
        if (relative == 1).all():
            return {}
        newest = len(relative) - 1
        guarded = range(max(newest + 1 - MOST_WEEKS, 0), newest)
        columns = sorted({*used.tolist(), *guarded})
        weeks = {self._name(column, history): float(relative[column]) for column in columns}
        return {"exposure_over_this_weeks": weeks}

    def _lived(self, method: str) -> tuple[History, BoolArray]:
        """Return the series' own history, and which weeks of it are the baseline."""
        history = self.among.watched.history.rows(self._this_one)
        usable = history.usable
        if method != "novelty":
            usable = usable & self.among.watched.alive[self._this_one]
        if method == "level":
            usable = usable & since_new_level(history)
        history = replace(history, usable=usable)
        guard = self.among.config.guard_weeks
        if method == "drift":
            guard = max(guard, drift.DRIFT_GUARD)
        elif method != "seasonal":
            guard = min(guard, level.LONGEST_GUARD)
        return history, history.baseline(guard)


def _count_of(history: History, ago: int) -> int | None:
    """Return the count of some weeks ago; nothing where that week was not whole."""
    has_one = history.counts.shape[1] > ago and history.usable[0, -1 - ago]
    return int(history.counts[0, -1 - ago]) if has_one else None


def number_or_none(value: float) -> float | None:
    """Return a plain number; nothing for NaN."""
    return None if np.isnan(value) else float(value)
