"""A review: a contact for one reviewer; and what a week's reviews are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from trend_lib.quality.listening.sampling import Candidate, place_by_seed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from trend_lib.base.listening_settings import ListeningConfig
    from trend_lib.base.weeks import Week

EVEN, RISK = "even", "risk"


@dataclass(frozen=True, slots=True)
class Review:
    """A row to be of quality.review_sample."""

    review_id: str
    contact_id: str
    part: str
    hearing: int
    reviewer_id: str | None
    replaces: str | None = None
    replaced_because: str | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """What may be drawn of a week, and what was drawn of it before."""

    week: Week
    settings: ListeningConfig
    candidates: Mapping[str, Candidate]
    stored: Sequence[Review] = ()
    reviewers: Sequence[str] = ()

    def name_review(self, contact_id: str, hearing: int) -> str:
        """Return a review's id, which tells nothing of contact and operator."""
        names = ("review", str(self.week), contact_id, str(hearing))
        return f"{self.week}-{place_by_seed(self.settings.seed, *names)[:10]}"

    def kept(self, part: str) -> set[str]:
        """Return the contacts drawn before, without those that came in place of others."""
        return {one.contact_id for one in self.stored if one.part == part and not one.replaces}

    @property
    def in_place_of_others(self) -> set[str]:
        """Contacts that came in place of others before."""
        return {one.contact_id for one in self.stored if one.replaces}


def shift_of(opened_at: datetime, zone: ZoneInfo, begins: Sequence[int]) -> int:
    """Return in which shift a moment of UTC lies; before the day's first begins, the last goes on."""
    hour = opened_at.replace(tzinfo=UTC).astimezone(zone).hour
    return max((at for at, begin in enumerate(begins) if begin <= hour), default=len(begins) - 1)


def shift_name(shift: int, begins: Sequence[int]) -> str:
    """Return a shift by its hours."""
    return f"{begins[shift]:02d}-{begins[(shift + 1) % len(begins)]:02d}"
