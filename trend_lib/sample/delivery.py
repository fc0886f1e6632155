"""Which weeks each exported file holds: history by quarter or as a whole, the newest weeks one by one."""

from __future__ import annotations

from dataclasses import dataclass

from trend_lib.base.weeks import Week
from trend_lib.sample.arrays import Flags, Ints
from trend_lib.sample.arrivals import DAY

WEEKS_A_QUARTER = 13
WEEKLY_FILES = 8
WEEK_MINUTES = 7 * DAY


@dataclass(frozen=True, slots=True)
class Span:
    """The weeks of one file, counted from the sample's first; `past` is one after its last."""

    begin: int
    past: int

    def name(self, first: Week) -> str:
        """Return `2026-W46`, or `2024-W31_2024-W43` for several weeks: names sort by time."""
        begin, last = first.plus(self.begin), first.plus(self.past - 1)
        return str(begin) if begin == last else f"{begin}_{last}"

    def holds(self, minutes: Ints, days_more: int = 0) -> Flags:
        """Return which moments the file holds; those of some days before it too, if told."""
        begin = self.begin * WEEK_MINUTES - days_more * DAY
        within: Flags = (minutes >= begin) & (minutes < self.past * WEEK_MINUTES)
        return within


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was written of a source: its files, the records in them, and those that come late."""

    files: int
    records: int
    late: int = 0


def plan_spans(weeks: int, history_weeks: int = WEEKS_A_QUARTER) -> list[Span]:
    """Return the spans of all files of a source, oldest first.

    Args:
        weeks: Of the sample.
        history_weeks: In one file of its history; 0: all that is not delivered week by week.
    """
    history = max(0, weeks - WEEKLY_FILES)
    step = history_weeks or max(history, 1)
    files = [Span(begin, min(begin + step, history)) for begin in range(0, history, step)]
    return files + [Span(week, week + 1) for week in range(history, weeks)]
