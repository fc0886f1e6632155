"""When a working day begins ([unresolved] opens): each team hears once how much is due on its worklists, with a link.

Counts alone, in the team's Slack channel or by mail; never a name or a text. What was answered and whose limit ran out
since counts: the lists are brought up to this moment first.

- **No teams** in `[alerts.teams]`, and the run is skipped. Nothing due, a day off: nothing is sent.
- **A second run** of the day brings Slack's message up to date and mails nobody again.
- It needs the pool `warehouse` of one slot (`scripts/pools.json`).
"""

from __future__ import annotations

from airflow import sdk
from airflow.sdk.exceptions import AirflowSkipException
from day_of_run import when_it_opens
from landing_task import settings_of_home, time_zone
from network_tasks import PATIENCE, connections_as_environment
from owner_notices import sent_within, tell_run_failed

from trend_lib import between_mondays
from trend_lib.base.home import open_home


@sdk.task(**PATIENCE)
def remind() -> None:
    """Tell the teams what is due."""
    with connections_as_environment():
        if between_mondays.remind(open_home()) is None:
            raise AirflowSkipException("no teams are named, or no week was built yet")


@sdk.dag(
    schedule=when_it_opens(settings_of_home(), time_zone()),
    max_active_runs=1,
    catchup=False,  # yesterday's work is in today's counts
    default_args={"owner": "complaint-trends", "retries": 0, "pool": "warehouse"},
    deadline=sent_within(hours=3),
    on_failure_callback=tell_run_failed,
    tags=["complaints", "daily"],
    doc_md=__doc__,
)
def remind_teams() -> None:
    """One task: what failed is done again."""
    remind()


remind_teams()
