"""What `trends collect` does: take in what people answered since the last run."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from trend_lib import flow
from trend_lib.base.home import open_home

if TYPE_CHECKING:
    from pathlib import Path


def collect(given: Path | None) -> dict[str, Any]:
    """Collect answers; say how many came, what week shows them, and what was told."""
    collected = flow.collect(open_home(given))
    landed, sent = collected.get("landed"), collected.get("alerts")
    return {
        "week": collected["week"],
        "answers": landed.rows_kept if landed else 0,
        "refused": list(landed.refused) if landed else [],
        "sent": asdict(sent) if sent else None,
    }
