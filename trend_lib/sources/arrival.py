"""A new file of a source on the workbench: what the steps of landing hand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from trend_lib.base.home import Home
    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.staging import Staged


@dataclass(frozen=True, slots=True)
class Arrival:
    """A delivery that is about to be landed or refused."""

    home: Home
    source: SourceConfig
    staged: Staged
    path: str  # below the home
    received_at: datetime  # UTC, without a zone, as the warehouse keeps it
    bench: Path
