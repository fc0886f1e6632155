"""Holidays and known events: what a week's count owes to the calendar is neither rise nor fall.

Holidays are regressors shared by all series: the working days that a week lost, as log(1 - lost / 5),
and those that the week before lost, whose callers may come later. A coefficient of 1 means that
nobody calls on a holiday. What they do to each series is estimated in `calendar_effect.py`, and
stands beside the exposure as an offset, so that every method sees it alike.
Weeks of a known event leave the baseline of the series that it touches, and so never become
normal. Where an event of the same name was there before, it is a regressor too: the week is expected
to be as the last ones were. The tested week is never silenced.
Under a year of history, weeks that lost a day leave the baseline, and a tested week that lost one
is `holiday_unknown` as long as no series has lived through a holiday.
Wrong when a register lacks the days: a desk's own closing day is a holiday here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.base.weeks import Week
from trend_lib.detection.calendar_effect import Effect, Occasions, Prior, effect_of, normal_weeks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from trend_lib.detection.history import BoolArray, FloatArray, History

WORKING_DAYS = 5
MOST_LOST = 4  # of five: the logarithm of a week without any working day would be endless
A_YEAR = 52
HOLIDAYS = Prior(mean=np.array([0.5, 0.0]), deviation=np.array([0.5, 0.1]))
EVENTS = Prior(mean=np.array([0.0]), deviation=np.array([1.0]))


@dataclass(frozen=True, slots=True)
class Event:
    """Something that people knew of: maintenance, a campaign, a football final."""

    what: str
    first_day: date
    last_day: date
    touches: BoolArray  # [S]

    def days_in_weeks(self, first_week: Week, weeks: int) -> FloatArray:
        """Return which share of each week's days it lasted [W]."""
        begin = np.arange(weeks) * 7
        first = (self.first_day - first_week.start).days
        last = (self.last_day - first_week.start).days
        days = np.minimum(last, begin + 6) - np.maximum(first, begin) + 1
        return np.asarray(np.clip(days, 0, 7) / 7, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class KnownDays:
    """What the registers of holidays and known events say."""

    holidays: tuple[date, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A history that knows its calendar."""

    history: History
    is_unknown: BoolArray  # [S] tested in a holiday week, and nobody knows what a holiday does
    notes: list[str]  # [S], '' where there is nothing to say


def with_known_days(history: History, week: Week, known: KnownDays) -> Adjusted:
    """Return the history with holidays and events as offsets; `week` is its last column."""
    series, weeks = history.counts.shape
    first_week = week.plus(1 - weeks)
    lost = lost_days(known.holidays, first_week.plus(-1), weeks + 1)
    amount = np.stack([np.log1p(-lost[1:] / WORKING_DAYS), lost[:-1]], axis=1)
    active = [event for event in known.events if event.days_in_weeks(first_week, weeks).any()]
    if weeks == 1 or (not amount.any() and not active):  # one week has no past to learn from
        return Adjusted(history, np.zeros(series, dtype=bool), [""] * series)
    builder = Builder(history, first_week, amount, active)
    return builder.adjusted()


def lost_days(holidays: Iterable[date], first_week: Week, weeks: int) -> FloatArray:
    """Return how many working days each week lost to holidays [W], at most four."""
    columns = Counter(
        (day - first_week.start).days // 7 for day in set(holidays) if day.isoweekday() <= 5
    )
    return np.array([min(columns[column], MOST_LOST) for column in range(weeks)], dtype=float)


class Builder:
    """Puts the offsets together."""

    def __init__(
        self, history: History, first_week: Week, amount: FloatArray, events: list[Event]
    ) -> None:
        """Find the ordinary weeks, and what they say of the others."""
        self.history, self.first_week, self.amount, self.events = (
            history,
            first_week,
            amount,
            events,
        )
        self.during: BoolArray = np.zeros_like(history.usable)
        for event in events:
            self.during |= event.touches[:, None] & (self.days_of(event) > 0)
        ordinary = history.usable & ~self.during & ~amount.any(1)
        ordinary[:, -1] = False
        self.exposure = history.relative_exposure()
        self.normal, self.dispersion = normal_weeks(history.counts, self.exposure, ordinary)
        self.log_factor = np.zeros(history.counts.shape)
        self.doubt = np.zeros(self.during.shape)

    def days_of(self, event: Event) -> FloatArray:
        """Return the share of each week's days that an event lasted."""
        return event.days_in_weeks(self.first_week, self.during.shape[1])

    def adjusted(self) -> Adjusted:
        """Add up holidays and the events of this week that were there before."""
        holidays = self._learn(self.amount, HOLIDAYS, ~self.during, np.ones(len(self.doubt), bool))
        for event, amount in self._recurring():
            earlier = self.during & (self.days_of(event) == 0)
            self._learn(amount, EVENTS, earlier, event.touches)
        usable = self.history.usable & ~self.during
        is_short = usable[:, :-1].sum(1) < A_YEAR
        usable &= ~(is_short[:, None] & (self.amount[:, 0] != 0))
        usable[:, -1] = self.history.usable[:, -1]
        is_holiday_week = float(self.amount[-1, 0]) < 0
        is_unknown = is_short & is_holiday_week & (holidays.seen[0] == 0)
        known = replace(
            self.history, usable=usable, calendar=self.log_factor, calendar_doubt=self.doubt
        )
        return Adjusted(known, is_unknown, self._notes())

    def _recurring(self) -> Iterator[tuple[Event, FloatArray]]:
        """Yield each event of this or last week, with how long its namesakes lasted in each week."""
        for event in self.events:
            if self.days_of(event)[-2:].any():
                namesakes = [
                    self.days_of(other)
                    for other in self.events
                    if other.what == event.what and (other.touches == event.touches).all()
                ]
                yield event, np.max(namesakes, axis=0)[:, None]

    def _learn(
        self, amount: FloatArray, prior: Prior, lived: BoolArray, touches: BoolArray
    ) -> Effect:
        """Estimate one kind of occasion by its past, and add its offset."""
        past = np.flatnonzero(amount[:-1].any(1))
        rows = np.flatnonzero(touches)
        place = np.ix_(rows, past)
        told = self.history.usable[place] & lived[place]
        occasions = Occasions(
            counts=np.where(told, self.history.counts[place], 0.0),
            normal=np.where(told, self.normal[place], 0.0),
            amount=amount[past],
            dispersion=self.dispersion[rows],
        )
        effect = effect_of(occasions, prior)
        if effect.seen.any() or prior is HOLIDAYS:
            self.log_factor[rows] += effect.log_factor(amount)
            self.doubt[rows] += effect.doubt(amount[::-1])
        return effect

    def _notes(self) -> list[str]:
        """Say what of the calendar bears on the tested week."""
        lost = round(WORKING_DAYS * -np.expm1(self.amount[-1, 0]))
        after = round(self.amount[-1, 1])
        days = [
            *([f"working days lost to holidays: {lost}"] if lost else []),
            *([f"working days lost in the week before: {after}"] if after else []),
        ]
        current = [event for event in self.events if self.days_of(event)[-1] > 0]
        return [
            "; ".join([*days, *(f"known: {event.what}" for event in current if event.touches[row])])
            for row in range(len(self.during))
        ]
