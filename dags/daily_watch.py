"""Every morning but Monday's, at 06:00: is anything so rare that it should not wait for the weekly run?

The week up to yesterday is counted in a copy of the warehouse and held against its weekday profile.
Only what is rarer than 1 in 2,000 is told, in Slack alone; on Monday the weekly run brings the same
message up to date. No whole week is touched: Monday finds the home as if nobody had looked.

- **Which day?** Yesterday. A run by hand may name another in `day` (`2026-08-19`); a Sunday, or a day
  of a week that was judged whole, is skipped.
- **A source that cannot be read** holds back no warning; the run ends failed, the owners hear of it.
- It needs the pool `warehouse` of one slot (`scripts/pools.json`).
"""

from __future__ import annotations

from airflow import sdk
from airflow.sdk.exceptions import AirflowSkipException
from day_of_run import DAY_ASKED_FOR, choose_day, every_morning_but_monday, read_day
from landing_task import land, source_names, time_zone
from network_tasks import PATIENCE, connections_as_environment
from owner_notices import sent_within, tell_run_failed

from trend_lib import flow, watching
from trend_lib.base.home import open_home

ZONE, SOURCES = time_zone(), source_names()
ROOMS = {room.name: room for room in flow.WATCHING}
DAY = "{{ ti.xcom_pull('name_day') }}"  # as text, so that `name_day` is no further upstream


@sdk.task(trigger_rule="all_done")
def name_day() -> str:
    """Say up to which day this run looks."""
    day = choose_day(sdk.get_current_context(), ZONE)
    if not watching.is_watched(open_home(), read_day(day)):
        raise AirflowSkipException(f"the week of {day} is whole: the weekly run judges it")
    return day


@sdk.task
def rehearse(day: str) -> None:
    """Count the running week in a copy of the warehouse."""
    watching.rehearse(open_home(), read_day(day))


@sdk.task
def enter(room: str, day: str) -> None:
    """Take the running week through one room."""
    flow.enter(ROOMS[room], open_home(), read_day(day))


@sdk.task(trigger_rule="all_done_min_one_success", **PATIENCE)
def send(room: str, day: str) -> None:
    """Take it through the room that tells people; only here secrets are at hand."""
    with connections_as_environment():
        flow.enter(ROOMS[room], open_home(), read_day(day))


@sdk.task(trigger_rule="none_failed")
def say_done() -> None:
    """Fail the run when a source could not be read, though the rest went on."""


@sdk.dag(
    schedule=every_morning_but_monday(ZONE, hour=6),
    max_active_runs=1,
    catchup=False,  # the next morning sees all of the week anyway
    params={"day": DAY_ASKED_FOR},
    default_args={"owner": "complaint-trends", "retries": 0, "pool": "warehouse"},
    deadline=sent_within(hours=3),
    on_failure_callback=tell_run_failed,
    tags=["complaints", "daily"],
    doc_md=__doc__,
)
def daily_watch() -> None:
    """Wire the rooms in the order the data flows."""
    landed = land.expand(source=SOURCES)
    rooms = {}
    for name, room in ROOMS.items():
        step = send if room.network else enter
        rooms[name] = step.override(task_id=name, doc_md=room.says)(name, DAY)
    sdk.chain(landed, name_day(), rehearse(DAY), *rooms.values(), told := say_done())
    rooms["episodes"] >> rooms["alerts"]  # this one is needed; what the desk reads may fail
    [landed, rooms["report"]] >> told


daily_watch()
