"""Received files whose time is over: out of landing/ and drop/, their weeks closed to being built again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.warehouse import open_warehouse
from trend_lib.sources.drop_folder import find_files
from trend_lib.sources.inbox import received_sources
from trend_lib.sources.known_file import KnownFiles

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from trend_lib.base.home import Home

# A delivery goes when it was received before the day and no record that lies in it is of a later one.
EXPIRED = """
SELECT deliveries.source, deliveries.delivery_id
FROM sources.deliveries
LEFT JOIN sources.records USING (source, delivery_id)
WHERE deliveries.received_at < $before AND deliveries.state = 'landed'
GROUP BY deliveries.source, deliveries.delivery_id
HAVING coalesce(max(records.day), DATE '0001-01-01') < $before
"""
CLOSE = """
INSERT OR IGNORE INTO sources.closed_weeks (week_start)
SELECT DISTINCT unnest([records.week_start, records.whole_week])
FROM sources.records
WHERE records.source = ? AND records.delivery_id = ?
"""
FORGET = "DELETE FROM sources.touched_weeks WHERE week_start IN (SELECT week_start FROM sources.closed_weeks)"


def expire_received(home: Home, before: date, *, dry_run: bool) -> int:
    """Remove the files of deliveries that are older; return how many files that is."""
    with open_warehouse(home) as con:
        expired = con.execute(EXPIRED, {"before": before}).fetchall()
        files = [path for source, delivery in expired for path in _landed(home, source, delivery)]
        files += _dropped(home, {delivery for _, delivery in expired})
        if not dry_run:
            for delivery in expired:
                con.execute(CLOSE, list(delivery))
            con.execute(FORGET)
            for path in files:
                path.unlink()
    return len(files)


def _landed(home: Home, source: str, delivery: str) -> list[Path]:
    """Return what landing/ holds of a delivery."""
    return sorted((home.path / "landing" / source).glob(f"{delivery}*"))


def _dropped(home: Home, deliveries: set[str]) -> list[Path]:
    """Return the files in drop/ that are known to be these deliveries."""
    known = KnownFiles(home.folder("landing") / "known_files.json")
    files = {file for source in received_sources(home) for file in find_files(home.path, source)}
    return sorted(file for file in files if known.sha256_of(file) in deliveries)
