"""Bad news for the owners: a run that failed, a bulletin that is late."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from airflow.sdk import AsyncCallback, DeadlineAlert, DeadlineReference, conf
from asgiref.sync import sync_to_async
from network_tasks import connections_as_environment

from trend_lib.base.errors import TrendError

RUNS = {
    "daily_watch": "daily watch",
    "retention": "retention run",
    "collect_answers": "collecting of answers",
    "escalate": "escalation",
    "remind_teams": "reminder of the teams",
}
MISSED = {
    "daily_watch": "an early warning may not have been sent",
    "retention": "old data may still be there",
    "collect_answers": "what people answered may not show yet",
    "escalate": "what waits for somebody may not have been told once more",
    "remind_teams": "the teams may not know what is due today",
}
TRIES_WHEN_LATE = 60
SECONDS_BETWEEN = 60


def sent_within(hours: int) -> DeadlineAlert:
    """Return the deadline after which the owners hear that a run has not ended.

    The triggerer tells them: Airflow denies connections to callbacks that an executor runs.
    """
    return DeadlineAlert(
        reference=DeadlineReference.DAGRUN_QUEUED_AT,
        interval=timedelta(hours=hours),
        callback=AsyncCallback(tell_bulletin_is_late),
        name=f"told within {hours} hours",
    )


def tell_often_run_failed(context: Any) -> None:
    """Tell the owners, once a day, that a run of every few minutes ended failed: the same words go out once."""
    dag_id, run = context["dag"].dag_id, context["dag_run"]
    tell_owners(
        f"The {RUNS[dag_id]} failed",
        f"On {run.run_after:%Y-%m-%d} a run of {dag_id} ended failed, maybe not the only one.\n\n"
        f"Open them: {address_of(dag_id)}\n"
        "The log of the red task says what is wrong and what to do about it. The next run does all of it\n"
        "again; nobody is told twice.\n",
    )


def tell_run_failed(context: Any) -> None:
    """Tell the owners, once a run, that it ended failed and how to go on."""
    run_id = context["run_id"]
    tell_owners(
        f"The {RUNS.get(context['dag'].dag_id, 'weekly run')} failed",
        f"The run {run_id} ended failed ({context.get('reason') or 'no reason given'}).\n\n"
        f"Open it: {address_of(context['dag'].dag_id, run_id)}\n"
        "The log of the red task says what is wrong and what to do about it. When that is done,\n"
        "clear the task there: it and all that follow it run again. Nobody is told twice.\n",
    )


async def tell_bulletin_is_late(context: Any) -> None:
    """Tell the owners that a run has not ended in time.

    The very task that is late may hold the warehouse, which a notice has to open: try for an hour.
    """
    run = context["dag_run"]
    dag_id, run_id = run["dag_id"], run["dag_run_id"]
    missed = MISSED.get(dag_id, "the bulletin may not have been sent")
    subject = f"The {RUNS.get(dag_id, 'weekly bulletin')} is late"
    text = (
        f"The run {run_id} has not ended in time, so {missed}.\n\n"
        f"Open it: {address_of(dag_id, run_id)}\n"
        "A yellow task is waiting to try again; its log says for what. A task that stays grey\n"
        "waits for a free slot of the pool `warehouse`, or for a scheduler that is not running.\n"
    )
    for _ in range(TRIES_WHEN_LATE - 1):
        try:
            return await sync_to_async(tell_owners)(subject, text)
        except TrendError:
            await asyncio.sleep(SECONDS_BETWEEN)
    return await sync_to_async(tell_owners)(subject, text)


def tell_owners(subject: str, text: str) -> None:
    """Hand the words to the only room that sends."""
    from trend_lib import alerts
    from trend_lib.base.home import open_home

    with connections_as_environment():
        alerts.notify_owner(open_home(), subject, text)


def address_of(dag_id: str, run_id: str = "") -> str:
    """Return the page of a run in Airflow's own web interface, or of all its runs."""
    return f"{conf.get('api', 'base_url').rstrip('/')}/dags/{dag_id}/runs/{run_id}".rstrip("/")
