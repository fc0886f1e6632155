"""Answers that lie in inbox/ and do not count yet: whoever looks sees what others said a minute ago.

They are shown redacted, as they will be once they count; not by models of names, which a web server does not load.
"""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trend_lib.base.inbox import INBOX, is_signed
from trend_lib.base.privacy import redact_texts
from trend_lib.base.secrets import answers_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from trend_lib.base.home import Home
    from trend_lib.desk.snapshot import Rows

LOOKED_BACK_SECONDS = 14 * 86400  # older ones were counted, or say nothing that could be
MOST = 2000  # files read for a page


def read_waiting(home: Home, is_about: Callable[[str], bool], counted: Collection[str]) -> Rows:
    """Return the newest answers about something that are not counted, oldest first."""
    key = answers_key(home.path)
    events = (_read(path, key) for path in _newest(home.path / INBOX))
    rows = [event for event in events if event and is_about(event["about"])]
    waiting = [_redacted(home, row) for row in rows if row["answer_id"] not in counted]
    return sorted(waiting, key=lambda row: row["said_at"])


def _redacted(home: Home, row: dict[str, Any]) -> dict[str, Any]:
    """Take personal data out of what somebody wrote."""
    privacy = home.config.privacy.model_copy(update={"name_models": {}})
    value, note = redact_texts([row["value"] or "", row["note"]], privacy)
    return {**row, "value": value, "note": note}


def _newest(folder: Path) -> list[Path]:
    """Return the events of the last days, newest first."""
    since = time.time() - LOOKED_BACK_SECONDS
    dated = sorted(((path.stat().st_mtime, path) for path in _files(folder)), reverse=True)
    return [path for at, path in dated[:MOST] if at >= since]


def _files(folder: Path) -> Iterator[Path]:
    """Yield whole files; one that is being written has another ending."""
    return folder.glob("*.json") if folder.is_dir() else iter(())


def _read(path: Path, key: bytes) -> dict[str, Any] | None:
    """Read an event of ours; nothing where it is none."""
    try:
        event = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(event, dict) or not is_signed(event, key):
        return None
    at = datetime.fromisoformat(event["said_at"]).astimezone(UTC).replace(tzinfo=None)
    return {**event, "answer_id": f"{INBOX}:{event['event_id']}", "said_at": at}
