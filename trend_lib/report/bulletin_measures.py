"""What the bulletin says of countermeasures: spikes that are watched, and whether measures worked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trend_lib.report.chart_data import TimeChart


@dataclass(frozen=True, slots=True)
class Watched:
    """A spike with a countermeasure under way, or an earlier one that is still being watched."""

    name: str
    status: str
    status_class: str
    since: str
    sentence: str
    members: tuple[str, ...]  # topics risen by the same cause, each with its figures
    countermeasure: str
    owner: str
    has_owner: bool


@dataclass(frozen=True, slots=True)
class MeasureVerdict:
    """Whether a countermeasure worked."""

    anchor: str
    name: str  # of the topic
    measure: str
    verdict: str
    verdict_class: str
    sentence: str
    basis: str  # what was compared; empty where nothing was
    chart: TimeChart | None  # none beyond the first few
