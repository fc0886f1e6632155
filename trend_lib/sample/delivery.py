"""Which weeks each exported file holds: history by quarter, the newest weeks one by one."""

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


def plan_spans(weeks: int) -> list[Span]:
    """Return the spans of all files of a source, oldest first."""
    history = max(0, weeks - WEEKLY_FILES)
    quarters = [
        Span(begin, min(begin + WEEKS_A_QUARTER, history))
        for begin in range(0, history, WEEKS_A_QUARTER)
    ]
    return quarters + [Span(week, week + 1) for week in range(history, weeks)]
