"""Up to which day a run of the daily watch looks: the one answer for every way to start a run."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from airflow.sdk import CronPartitionTimetable, CronTriggerTimetable, Param

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

DAY_ASKED_FOR = Param(
    None,
    type=["null", "string"],
    pattern=r"^\d{4}-\d{2}-\d{2}$",
    description="The last day to look at, such as 2026-08-19; empty: yesterday",
)


def every_morning_but_monday(zone: ZoneInfo, hour: int) -> CronPartitionTimetable:
    """Return a schedule whose runs carry their morning; Monday's morning is the weekly run's.

    A DAG that was never scheduled before starts at once only within ten minutes of the hour.
    """
    return CronPartitionTimetable(
        f"0 {hour} * * 2-6,0",
        timezone=zone.key,
        key_format="%Y-%m-%d",
        run_immediately=timedelta(minutes=10),
    )


def when_it_opens(settings: dict[str, Any], zone: ZoneInfo) -> CronTriggerTimetable:
    """Return a schedule of each day at the hour at which the working day opens, by the home's settings as written."""
    opens = time.fromisoformat(str(settings.get("unresolved", {}).get("opens", "09:00")))
    return CronTriggerTimetable(f"{opens.minute} {opens.hour} * * *", timezone=zone.key)


def read_day(written: str) -> date:
    """Return the day whose name the tasks hand over."""
    return date.fromisoformat(written)


def choose_day(context: Any, zone: ZoneInfo) -> str:
    """Return the day as asked for; else the one before the scheduled morning; else before the run."""
    run = context["dag_run"]
    if context["params"].get("day"):
        return str(context["params"]["day"])
    morning = (
        date.fromisoformat(run.partition_key)
        if run.partition_key
        else run.run_after.astimezone(zone).date()
    )
    return str(morning - timedelta(days=1))
