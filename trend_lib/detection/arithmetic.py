"""The arithmetic behind one assessment, number by number, for a person to redo by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.base.errors import MisuseError
from trend_lib.base.warehouse import open_warehouse
from trend_lib.detection import level, novelty, seasonal
from trend_lib.detection.assessment import Assessed, assess_week, watch
from trend_lib.detection.curve import Baseline, fit_curves
from trend_lib.detection.history import History
from trend_lib.detection.prediction import PRICE_OF_TWO_LOOKS
from trend_lib.detection.series_history import read_history

if TYPE_CHECKING:
    from trend_lib.base.home import Home
    from trend_lib.base.settings import DetectionConfig
    from trend_lib.base.weeks import Week
    from trend_lib.detection.history import BoolArray

SeriesKey = tuple[int, str, str]


def explain_series(home: Home, week: Week, key: SeriesKey) -> dict[str, Any]:
    """Assess the week once more, and return every number that led to one series' verdict."""
    config = home.config.detection
    with open_warehouse(home) as con:
        known = read_history(con, week, config.window_weeks)
    numbers = {} if known is None else {name: n for n, name in enumerate(known.series.keys())}
    if known is None or key not in numbers:
        raise MisuseError(f"{week} has no counts of topic {key[0]}, {key[1]} {key[2]}")
    case = Case(assess_week(known, config), config, week, numbers[key])
    return {**case.counts(), **case.tail(), **case.correction(), **case.decision()}


@dataclass(frozen=True, slots=True)
class Case:
    """One series of an assessed week."""

    assessed: Assessed
    config: DetectionConfig
    week: Week
    number: int

    def counts(self) -> dict[str, Any]:
        """Return the counts that went in, and how the expectation was made of them."""
        method = str(self._of_forecast("method"))
        history, baseline = self._lived(method)
        used = np.flatnonzero(baseline[0])
        weeks = [self.week.plus(int(column) - baseline.shape[1] + 1) for column in used]
        counted = zip(weeks, history.counts[0, used], strict=True)
        return {
            "observed": int(self.assessed.week.observed[self.number]),
            "customers": int(self.assessed.week.customers[self.number]),
            "status": str(self.assessed.week.status[self.number]),
            "method": method,
            "baseline": {str(week): int(contacts) for week, contacts in counted},
            "expected": _number(self._of_forecast("expected")),
            "expected_from": how_expected(method, history, baseline),
        }

    def tail(self) -> dict[str, Any]:
        """Return the negative binomial and its tails."""
        mean, dispersion = self._of_forecast("expected"), self._of_forecast("dispersion")
        if np.isnan(mean):
            return {}
        is_plain = self._of_forecast("method") == "novelty"
        two_weeks = self._of_forecast("p_two_weeks")
        return {
            "dispersion": _number(dispersion),
            "variance": _number(mean * dispersion),
            "distribution": f"negative binomial, size {mean / (dispersion - 1):.6g} = expected / "
            f"(dispersion - 1), success probability {1 / dispersion:.6g} = 1 / dispersion",
            "lower": _number(self._of_forecast("lower")),
            "upper": _number(self._of_forecast("upper")),
            "p_one_week": _number(self._of_forecast("p_one_week")),
            "p_one_week_is": "P(count >= observed)"
            if is_plain
            else "P(count > observed) + P(count = observed) / 2",
            "expected_two_weeks": _number(self._of_forecast("expected_two_weeks")),
            "dispersion_two_weeks": _number(self._of_forecast("dispersion_two_weeks")),
            "p_two_weeks": _number(two_weeks),
            "p_value_is": self._p_value_is(),
        }

    def _p_value_is(self) -> str:
        """Say which of the two looks the p-value is of."""
        if np.isnan(self._of_forecast("expected_two_weeks")):
            return "p_one_week"
        if np.isnan(self._of_forecast("p_two_weeks")):
            return f"{PRICE_OF_TWO_LOOKS} x p_one_week: the week is not above its expectation"
        return f"{PRICE_OF_TWO_LOOKS} x the smaller of p_one_week and p_two_weeks"

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

    def _of_forecast(self, name: str) -> Any:
        """Return the forecast's number of this series."""
        return getattr(self.assessed.forecast, name)[self.number]

    def _lived(self, method: str) -> tuple[History, BoolArray]:
        """Return the series' own history, and which weeks of it are the baseline."""
        whole = self.assessed.known.history.rows(np.array([self.number]))
        alive = watch(self.assessed.known, self.config.min_weeks).alive[[self.number]]
        usable = whole.usable if method == "novelty" else whole.usable & alive
        history = History(whole.counts, whole.exposure, usable)
        guard = self.config.guard_weeks
        if method != "seasonal":
            guard = min(guard, level.LONGEST_GUARD)
        return history, history.baseline(guard)


def how_expected(method: str, history: History, baseline: BoolArray) -> str:
    """Say by which numbers the expectation follows from the baseline."""
    if method == "level":
        return (
            f"weekly rates, weighted by 0.5 to the power of weeks ago / {level.HALF_LIFE_WEEKS:g} "
            f"(outbreak weeks weigh less), plus {level.SMALLEST_RATE:g}"
        )
    if method == "novelty":
        contacts, weeks = (
            history.counts[baseline].sum(),
            history.relative_exposure()[baseline].sum(),
        )
        half = novelty.HALF
        return f"({contacts:g} contacts + {half}) / ({weeks:g} weeks + {half})"
    if method == "seasonal":
        return _curve(history, baseline)
    return "not tested"


def _curve(history: History, baseline: BoolArray) -> str:
    """Return the fitted curve of a series in words."""
    columns = np.flatnonzero(baseline[0])
    fitted = fit_curves(
        Baseline(
            counts=history.counts[:, columns],
            log_exposure=np.log(history.relative_exposure())[:, columns],
            known=np.ones((1, len(columns))),
        ),
        design=seasonal.design_of(columns - (history.counts.shape[1] - 1)),
        precision=seasonal.PRECISIONS[None, :],
    )
    names = ("level", "trend a year", "cos 1", "sin 1", "cos 2", "sin 2")
    said = ", ".join(
        f"{name} {value:.6g}" for name, value in zip(names, fitted.coefficients[0], strict=True)
    )
    return f"exp(level + cos 1 + cos 2) at this week, of the fitted curve {said}"


def _number(value: float) -> float | None:
    """Return a plain number; nothing for NaN."""
    return None if np.isnan(value) else float(value)
