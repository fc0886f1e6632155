"""From forecasts to verdicts: which series alarm, and why a rise did not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.correction import q_values

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trend_lib.detection.history import BoolArray, FloatArray, Forecast

WORTH_A_WORD = 0.05  # a rise that chance brings less often than this says why it did not alarm
MOST_OF_A_RISE = 0.5  # this share of it must be customers, not the same ones calling again


@dataclass(frozen=True, slots=True)
class Rules:
    """When a rise becomes an alarm; `[detection]` of trends.toml."""

    false_discovery_rate: float = 0.05
    min_contacts: int = 5
    min_excess: float = 5.0


@dataclass(frozen=True, slots=True)
class Week:
    """The week under test; all arrays [S]."""

    observed: FloatArray
    customers: FloatArray  # distinct
    customers_per_contact: FloatArray  # of the last half year
    is_whole: BoolArray  # not a slice by region, product or channel
    status: NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of each series; all arrays [S]."""

    p_value: FloatArray  # NaN: not tested
    q_value: FloatArray
    is_alarm: BoolArray
    why_no_alarm: list[str | None]


def judge(week: Week, forecast: Forecast, rules: Rules) -> Verdict:
    """Return the verdicts of all series of one week.

    Series too small to be tested take part in the correction as if nothing had risen there
    (p = 1): whether a small one is tested depends on its count, so leaving it out would flatter
    the others.
    """
    tested = week.status == "tested"
    p_value = np.where(tested, forecast.p_value, np.nan)
    counted = np.where(week.status == "too_few_contacts", 1.0, p_value)
    q_value = np.where(tested, q_values(counted, week.is_whole), np.nan)
    excess = week.observed - forecast.expected
    obstacles = obstacles_of(week, excess, q_value, rules)
    is_stopped = np.any([obstacle.stops for obstacle in obstacles], axis=0)
    rises = tested & (excess > 0)
    reasons = _reasons(rises & (p_value <= WORTH_A_WORD), obstacles)
    in_part_week = (week.status == "source_incomplete") & (week.observed > forecast.upper)
    for number in np.flatnonzero(in_part_week):
        reasons[number] = "part week: data is missing, so it was not tested"
    return Verdict(p_value, q_value, rises & ~is_stopped, reasons)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What may stand between a rise and an alarm."""

    stops: BoolArray  # [S]
    said: str  # with {} for the number
    number: FloatArray  # [S]


def obstacles_of(
    week: Week, excess: FloatArray, q_value: FloatArray, rules: Rules
) -> list[Obstacle]:
    """Return the obstacles, the first to be named first."""
    usual = week.customers_per_contact
    new_customers = week.customers - usual * (week.observed - excess)
    cut = np.floor(excess * 10) / 10  # 4.98 is no rise of 5.0
    floor, rise, rate = rules.min_contacts, rules.min_excess, rules.false_discovery_rate
    return [
        Obstacle(week.observed < floor, f"below the floor of {floor} contacts", excess),
        Obstacle(excess < rise, f"a rise of {{:.1f}} is below the floor of {rise:g}", cut),
        Obstacle(q_value > rate, f"q = {{:.3g}} is over {rate:g}", q_value),
        Obstacle(
            new_customers < MOST_OF_A_RISE * usual * excess,
            "mostly the same customers again",
            excess,
        ),
    ]


def _reasons(rises: BoolArray, obstacles: list[Obstacle]) -> list[str | None]:
    """Return the first obstacle of each rise, in words."""
    reasons: list[str | None] = [None] * len(rises)
    for series in np.flatnonzero(rises):
        met = [obstacle for obstacle in obstacles if obstacle.stops[series]]
        reasons[series] = met[0].said.format(met[0].number[series]) if met else None
    return reasons
