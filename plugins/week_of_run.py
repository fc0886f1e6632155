"""Which week a run of a weekly DAG is about: the one answer for every way to start a run."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from airflow.sdk import CronPartitionTimetable, Param

from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

WEEK_ASKED_FOR = Param(
    None,
    type=["null", "string"],
    pattern=r"^(\d{4}-W\d{2}|latest)$",
    description="ISO week such as 2026-W34, or latest; empty: the week that has just ended",
)


def every_monday(zone: ZoneInfo, hour: int) -> CronPartitionTimetable:
    """Return a schedule whose runs carry the name of the week that has just ended.

    A DAG that was never scheduled before starts at once only within ten minutes of the hour;
    later it waits for the next Monday, so that switching it on surprises nobody.
    """
    return CronPartitionTimetable(
        f"0 {hour} * * 1",
        timezone=zone.key,
        run_offset=-1,
        key_format="%G-W%V",
        run_immediately=timedelta(minutes=10),
    )


def choose_week(context: Any, zone: ZoneInfo) -> str:
    """Return the week as asked for; else as scheduled; else the one before the run.

    A run by hand has no partition, and its data interval is missing or empty: the moment it
    was started. Only an interval of some length says which week is meant.
    """
    run = context["dag_run"]
    named = context["params"].get("week") or run.partition_key
    start, end = context.get("data_interval_start"), context.get("data_interval_end")
    if named:
        return str(named)
    if start and end and start < end:
        return str(Week.of_moment(start, zone))
    return str(Week.of_moment(run.run_after, zone).plus(-1))
