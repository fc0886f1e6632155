"""The arithmetic behind one assessment, number by number, for a person to redo by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.base.errors import MisuseError
from trend_lib.base.warehouse import open_warehouse
from trend_lib.detection import drift, level
from trend_lib.detection.assessment import Assessed, assess_week
from trend_lib.detection.explaining import steps_of
from trend_lib.detection.fitted import fitted_from, how_expected
from trend_lib.detection.house import said_of
from trend_lib.detection.new_level import since_new_level
from trend_lib.detection.series_history import read_history
from trend_lib.detection.series_name import find_series
from trend_lib.detection.tails_told import tails_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trend_lib.base.home import Home
    from trend_lib.base.settings import DetectionConfig
    from trend_lib.base.weeks import Week
    from trend_lib.detection.history import BoolArray, History

SeriesKey = tuple[int, str, str]
NAME = "SELECT any_value(topic_name) FROM weekly.topic_weeks WHERE week_start = ? AND topic_id = ?"


def explain_series(home: Home, week: Week, key: SeriesKey) -> dict[str, Any]:
    """Assess the week once more, and return every number that led to one series' verdict."""
    config = home.config.detection
    with open_warehouse(home) as con:
        known = read_history(con, week, config.window_weeks)
    numbers = {} if known is None else {name: n for n, name in enumerate(known.series.keys())}
    if known is None or key not in numbers:
        raise MisuseError(f"{week} has no counts of topic {key[0]}, {key[1]} {key[2]}")
    case = Case(assess_week(known, config), config, week, numbers[key])
    said = {
        **case.counts(), **case.tail(), **case.scatter(), **case.correction(), **case.decision(),
    }  # fmt: skip
    return {**said, "steps": steps_of(said, str(week))}


def explain_named(home: Home, week: Week, written: str) -> dict[str, Any]:
    """Find the series that a person wrote down, and explain it."""
    with open_warehouse(home) as con:
        key = find_series(con, week, written)
        (name,) = con.execute(NAME, [week.start, key[0]]).fetchone() or (None,)
    said = explain_series(home, week, key)
    return {
        "topic": name,
        "week": str(week),
        "series": f"topic {key[0]}, {key[1]} {key[2]}",
        **said,
    }


@dataclass(frozen=True, slots=True)
class Case:
    """One series of an assessed week."""

    assessed: Assessed
    config: DetectionConfig
    week: Week
    number: int

    def counts(self) -> dict[str, Any]:
        """Return the counts that went in, and how the expectation was made of them."""
        method = str(self.of_forecast("method"))
        history, baseline = self.lived(method)
        used = np.flatnonzero(baseline[0])
        weeks = [self.week.plus(int(column) - baseline.shape[1] + 1) for column in used]
        counted = zip(weeks, history.counts[0, used], strict=True)
        return {
            "observed": int(self.assessed.week.observed[self.number]),
            "customers": int(self.assessed.week.customers[self.number]),
            "status": str(self.assessed.week.status[self.number]),
            "method": method,
            "last_week": self._last_week(history),
            "baseline": {str(week): int(contacts) for week, contacts in counted},
            "left_out": self._left_out(history, baseline),
            **self._exposures(history, used),
            "expected": _number(self.of_forecast("expected")),
            "expected_from": how_expected(method, history, baseline),
            **fitted_from(method, history, baseline, self.config.guard_weeks),
            **said_of(self.assessed.settled, self.number),
        }

    def _last_week(self, history: History) -> int | None:
        """Return the contacts of the week before; nothing where it was not whole."""
        has_one = history.counts.shape[1] > 1 and history.usable[0, -2]
        return int(history.counts[0, -2]) if has_one else None

    def _left_out(self, history: History, baseline: BoolArray) -> dict[str, str]:
        """Return the newest weeks that are in no baseline, and weeks that were not whole."""
        newest = history.counts.shape[1] - 1
        first = int(baseline[0].argmax()) if baseline.any() else newest
        return {
            str(self.week.plus(column - newest)): "the guard keeps it out, lest a rise that has begun "
            "pass for normal" if history.usable[0, column] else "not whole, not counted, or in a known event"
            for column in range(first, newest) if not baseline[0, column]
        }  # fmt: skip

    def _exposures(self, history: History, used: NDArray[np.intp]) -> dict[str, Any]:
        """Return the exposure of each baseline week over this week's; nothing where all are alike."""
        relative = history.relative_exposure()[0]
        if (relative == 1).all():
            return {}
        newest = len(relative) - 1
        columns = [*used.tolist(), *([newest - 1] if newest else [])]
        weeks = {
            str(self.week.plus(column - newest)): float(relative[column]) for column in columns
        }
        return {"exposure_over_this_weeks": weeks}

    def scatter(self) -> dict[str, Any]:
        """Return how the dispersion came about."""
        if np.isnan(self.of_forecast("own_dispersion")):
            return {}
        names = (
            "own_dispersion", "own_degrees", "prior_dispersion", "prior_degrees",
            "fit_variance", "fit_variance_two_weeks",
        )  # fmt: skip
        return {name: _number(self.of_forecast(name)) for name in names}

    def tail(self) -> dict[str, Any]:
        """Return the negative binomial and its tails."""
        return tails_of(self.assessed.forecast.rows(np.array([self.number])), self.config.direction)

    def correction(self) -> dict[str, Any]:
        """Return the way from p to q: customers, then the topic's other series, then other topics."""
        if self.assessed.week.status[self.number] != "tested":
            return {"p_value": None, "q_value": None}
        claim, own = self.assessed.verdict.claim, self._of_correction
        return {
            "p_value": _number(claim.p_value[self.number]),
            "expected_customers": _number(self.assessed.of_customers.expected[self.number]),
            "p_customers": _number(claim.p_customers[self.number]),
            "larger_p": _number(max(claim.p_value[self.number], claim.p_customers[self.number])),
            "weight": _number(own("weight")),
            **self._in_family(),
            "p_in_family": _number(own("p_in_family")),
            "p_in_family_is": "the smallest of larger_p / weight x tests / rank in the family, over "
            "this and all later ranks",
            "topic_p_value": _number(own("family_p")),
            "topics": claim.corrected.families,
            "topics_selected": int(own("selected")),
            "q_value": _number(claim.q_value[self.number]),
            "q_value_is": "the smallest rate q at which p_in_family is no more than q x topics_selected / "
            "topics; topics are selected by Benjamini-Hochberg over their topic_p_value at q",
        }

    def _in_family(self) -> dict[str, Any]:
        """Return how many series the topic has, and where this one stands among them."""
        claim, week = self.assessed.verdict.claim, self.assessed.week
        tested = ~np.isnan(claim.corrected.weight)
        own = np.flatnonzero(tested & (week.family == week.family[self.number]))
        larger_p = np.where(week.status == "tested", np.fmax(claim.p_value, claim.p_customers), 1.0)
        weighted = larger_p / claim.corrected.weight
        return {
            "rank_in_family": int((weighted[own] <= weighted[self.number]).sum()),
            "tests_in_family": len(own),
            "tests_too_small": int((week.status[own] == "too_few_contacts").sum()),
        }

    def _of_correction(self, name: str) -> Any:
        """Return the correction's number of this series."""
        return getattr(self.assessed.verdict.claim.corrected, name)[self.number]

    def decision(self) -> dict[str, Any]:
        """Return the thresholds, and the verdict."""
        return {
            "false_discovery_rate": self.config.false_discovery_rate,
            "min_contacts": self.config.min_contacts,
            "min_excess": self.config.min_excess,
            "is_alarm": bool(self.assessed.verdict.is_alarm[self.number]),
            "why_no_alarm": self.assessed.verdict.why_no_alarm[self.number],
        }

    def of_forecast(self, name: str) -> Any:
        """Return the forecast's number of this series."""
        return getattr(self.assessed.forecast, name)[self.number]

    def lived(self, method: str) -> tuple[History, BoolArray]:
        """Return the series' own history, and which weeks of it are the baseline."""
        watched = self.assessed.settled.watched
        history = watched.history.rows(np.array([self.number]))
        usable = history.usable
        if method != "novelty":
            usable = usable & watched.alive[[self.number]]
        if method == "level":
            usable = usable & since_new_level(history)
        history = replace(history, usable=usable)
        guard = self.config.guard_weeks
        if method == "drift":
            guard = max(guard, drift.DRIFT_GUARD)
        elif method != "seasonal":
            guard = min(guard, level.LONGEST_GUARD)
        return history, history.baseline(guard)


def _number(value: float) -> float | None:
    """Return a plain number; nothing for NaN."""
    return None if np.isnan(value) else float(value)
