"""The bulletin's parts about the service itself: what came back, what is open, how teams compare."""

from __future__ import annotations

from dataclasses import dataclass

from trend_lib.report.chart_data import BarChart, FunnelChart, TimeChart


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A share with its interval, in a table."""

    name: str
    share_text: str
    interval_text: str
    contacts_text: str
    customers_text: str


@dataclass(frozen=True, slots=True)
class TopicRepeats:
    """A topic whose customers came back: many contacts of few customers are one caller's storm."""

    name: str
    share_text: str
    repeats_text: str
    contacts_text: str
    customers_text: str


@dataclass(frozen=True, slots=True)
class Repeats:
    """How many customers had to come back."""

    sentence: str
    chart: TimeChart
    by_kind: tuple[ShareRow, ...]
    by_topic: tuple[TopicRepeats, ...]


@dataclass(frozen=True, slots=True)
class AgesRow:
    """What is not solved of one kind: by age, and in all."""

    name: str
    ages_text: tuple[str, ...]
    told: str  # the same in one line
    all_text: str


@dataclass(frozen=True, slots=True)
class OpenContacts:
    """What is not solved, by age and kind."""

    sentence: str
    chart: BarChart
    by_kind: tuple[AgesRow, ...]


@dataclass(frozen=True, slots=True)
class TeamRow:
    """What came back to one team, against the limits of its size."""

    name: str
    share_text: str
    limits_text: str
    contacts_text: str
    where: str
    is_outside: bool


@dataclass(frozen=True, slots=True)
class Teams:
    """What came back to each team."""

    sentence: str
    outcome: str  # who lies outside of the limits
    note: str  # how to take it
    chart: FunnelChart
    rows: tuple[TeamRow, ...]  # by name, never by figure
