"""The rows that a bulletin is computed from: columns in the order of their query."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class SeriesWeek(NamedTuple):
    """A series in a week: what came, and what was expected."""

    week_start: date
    topic_id: int
    slice_dim: str
    slice_value: str
    topic_name: str
    kind: str | None
    first_week: date | None
    observed: int
    exposure: float | None
    expected: float | None
    lower: float | None
    upper: float | None
    dispersion: float | None
    status: str
    is_alarm: bool


class TopicName(NamedTuple):
    """What the readers of a language call a topic."""

    topic_id: int
    language: str
    topic_name: str


class SilentRise(NamedTuple):
    """A rise that did not alert."""

    topic_id: int
    topic_name: str
    slice_dim: str
    slice_value: str
    observed: int
    expected: float | None
    why_no_alarm: str


class Episode(NamedTuple):
    """An episode as it stands in this week."""

    episode_id: str
    topic_id: int
    topic_name: str
    kind: str | None
    opened_week: date
    state: str
    grade: str
    owner: str | None
    countermeasure: str | None
    runbook_url: str | None
    observed: int
    expected: float | None
    lower: float | None
    upper: float | None
    p_value: float | None  # of the topic as a whole
    look_weeks: int | None  # the newest weeks that are rarest together; empty: this week alone
    look_observed: int | None
    look_expected: float | None
    known_events: list[str]
    examples: list[str]
    led_by: str | None = None  # the episode it is told with, as risen by the same cause


class RenamedTopic(NamedTuple):
    """A topic that goes on under another's name."""

    topic_id: int  # the old name's
    renamed_into: int
    since: date  # the Monday of the first week under the new name


class Countermeasure(NamedTuple):
    """What people do about an episode, as it stands in this week."""

    week_start: date
    episode_id: str
    what: str
    who: str
    from_day: date
    due_day: date | None
    expected_effect: str
    finished_day: date | None
    is_open: bool


class Cause(NamedTuple):
    """An episode that rose together with others."""

    cause_id: str  # the worst of them
    episode_id: str
    why: list[str]  # place:North, day:2026-08-19, word:router


class Driver(NamedTuple):
    """A slice of an episode's topic."""

    episode_id: str
    slice_dim: str
    slice_value: str
    observed: int
    expected: float
    excess: float
    excess_share: float | None  # of the episode's excess


class EpisodeDay(NamedTuple):
    """How many of an episode's contacts came on a day."""

    episode_id: str
    day: date
    contacts: int


class GrownTerm(NamedTuple):
    """A term that an episode's customers use more often than before."""

    episode_id: str
    written: str
    customers: int
    customer_share: float
    usual_share: float


class WatchedWeek(NamedTuple):
    """How many series were watched."""

    series_watched: int
    series_tested: int
    alarms: int
    topics_alarming: int  # all contacts are no topic
    false_discovery_rate: float
    expected_false_alarms: float
    unprecedented: int  # topics told for their size alone, of which no rate is promised


class FoundTopic(NamedTuple):
    """A topic found this week."""

    topic_id: int
    topic_name: str
    kind: str | None
    contacts: int
    examples: list[str]


class ResurfacedTopic(NamedTuple):
    """A topic that came back after a long silence."""

    topic_id: int
    topic_name: str
    kind: str | None
    contacts: int
    examples: list[str]
    last_week: date  # in which it was seen before


class SourceWeek(NamedTuple):
    """How complete a source is in a week."""

    week_start: date
    source: str
    holds: str
    records: int
    contacts: int | None  # wholes that count; an older version of ours did not carry it
    days_with_records: int
    days_expected: int
    is_complete: bool
    why_incomplete: str | None
    rows_read: int
    rows_kept: int
    rows_repeated: int
    rows_quarantined: int
    note: str | None


class LeftOut(NamedTuple):
    """What came from a source and is no contact of a customer."""

    source: str
    reason: str
    contacts: int


class TopicModel(NamedTuple):
    """A model that placed contacts of the week at topics."""

    model_version: str
