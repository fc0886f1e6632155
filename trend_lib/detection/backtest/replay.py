"""Judge the weeks of a span once more, each by the counts up to it and by today's settings.

As known then: a week is judged by `weekly.topic_weeks` up to that week and nothing later; topics
and the contacts placed at them are append-only, so each week's rows are its own. Not as known
then: deliveries that came late are in the counts (they rebuilt their weeks), `trends topics
restate` rewrote past weeks where it was used, and registers, settings and code are today's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.assessment import RECENT_WEEKS, assess_week, judge_again

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trend_lib.base.settings import DetectionConfig
    from trend_lib.base.weeks import Week
    from trend_lib.detection.assessment import Assessed
    from trend_lib.detection.history import BoolArray, FloatArray, IntArray
    from trend_lib.detection.series_history import WeekHistory

    SeriesKey = tuple[int, str, str]
    Step = Callable[[str], None]

NO_ALARM = -np.inf  # the excess of what did not alarm: below every floor
RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
FLOORS = (5.0, 10.0, 20.0, 40.0, 80.0)


@dataclass(frozen=True, slots=True)
class Settings:
    """The home's settings, and the others that are tried beside them."""

    config: DetectionConfig
    rates: tuple[float, ...]  # false discovery rates, F of them
    floors: tuple[float, ...]  # smallest excess, E of them

    @classmethod
    def around(cls, config: DetectionConfig) -> Settings:
        """Return the usual grid, with the home's own settings in it."""
        rates = sorted({*RATES, config.false_discovery_rate})
        floors = sorted({*FLOORS, config.min_excess})
        return cls(config, tuple(rates), tuple(floors))

    @property
    def own(self) -> tuple[int, int]:
        """The place of the home's own settings in the grid."""
        return (
            self.rates.index(self.config.false_discovery_rate),
            self.floors.index(self.config.min_excess),
        )


@dataclass(frozen=True, slots=True)
class Alarmed:
    """Which topics alarmed in one week, under each false discovery rate."""

    topics: IntArray  # [T]
    largest_excess: FloatArray  # [F, T] over the topic's alarming series; NO_ALARM without one
    own_excess: FloatArray  # [T] of the topic as a whole
    series_alarms: int  # under the home's own settings

    def is_alarm(self, floor: float) -> BoolArray:
        """Return which topics [F, T] alarm where a rise must reach a floor."""
        return np.asarray(self.largest_excess >= floor, dtype=bool)


@dataclass(frozen=True, slots=True)
class Replayed:
    """One week as it was judged again; arrays over its S series."""

    week: Week
    keys: list[SeriesKey]
    numbers: dict[SeriesKey, int]  # where each key stands
    slices: dict[int, list[int]]  # the numbers of each topic's slices
    observed: FloatArray
    expected: FloatArray
    deviation: FloatArray  # of a normal week, forecast error included
    is_tested: BoolArray
    is_alarm: BoolArray
    for_size: int  # topics that alarm for their size alone
    half_year: FloatArray  # contacts of the last half year: how a topic spreads over its slices
    alarmed: Alarmed

    @property
    def was_tested(self) -> bool:
        """Tell whether anything could be tested: part weeks and the first weeks could not."""
        return bool(self.is_tested.any())


def replay(
    read: Callable[[Week], WeekHistory | None],
    weeks: Sequence[Week],
    settings: Settings,
    step: Step,
) -> list[Replayed]:
    """Judge each week; one without counts is left out."""
    found = []
    for week in weeks:
        known = read(week)
        if known is not None:
            found.append(_replayed(week, assess_week(known, settings.config), settings))
        step(str(week))
    return found


def _replayed(week: Week, assessed: Assessed, settings: Settings) -> Replayed:
    """Keep of a judged week what later steps ask for."""
    forecast, history = assessed.forecast, assessed.known.history
    recent = np.where(history.usable, history.counts, 0.0)[:, -1 - RECENT_WEEKS :]
    keys = assessed.known.series.keys()
    slices: dict[int, list[int]] = {}
    for number, (topic, slice_dim, _) in enumerate(keys):
        if slice_dim != "all":
            slices.setdefault(topic, []).append(number)
    return Replayed(
        week=week,
        keys=keys,
        numbers={key: number for number, key in enumerate(keys)},
        slices=slices,
        observed=assessed.week.observed,
        expected=forecast.expected,
        deviation=np.sqrt(forecast.expected * forecast.dispersion),
        is_tested=assessed.week.status == "tested",
        is_alarm=assessed.verdict.is_alarm,
        for_size=for_size_alone(assessed),
        half_year=recent.sum(1),
        alarmed=alarmed_topics(assessed, settings),
    )


def for_size_alone(assessed: Assessed) -> int:
    """Return how many topics no series of which alarmed for being rare."""
    verdict, family = assessed.verdict, assessed.week.family
    is_for_size = ~np.isnan(verdict.record_before)
    is_rare = verdict.is_alarm & ~is_for_size
    return len(np.setdiff1d(family[is_for_size], family[is_rare]))


def alarmed_topics(assessed: Assessed, settings: Settings) -> Alarmed:
    """Judge the forecast under each rate, and sum up by topic.

    The floor on the excess stops series by series and after the correction, so it is asked
    afterwards: a topic alarms where its largest alarming excess reaches it.
    """
    topics, place = np.unique(assessed.known.series.topic_id, return_inverse=True)
    excess = assessed.week.observed - assessed.forecast.expected
    largest = np.full((len(settings.rates), len(topics)), NO_ALARM)
    for row, rate in enumerate(settings.rates):
        rules = settings.config.model_copy(update={"false_discovery_rate": rate, "min_excess": 0.0})
        is_alarm = judge_again(assessed, rules).is_alarm
        np.maximum.at(largest[row], place[is_alarm], excess[is_alarm])
    own_excess = np.full(len(topics), np.nan)
    is_topic = assessed.known.series.slice_dim == "all"
    own_excess[place[is_topic]] = excess[is_topic]
    return Alarmed(topics, largest, own_excess, int(assessed.verdict.is_alarm.sum()))
