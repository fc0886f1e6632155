"""Every five minutes: what people answered, in Slack, at the desk or by command, shows at once.

Lands `inbox/`, folds the answers into the newest week's episodes and the running week's early warnings, publishes
what the desk reads, and edits Slack's messages in place. Posts nothing new: that is the weekly run's and the watch's.

- **Nothing new in `inbox/`** and the run is skipped without opening the warehouse.
- **What fails is done again** by the next run; the owners hear of it once a day.
- It needs the pool `warehouse` of one slot (`scripts/pools.json`): it waits for a free moment of the weekly run.
"""

from __future__ import annotations

from airflow import sdk
from airflow.sdk.exceptions import AirflowSkipException
from network_tasks import connections_as_environment
from owner_notices import sent_within, tell_often_run_failed

from trend_lib import between_mondays
from trend_lib.base.home import open_home


@sdk.task
def collect() -> None:
    """Take in what people answered since the last run, and tell it."""
    with connections_as_environment():
        collected = between_mondays.collect(open_home())
    if collected["week"] is None:
        raise AirflowSkipException("no new answers")


@sdk.dag(
    schedule=sdk.CronTriggerTimetable("*/5 * * * *", timezone="UTC"),
    max_active_runs=1,
    catchup=False,  # the next run collects what was missed
    default_args={"owner": "complaint-trends", "retries": 0, "pool": "warehouse"},
    deadline=sent_within(hours=6),  # a first run over years of data holds the warehouse for long
    on_failure_callback=tell_often_run_failed,
    tags=["complaints", "answers"],
    doc_md=__doc__,
)
def collect_answers() -> None:
    """One task: it is quick, and all of it is done again when it fails."""
    collect()


collect_answers()
