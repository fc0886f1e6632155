"""Rows about scores, teams, what came back and what was solved: columns in the order of their query."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class RepeatShare(NamedTuple):
    """How many contacts were a customer coming back."""

    week_start: date
    slice_dim: str
    slice_value: str
    contacts: int
    customers: int
    repeats: int
    repeat_share: float | None
    repeat_lower: float | None
    repeat_upper: float | None


class RepeatTopic(NamedTuple):
    """A topic whose customers came back."""

    topic_id: int
    topic_name: str
    contacts: int
    customers: int
    repeats: int
    repeat_share: float
    repeat_lower: float
    repeat_upper: float


class FirstContact(NamedTuple):
    """How many contacts were solved at the first, by one definition."""

    week_start: date
    definition: str
    contacts_week: date
    contacts: int
    solved: int
    solved_share: float | None


class ScoreAlarm(NamedTuple):
    """A figure of the quality line that alarms."""

    measure: str
    slice_dim: str
    slice_value: str
    question: str
    observed: int
    of_all: int
    lower: float
    upper: float


class RefusedScale(NamedTuple):
    """A source whose scores count nowhere."""

    source: str


class UnresolvedFlow(NamedTuple):
    """How many requests came on the list of unresolved ones, left it or stand on it."""

    what: str
    contacts: int


class ListAnswers(NamedTuple):
    """How many answers about the lists of callers came, and how many when the list had moved on."""

    answers: int
    left_before: int
    not_on_list: int
    no_such_thing: int


class OperatorsCompared(NamedTuple):
    """How many operators were compared, and how many stand out: no names."""

    compared: int
    apart: int


class KindSettling(NamedTuple):
    """How many contacts people were asked about, since when, and how many they settled."""

    first_week: date
    drawn: int
    settled: int


class KindAccuracy(NamedTuple):
    """How often the kind is right, of all contacts."""

    share: float
    lower: float
    upper: float


class KindShare(NamedTuple):
    """The share of all contacts that is of a kind, and how far it moved."""

    kind: str
    counted_share: float
    share: float
    lower: float
    upper: float
    change: float | None
    change_lower: float | None
    change_upper: float | None


class SurveyScore(NamedTuple):
    """The answers to one question."""

    week_start: date
    slice_dim: str
    slice_value: str
    question: str
    asked: int
    answered: int
    mean_score: float | None
    mean_lower: float | None
    mean_upper: float | None
    satisfied_share: float | None
    satisfied_lower: float | None
    satisfied_upper: float | None


class Unresolved(NamedTuple):
    """Contacts not solved, of one age."""

    week_start: date
    age_band: str
    contacts: int
    is_late: bool


class UnresolvedKind(NamedTuple):
    """Contacts not solved, of one kind and age."""

    kind: str
    age_band: str
    contacts: int


class TeamWeek(NamedTuple):
    """What came back of the contacts that a team handled first."""

    team: str
    people: int
    contacts: int
    came_back: int
    share: float  # adjusted for kinds and channels
    lower_95: float
    upper_95: float
    lower_998: float
    upper_998: float
    dispersion: float


class TeamLimits(NamedTuple):
    """What chance makes of the share of so many contacts."""

    contacts: int
    lower_95: float
    upper_95: float
    lower_998: float
    upper_998: float
