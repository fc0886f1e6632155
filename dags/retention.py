"""Every Monday at 04:00, before the weekly run: forget what is older than `[privacy.retention]` allows.

Texts, identities and received files go by the days that trends.toml gives each of them (0: for ever, as it comes);
counts of weeks stay. Twice forgets nothing more. `trends retain --dry-run` says beforehand what would go.

- **Another day?** A run by hand may name the day it counts from in `day` (`2026-08-19`).
- It needs the pool `warehouse` of one slot (`scripts/pools.json`).
"""

from __future__ import annotations

from airflow import sdk
from day_of_run import read_day
from landing_task import time_zone
from owner_notices import sent_within, tell_run_failed
from week_of_run import every_monday

from trend_lib.base.home import open_home

ZONE = time_zone()
COUNTED_FROM = sdk.Param(
    None,
    type=["null", "string"],
    pattern=r"^\d{4}-\d{2}-\d{2}$",
    description="The day from which ages are counted, such as 2026-08-19; empty: today",
)


@sdk.task
def forget() -> None:
    """Forget what is too old."""
    from trend_lib import retaining

    asked = sdk.get_current_context()["params"].get("day")
    retaining.retain(open_home().path, read_day(asked) if asked else None)


@sdk.dag(
    schedule=every_monday(ZONE, hour=4),
    max_active_runs=1,
    catchup=False,  # the next run forgets all that is too old by then
    params={"day": COUNTED_FROM},
    default_args={"owner": "complaint-trends", "retries": 0, "pool": "warehouse"},
    deadline=sent_within(hours=2),
    on_failure_callback=tell_run_failed,
    tags=["complaints", "weekly", "privacy"],
    doc_md=__doc__,
)
def retention() -> None:
    """One task: its steps are done again when it is."""
    forget()


retention()
