"""What `trends retain` and the DAG `retention` do: forget what is older than `[privacy.retention]` allows."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from trend_lib import report, sources
from trend_lib.base.forgetting import write_anew
from trend_lib.base.home import open_home
from trend_lib.base.retention import forget_older
from trend_lib.base.warehouse import open_warehouse, rehearse_warehouse

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from trend_lib.base.home import Home

logger = logging.getLogger(__name__)


def retain(
    given: Path | None, today: date | None = None, *, dry_run: bool = False
) -> dict[str, Any]:
    """Forget what is too old, or count it; counts of weeks stay whatever their age."""
    home = open_home(given)
    before = _first_days_kept(home, today or datetime.now(home.config.home.zone).date())
    files = {
        "landing": sources.expire_received(home, before["landing"], dry_run=dry_run)
        if "landing" in before
        else 0,
        "messages": _expire_messages(home, before["messages"], dry_run=dry_run)
        if "messages" in before
        else 0,
    }
    rows = _forget_rows(home, before, dry_run=dry_run)
    logger.info(
        "room=retention dry_run=%s rows=%d files=%d",
        dry_run,
        sum(rows.values()),
        sum(files.values()),
    )
    return {
        "dry_run": dry_run,
        "before": {kind: str(day) for kind, day in before.items()},
        "rows": rows,
        "files": files,
    }


def _first_days_kept(home: Home, today: date) -> dict[str, date]:
    """Return for each kind that is not kept for ever the first day of which it is."""
    kept = home.config.privacy.retention.model_dump()
    return {kind: today - timedelta(days=days) for kind, days in kept.items() if days}


def _forget_rows(home: Home, before: dict[str, date], *, dry_run: bool) -> dict[str, int]:
    """Forget rows of the warehouse, and their bytes in its file; a dry run does so in a copy."""
    if dry_run:
        with rehearse_warehouse(home) as copy, open_warehouse(copy) as con:
            return forget_older(con, before)
    with open_warehouse(home) as con:
        forgotten = forget_older(con, before)
    if forgotten:
        write_anew(home)
        report.renew(home, ())  # published/ follows the tables
    return forgotten


def _expire_messages(home: Home, before: date, *, dry_run: bool) -> int:
    """Remove the files of outbox/ that were written before a day."""
    first = datetime(before.year, before.month, before.day, tzinfo=UTC).timestamp()
    old = [
        path
        for path in home.folder("outbox").iterdir()
        if path.is_file() and path.stat().st_mtime < first
    ]
    for path in old if not dry_run else ():
        path.unlink()
    return len(old)
