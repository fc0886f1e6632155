"""What `trends collect`, `escalate` and `remind` do: take in what people answered, tell once more what nobody did, and what is due."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from trend_lib import between_mondays
from trend_lib.base.home import open_home

if TYPE_CHECKING:
    from pathlib import Path


def collect(given: Path | None) -> dict[str, Any]:
    """Collect answers; say how many came, what week shows them, and what was told."""
    collected = between_mondays.collect(open_home(given))
    landed, sent = collected.get("landed"), collected.get("alerts")
    return {
        "week": collected["week"],
        "answers": landed.rows_kept if landed else 0,
        "refused": list(landed.refused) if landed else [],
        "sent": asdict(sent) if sent else None,
    }


def escalate(given: Path | None) -> dict[str, Any]:
    """Tell once more what waits for too long; say how many messages that took."""
    sent = between_mondays.escalate(open_home(given))
    return {"messages": sent.mails + sent.notes + sent.outbox if sent else 0}


def remind(given: Path | None) -> dict[str, Any]:
    """Tell each team what is due; say how many messages that took."""
    home = open_home(given)
    sent = between_mondays.remind(home)
    messages = sent.slack + sent.updated + sent.mails + sent.outbox if sent else 0
    return {"teams": len(home.config.alerts.teams), "messages": messages}
