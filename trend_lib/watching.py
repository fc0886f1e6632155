"""The running week, each morning: counted in a copy of the warehouse, then taken through the rooms of the watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib import flow

if TYPE_CHECKING:
    from datetime import date

    from trend_lib.base.home import Home

REHEARSED = flow.ROOMS[:4]  # sources (which are there, and which are new), contacts, topics, weekly


def is_watched(home: Home, day: date) -> bool:
    """Tell whether the running week up to this day is the watch's: not on Sundays, not once judged whole."""
    from trend_lib import weekly
    from trend_lib.base.weeks import Week

    week = Week.of_day(day)
    return day < week.last_day and not weekly.is_judged_whole(home, week)


def rehearse(home: Home, day: date) -> None:
    """Count the running week up to a day in a copy, and keep those counts in tables of their own.

    A topic is given once and for ever, and half a week is no ground for that: nothing but the
    counts comes back, so that Monday's run finds the home as if nobody had looked.
    """
    from trend_lib import sources, weekly
    from trend_lib.base.warehouse import rehearse_warehouse
    from trend_lib.base.weeks import Week

    whole_days = sources.whole_days(home, day)
    with rehearse_warehouse(home) as rehearsal:
        sources.forget_after(rehearsal, day)
        for room in REHEARSED:
            flow.enter(room, rehearsal, Week.of_day(day))
        weekly.carry_over(home, rehearsal, day, whole_days)


def watch_day(home: Home, day: date) -> dict[str, Any]:
    """Rehearse the running week up to a day, and take it through the rooms of the watch."""
    from trend_lib.base.progress import progress_bar
    from trend_lib.base.warehouse import hold_warehouse

    with progress_bar(f"Watching {day}", len(flow.WATCHING) + 1) as step, hold_warehouse(home):
        rehearse(home, day)
        step("Count the running week in a copy")
        return flow.walk(home, flow.WATCHING, day, step)
