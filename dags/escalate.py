"""Every hour: what was told `[episodes] escalate_hours` ago and nobody acknowledged, or owns, is told once more.

It stands in the thread of its message, and the owners (group `owners` of the register `recipients`) get one mail of
all that is due; each episode and early warning is in one mail only. Before that, messages that Slack refused since are brought up to date.

- **Nothing waits** and nothing is sent. A snoozed episode waits for nobody.
- It needs the pool `warehouse` of one slot (`scripts/pools.json`).
"""

from __future__ import annotations

from airflow import sdk
from airflow.sdk.exceptions import AirflowSkipException
from network_tasks import connections_as_environment
from owner_notices import sent_within, tell_often_run_failed

from trend_lib import between_mondays
from trend_lib.base.home import open_home


@sdk.task
def tell_once_more() -> None:
    """Tell the owners what waits for somebody."""
    with connections_as_environment():
        if between_mondays.escalate(open_home()) is None:
            raise AirflowSkipException("no week was built yet")


@sdk.dag(
    schedule=sdk.CronTriggerTimetable("20 * * * *", timezone="UTC"),
    max_active_runs=1,
    catchup=False,  # what is due now is due whenever it is looked at
    default_args={"owner": "complaint-trends", "retries": 0, "pool": "warehouse"},
    deadline=sent_within(hours=6),
    on_failure_callback=tell_often_run_failed,
    tags=["complaints", "answers"],
    doc_md=__doc__,
)
def escalate() -> None:
    """One task: the next hour does again what failed."""
    tell_once_more()


escalate()
