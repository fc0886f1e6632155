"""Every Monday at 06:00: read last week's contacts, find the topics that rose, tell people.

One task for each room of `trend_lib/flow.py`. Rooms hand over tables, so any task can be cleared
and run again for its week; XCom carries nothing but the week's name.

- **Which week?** The one that has just ended. A run by hand may name another in `week`
  (`2026-W34`), or say `latest`: the last whole week in the data.
- **A source that cannot be read, a bulletin that cannot be made** hold back nobody's Slack; the
  run ends failed, and the group `owners` of the register `recipients` hears of it.
- It needs the pool `warehouse` of one slot (`scripts/pools.json`): DuckDB has one writer.
"""

from __future__ import annotations

from airflow import sdk
from landing_task import land, source_names, time_zone
from network_tasks import PATIENCE, connections_as_environment
from owner_notices import sent_within, tell_run_failed
from week_of_run import WEEK_ASKED_FOR, choose_week, every_monday

from trend_lib import flow
from trend_lib.base.home import open_home
from trend_lib.base.weeks import Week

ZONE, SOURCES = time_zone(), source_names()
ROOMS = {room.name: room for room in flow.ROOMS}
WEEK = "{{ ti.xcom_pull('name_week') }}"  # as text, so that `name_week` is no further upstream


@sdk.task(trigger_rule="all_done")
def name_week() -> str:
    """Say which week this run is about."""
    return str(flow.resolve_week(open_home(), choose_week(sdk.get_current_context(), ZONE)))


@sdk.task
def catch_up(week: str) -> None:
    """Take in what people answered, and build the earlier weeks that were never built, or that late data touched."""
    home = open_home()
    flow.land_answers(home)
    flow.catch_up(home, Week.parse(week))


@sdk.task
def enter(room: str, week: str) -> None:
    """Take the week through one room."""
    flow.enter(ROOMS[room], open_home(), Week.parse(week))


@sdk.task(trigger_rule="all_done_min_one_success", **PATIENCE)
def send(room: str, week: str) -> None:
    """Take the week through the room that tells people; only here secrets are at hand."""
    with connections_as_environment():
        flow.enter(ROOMS[room], open_home(), Week.parse(week))


@sdk.task(trigger_rule="none_failed")
def settle(week: str) -> None:
    """Mark the week as built; this last task fails the run when anything before it failed."""
    flow.settle(open_home(), Week.parse(week))


@sdk.dag(
    schedule=every_monday(ZONE, hour=6),
    max_active_runs=1,
    catchup=False,  # the task of that name builds what was missed
    params={"week": WEEK_ASKED_FOR},
    default_args={"owner": "complaint-trends", "retries": 0, "pool": "warehouse"},
    deadline=sent_within(hours=3),
    on_failure_callback=tell_run_failed,
    tags=["complaints", "weekly"],
    doc_md=__doc__,
)
def weekly_complaint_trends() -> None:
    """Wire the rooms in the order the data flows."""
    landed, done = land.expand(source=SOURCES), settle(WEEK)
    rooms = {}
    for name, room in ROOMS.items():
        step = send if room.network else enter
        rooms[name] = step.override(task_id=name, doc_md=room.says)(name, WEEK)
    sdk.chain(landed, name_week(), catch_up(WEEK), *rooms.values(), done)
    rooms["episodes"] >> rooms["alerts"]  # this one is needed; the bulletin may fail
    [landed, rooms["report"]] >> done


weekly_complaint_trends()
