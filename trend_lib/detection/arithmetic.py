"""The arithmetic behind one assessment, number by number, for a person to redo by hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.base.errors import MisuseError
from trend_lib.base.warehouse import open_warehouse
from trend_lib.detection.assessment import Assessed, assess_week
from trend_lib.detection.counted import Counted, Counting, number_or_none
from trend_lib.detection.explaining import steps_of
from trend_lib.detection.house import in_other_counts, said_of
from trend_lib.detection.series_history import read_history
from trend_lib.detection.series_name import find_series

if TYPE_CHECKING:
    from trend_lib.base.home import Home
    from trend_lib.base.settings import DetectionConfig
    from trend_lib.base.weeks import Week
    from trend_lib.detection.series_history import WeekHistory

SeriesKey = tuple[int, str, str]
NAME = "SELECT any_value(topic_name) FROM weekly.topic_weeks WHERE week_start = ? AND topic_id = ?"


@dataclass(frozen=True)
class Explainer:
    """A week that is assessed once more, however many of its series are asked about."""

    week: Week
    config: DetectionConfig
    known: WeekHistory | None  # None: the week has no counts

    @classmethod
    def of_week(cls, home: Home, week: Week) -> Explainer:
        """Read the week's counts."""
        config = home.config.detection
        with open_warehouse(home) as con:
            return cls(week, config, read_history(con, week, config.window_weeks))

    def explain(self, key: SeriesKey) -> dict[str, Any]:
        """Return every number that led to one series' verdict."""
        if key not in self._numbers:
            raise MisuseError(f"{self.week} has no counts of topic {key[0]}, {key[1]} {key[2]}")
        case = Case(self._judged, self.config, self._numbers[key])
        said = {**case.counts(), **case.correction(), **case.decision()}
        return {**said, "steps": steps_of(said, str(self.week))}

    @cached_property
    def _numbers(self) -> dict[SeriesKey, int]:
        """The number of each series."""
        return (
            {} if self.known is None else {n: at for at, n in enumerate(self.known.series.keys())}
        )

    @cached_property
    def _judged(self) -> Judged:
        """The week's verdicts, made again."""
        if self.known is None:
            raise MisuseError(f"{self.week} has no counts")
        assessed = assess_week(self.known, self.config)
        of_contacts = Counting(assessed.settled.watched, assessed.forecast, self.config, self.week)
        if assessed.of_customers is assessed.forecast:
            return Judged(assessed, of_contacts, None)
        customers = in_other_counts(assessed.settled, assessed.known.customers)
        return Judged(
            assessed,
            of_contacts,
            Counting(customers, assessed.of_customers, self.config, self.week),
        )


def explain_series(home: Home, week: Week, key: SeriesKey) -> dict[str, Any]:
    """Assess the week once more, and return every number that led to one series' verdict."""
    return Explainer.of_week(home, week).explain(key)


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
class Judged:
    """An assessed week, and its two ways to count."""

    assessed: Assessed
    of_contacts: Counting
    of_customers: Counting | None  # None: no source names them


@dataclass(frozen=True, slots=True)
class Case:
    """One series of an assessed week."""

    judged: Judged
    config: DetectionConfig
    number: int

    @property
    def assessed(self) -> Assessed:
        """The week."""
        return self.judged.assessed

    def counts(self) -> dict[str, Any]:
        """Return the counts that went in, of contacts and of customers, and how p was made of them."""
        assessed, week = self.assessed, self.assessed.week
        said = {
            "observed": int(week.observed[self.number]),
            "customers": int(week.customers[self.number]),
            "status": str(week.status[self.number]),
            **Counted(self.judged.of_contacts, self.number).told(),
            **said_of(assessed.settled, self.number),
        }
        if self.judged.of_customers is not None:
            said["of_customers"] = Counted(self.judged.of_customers, self.number).told()
            said["of_customers"]["p_value"] = self._p_customers()
        return said

    def _p_customers(self) -> float | None:
        """Return the p-value of customers; nothing where they were not tested."""
        return number_or_none(self.assessed.verdict.claim.p_customers[self.number])

    def correction(self) -> dict[str, Any]:
        """Return the way from p to q: customers, then the topic's other series, then other topics."""
        if self.assessed.week.status[self.number] != "tested":
            return {"p_value": None, "q_value": None}
        claim, own = self.assessed.verdict.claim, self._of_correction
        return {
            "p_value": number_or_none(claim.p_value[self.number]),
            "expected_customers": number_or_none(self.assessed.of_customers.expected[self.number]),
            "p_customers": self._p_customers(),
            "larger_p": number_or_none(
                max(claim.p_value[self.number], claim.p_customers[self.number])
            ),
            "weight": number_or_none(own("weight")),
            **self._in_family(),
            "p_in_family": number_or_none(own("p_in_family")),
            "p_in_family_is": "the smallest of larger_p / weight x tests / rank in the family, over "
            "this and all later ranks",
            "topic_p_value": number_or_none(own("family_p")),
            "topics": claim.corrected.families,
            "topics_selected": int(own("selected")),
            "q_value": number_or_none(claim.q_value[self.number]),
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

    def _highest_before(self) -> float | None:
        """Return the highest week so far of a whole topic under a year old; of any other nothing."""
        assessed = self.assessed
        is_whole = bool(assessed.week.is_whole[self.number])
        return number_or_none(assessed.forecast.highest[self.number]) if is_whole else None

    def _of_correction(self, name: str) -> Any:
        """Return the correction's number of this series."""
        return getattr(self.assessed.verdict.claim.corrected, name)[self.number]

    def decision(self) -> dict[str, Any]:
        """Return the thresholds, and the verdict."""
        return {
            "false_discovery_rate": self.config.false_discovery_rate,
            "min_contacts": self.config.min_contacts,
            "min_excess": self.config.min_excess,
            "unprecedented_by": self.config.unprecedented_by,
            "highest_before": self._highest_before(),
            "is_alarm": bool(self.assessed.verdict.is_alarm[self.number]),
            "why_no_alarm": self.assessed.verdict.why_no_alarm[self.number],
        }
