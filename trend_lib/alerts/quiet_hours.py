"""The hours in which nobody is called: what is no emergency waits for their end."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo


def is_quiet_at(moment: datetime, hours: str, zone: ZoneInfo) -> bool:
    """Tell whether a moment lies within hours as `22:00-07:00`, by the clocks of the home; they may span midnight."""
    if not hours:
        return False
    begin, end = (time.fromisoformat(part) for part in hours.split("-"))
    now = moment.astimezone(zone).time()
    return begin <= now < end if begin < end else now >= begin or now < end
