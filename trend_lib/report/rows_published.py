"""The rows of what was published before: the archive and corrections are made from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class BulletinRow(NamedTuple):
    """A bulletin that was published."""

    week_start: date
    language: str
    revision: int
    path: str
    sha256: str
    content_hash: str
    subject: str
    verdict: str
    contacts: int
    spikes: int
    config_hash: str
    code_version: str
    model_version: str | None
    lacking: str | None


class ToldFigure(NamedTuple):
    """What a revision said of all contacts, or of a spike."""

    week_start: date
    language: str
    revision: int
    topic_id: int
    topic_name: str
    is_spike: bool
    observed: int
    expected: float | None


class TotalWeek(NamedTuple):
    """All contacts of a week."""

    week_start: date
    observed: int
    lower: float | None
    upper: float | None
