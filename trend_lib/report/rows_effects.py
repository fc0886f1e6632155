"""The rows that say whether countermeasures worked: columns in the order of their query."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from trend_lib.base.effect_words import EffectTold
from trend_lib.report.rows import Countermeasure

if TYPE_CHECKING:
    from datetime import date


class MeasureEffect(NamedTuple):
    """A countermeasure with its verdict."""

    countermeasure_id: str
    topic_id: int
    topic_name: str
    week_start: date
    episode_id: str
    what: str
    who: str
    from_day: date
    due_day: date | None
    expected_effect: str
    finished_day: date | None
    is_open: bool
    verdict: str
    reason: str
    share: float | None
    lower: float | None
    upper: float | None
    contacts_saved: float | None
    saved_lower: float | None
    saved_upper: float | None
    cost_saved: float | None
    weeks_before: int
    weeks_after: int
    judged_from: date | None
    controls: int
    control_regions: int
    past_rises: int
    note: str
    is_news: bool

    def measure(self) -> Countermeasure:
        """Return what people did."""
        return Countermeasure(*(getattr(self, name) for name in Countermeasure._fields))

    def told(self) -> EffectTold:
        """Return the verdict for sentences."""
        names = EffectTold.__dataclass_fields__
        return EffectTold(**{name: getattr(self, name) for name in names})


class EffectWeek(NamedTuple):
    """A week around a countermeasure."""

    countermeasure_id: str
    week: date
    side: str  # before | after; '' of the others
    is_whole: bool
    observed: int
    expected: float
    lower: float
    upper: float


class Marks(NamedTuple):
    """What people made of a topic's spikes that one method found."""

    topic_id: int
    topic_name: str
    method: str
    episodes: int
    useful: int
    false_alarms: int
    known_events: int
