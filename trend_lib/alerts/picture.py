"""The chart of an episode in its Slack message: uploaded once, noted in the ledger, then shown by its file's id.

A message must do without it: where the app may not upload, or Slack is slow, the text goes alone, and that is said once
a run. An upload that was cut off is done again: a file that no message shows is seen by nobody.
"""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING

from trend_lib.alerts.ledger import LedgerRow, key_of
from trend_lib.alerts.outcome import RefusedError, UnansweredError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from trend_lib.alerts.bulletin import Bulletin
    from trend_lib.alerts.episode_alert import EpisodeAlert
    from trend_lib.alerts.ledger import Ledger
    from trend_lib.alerts.transport import SlackTransport
    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

logger = logging.getLogger(__name__)


def show_pictures(
    home: Home, ledger: Ledger, transport: SlackTransport, bulletin: Bulletin | None, alerts: Sequence[EpisodeAlert]
) -> dict[str, str]:  # fmt: skip
    """Return the file's id for each episode whose chart can be shown; upload those that are not there yet."""
    if bulletin is None or transport.way != "slack":
        return {}
    charts = _read_charts((home.path / bulletin.path).parent / "images")
    drawn = [one for one in alerts if one.episode_id in charts]
    shown: dict[str, str] = {}
    for alert in drawn:
        try:
            row = _upload(
                ledger, transport, alert.episode_id, charts[alert.episode_id], bulletin.week
            )
            if transport.can_show(str(row.remote_id)):
                shown[alert.episode_id] = str(row.remote_id)
        except (RefusedError, UnansweredError) as error:
            logger.warning(
                "pictures=none messages go without charts: %s; files:write and files:read allow them",
                error,
            )
            break
    return shown


def _read_charts(folder: Path) -> Mapping[str, bytes]:
    """Return the charts that the bulletin drew, by episode."""
    try:
        names: dict[str, str] = json.loads((folder / "episodes.json").read_text("utf-8"))
    except FileNotFoundError:  # a bulletin of an earlier version
        return {}
    paths = {episode_id: folder / f"{name}.png" for episode_id, name in names.items()}
    return {episode_id: path.read_bytes() for episode_id, path in paths.items() if path.is_file()}


def _upload(
    ledger: Ledger, transport: SlackTransport, episode_id: str, chart: bytes, week: Week
) -> LedgerRow:
    """Upload a chart unless it is there; each step is noted: the intent, then the file's id."""
    content_hash = hashlib.sha256(chart).hexdigest()[:32]
    key = key_of("picture", episode_id, content_hash)
    about = f"picture {episode_id} {week}"
    row = ledger.find(key) or LedgerRow(key, week.start, "slack", about, content_hash)
    if row.state == "sent":
        return row
    row = ledger.write(row, state="intended", attempts=row.attempts + 1, note=None)
    try:
        file_id = transport.upload(chart, f"{episode_id}-{week}.png")
    except (RefusedError, UnansweredError) as error:
        ledger.write(row, state="failed", note=f"{error}; the message went without its chart")
        raise
    return ledger.write(row, state="sent", remote_id=file_id)
