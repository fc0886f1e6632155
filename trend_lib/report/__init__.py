"""Report: make the week's bulletin as page, mail and text, and the snapshot for other tools.

Reads `episodes.*`, `quality.*`, `weekly.*`, `registers.*`; writes `report.bulletins`, `.told_figures`,
`.explanations`, `bulletins/` and `published/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week


@dataclass(frozen=True, slots=True)
class Published:
    """Where the bulletin lies, and whether this run changed what it says."""

    path: Path  # of the page
    revision: int
    changed: bool


def publish(home: Home, week: Week) -> Published:
    """Publish the week's bulletin; the same inputs give the same bytes and no new revision."""
    from trend_lib.report.publication import publish_bulletin

    return publish_bulletin(home, week)


def renew_snapshot(home: Home, week: Week) -> None:
    """Publish anew what the desk, other tools and quality managers read, without a new bulletin."""
    from trend_lib.report.published import write_published
    from trend_lib.report.quality_workbook import write_quality_workbook

    write_published(home)
    write_quality_workbook(home, week)


def publish_early(home: Home, day: date) -> None:
    """Publish anew what the desk reads, so that it has the page to which a morning's warnings lead."""
    from trend_lib.report.published import publish_morning

    publish_morning(home, day)


def print_bulletin(home: Home, week: Week, language: str, out: Path | None = None) -> Path:
    """Print the week's published page as PDF; needs a Chromium."""
    from trend_lib.report.pdf import print_bulletin

    return print_bulletin(home, week, language, out)


def render_backtest(answer: Mapping[str, Any]) -> str:
    """Return the page of a backtest's answer: one HTML file with everything inside."""
    from trend_lib.report.backtest_page import render_backtest

    return render_backtest(answer)


def renew(home: Home, words: Iterable[str]) -> int:
    """Render the bulletins anew that quote these words, and take them out of what is kept; return how many."""
    from trend_lib.report.renewing import renew_bulletins

    return renew_bulletins(home, tuple(words))
