"""From forecasts to verdicts: which series alarm, and why a rise did not."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.correction import Correction, correct
from trend_lib.detection.tail import mid_p_below, students_tail
from trend_lib.detection.unprecedented import is_unprecedented

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trend_lib.base.settings import DetectionConfig
    from trend_lib.detection.history import BoolArray, FloatArray, Forecast, IntArray

WORTH_A_WORD = 0.05  # a rise that chance brings less often than this, or to the double, says why it did not alarm
MOST_OF_A_RISE = 0.5  # with fewer customers than this share of it, they are named as the reason


@dataclass(frozen=True, slots=True)
class Rules:
    """When a rise becomes an alarm; `[detection]` of trends.toml."""

    false_discovery_rate: float = 0.05
    min_contacts: int = 5
    min_excess: float = 5.0
    direction: str = "up"  # up | down | both
    unprecedented_by: int = 50

    @classmethod
    def of(cls, config: DetectionConfig) -> Rules:
        """Return the rules that the settings ask for."""
        names = (rule.name for rule in fields(cls))
        return cls(**{name: getattr(config, name) for name in names})


@dataclass(frozen=True, slots=True)
class Week:
    """The week under test; all arrays [S]."""

    observed: FloatArray
    customers: FloatArray  # distinct
    family: IntArray  # a topic and its slices share a number
    is_whole: BoolArray  # not a slice by region, product or channel
    status: NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Claim:
    """More contacts, from more customers: how sure; all arrays [S], NaN where not tested."""

    p_value: FloatArray  # of contacts
    p_customers: FloatArray
    corrected: Correction  # of the larger of the two
    q_value: FloatArray
    topic_p_value: FloatArray  # of the topic that the series is part of, every part looked at
    q_of_contacts: FloatArray  # were contacts all there is


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of each series; all arrays [S]."""

    claim: Claim
    is_alarm: BoolArray
    why_no_alarm: list[str | None]
    record_before: FloatArray  # where the alarm is of its size alone (`unprecedented.py`); else NaN

    @property
    def p_value(self) -> FloatArray:
        """Of contacts."""
        return self.claim.p_value

    @property
    def q_value(self) -> FloatArray:
        """Of contacts and customers, after all looks of the week."""
        return self.claim.q_value


def judge(
    week: Week, forecast: Forecast, rules: Rules, of_customers: Forecast | None = None
) -> Verdict:
    """Return the verdicts of all series of one week; without `of_customers` a contact is a customer."""
    customers = forecast if of_customers is None else of_customers
    claim = claim_of(week, forecast, customers, rules.direction)
    tested = week.status == "tested"
    excess = week.observed - forecast.expected
    obstacles = obstacles_of(week, forecast, claim, customers.expected, rules)
    is_stopped = np.any([obstacle.stops for obstacle in obstacles], axis=0)
    moves = tested & moves_that_way(excess, rules.direction)
    is_doubled = (excess >= forecast.expected) & (excess >= rules.min_excess)
    reasons = _reasons(moves & ((claim.p_value <= WORTH_A_WORD) | is_doubled), obstacles)
    in_part_week = (week.status == "source_incomplete") & (week.observed > forecast.upper)
    for number in np.flatnonzero(in_part_week):
        reasons[number] = "part week: data is missing, so it was not tested"
    is_alarm = moves & ~is_stopped
    is_for_size = is_alarm & (claim.q_value > rules.false_discovery_rate)
    return Verdict(claim, is_alarm, reasons, np.where(is_for_size, forecast.highest, np.nan))


def claim_of(week: Week, of_contacts: Forecast, of_customers: Forecast, direction: str) -> Claim:
    """Return how sure it is that more contacts came *and* from more customers.

    A claim of two parts is as sure as the less sure part (intersection-union test; Berger 1982,
    Technometrics 24:295): the larger p-value is the one that is corrected. So one customer who
    calls all week is no alarm, and what the correction promises holds for the whole claim.

    Series too small to be tested take part in the correction as if nothing had risen there
    (p = 1): whether a small one is tested depends on its count, so leaving it out would flatter
    the others.
    """
    tested, is_small = week.status == "tested", week.status == "too_few_contacts"
    p_value = p_of_direction(week.observed, of_contacts, tested, direction)
    p_customers = p_of_direction(week.customers, of_customers, tested, direction)
    of_both, alone = (
        correct(np.where(is_small, 1.0, p), week.family, week.is_whole)
        for p in (np.maximum(p_value, p_customers), p_value)
    )
    q_value, topic_p_value = (
        np.where(tested, corrected, np.nan) for corrected in (of_both.q_value, of_both.family_p)
    )
    return Claim(p_value, p_customers, of_both, q_value, topic_p_value, alone.q_value)


def p_of_direction(
    observed: FloatArray, forecast: Forecast, tested: BoolArray, direction: str
) -> FloatArray:
    """Return the p-values of the direction that is watched, NaN where not tested.

    Up: of the forecast. Down: the mid-p of a week this low, of the one week alone; what was hardly
    ever seen cannot fall. Both: twice the smaller one (Bonferroni over two tails).
    """
    rise = np.where(tested, forecast.p_value, np.nan)
    if direction == "up":
        return rise
    fall = np.where(tested, 1.0, np.nan)
    can_fall = np.flatnonzero(tested & (forecast.method != "novelty"))
    fallen = forecast.rows(can_fall)
    tail = mid_p_below(observed[can_fall], fallen.expected, fallen.dispersion)
    fall[can_fall] = students_tail(tail, fallen.own_degrees + fallen.prior_degrees)
    return fall if direction == "down" else np.minimum(2 * np.minimum(rise, fall), 1.0)


def moves_that_way(excess: FloatArray, direction: str) -> BoolArray:
    """Return which series lie on the watched side of their expectation."""
    rises, falls = excess > 0, excess < 0
    return {"up": rises, "down": falls, "both": rises | falls}[direction]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What may stand between a rise and an alarm."""

    stops: BoolArray  # [S]
    said: str  # with {} for each number
    numbers: tuple[FloatArray, ...] = ()  # each [S]


def obstacles_of(
    week: Week, forecast: Forecast, claim: Claim, usual_customers: FloatArray, rules: Rules
) -> list[Obstacle]:
    """Return the obstacles, the first to be named first."""
    excess = week.observed - forecast.expected
    falls, size = excess < 0, np.abs(excess)
    cut = np.floor(size * 10) / 10  # 4.98 is no rise of 5.0
    floor, least, rate = rules.min_contacts, rules.min_excess, rules.false_discovery_rate
    is_below, is_slight = f"is below the floor of {least:g}", size < least
    most_contacts = np.where(falls, week.observed + size, week.observed)
    is_huge = is_unprecedented(week.observed, forecast.highest, rules.unprecedented_by)
    is_huge &= week.is_whole
    is_over = claim.q_value > rate
    are_the_same = week.customers - usual_customers < MOST_OF_A_RISE * excess  # a matter of words
    return [
        Obstacle(most_contacts < floor, f"below the floor of {floor} contacts"),
        Obstacle(is_slight & ~falls, f"a rise of {{:.1f}} {is_below}", (cut,)),
        Obstacle(is_slight & falls, f"a fall of {{:.1f}} {is_below}", (cut,)),
        Obstacle(
            is_over & ((claim.q_of_contacts <= rate) | is_huge) & are_the_same,
            "mostly the same customers again: {:.0f} came, {:.0f} expected",
            (week.customers, usual_customers),
        ),
        Obstacle(
            is_over & ~is_huge & (claim.p_value > WORTH_A_WORD),
            "not rare in this series: p = {:.2g}",
            (claim.p_value,),
        ),
        Obstacle(is_over & ~is_huge, f"q = {{:.3g}} is over {rate:g}", (claim.q_value,)),
    ]


def _reasons(rises: BoolArray, obstacles: list[Obstacle]) -> list[str | None]:
    """Return the first obstacle of each rise, in words."""
    reasons: list[str | None] = [None] * len(rises)
    for series in np.flatnonzero(rises):
        met = next((obstacle for obstacle in obstacles if obstacle.stops[series]), None)
        if met:
            reasons[series] = met.said.format(*(numbers[series] for numbers in met.numbers))
    return reasons
