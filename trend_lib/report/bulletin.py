"""The bulletin: one frozen object that page, mail and text all show, every figure already written.

Fields that end in `_text` or hold sentences are final; numbers beside them only place marks in
drawings.
"""

from __future__ import annotations

from dataclasses import dataclass

from trend_lib.report.words import Quote


@dataclass(frozen=True, slots=True)
class Axis:
    """A vertical axis: where it begins and ends, and what is written at its lines."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    starts_at: str  # empty: at zero


@dataclass(frozen=True, slots=True)
class Moment:
    """One week of a time chart."""

    label: str  # w38
    name: str  # Week 38, 14–20 September 2026
    observed: float | None
    expected: float | None
    lower: float | None
    upper: float | None
    state: str  # within | above | below | untested | incomplete | absent
    observed_text: str
    range_text: str


@dataclass(frozen=True, slots=True)
class TimeChart:
    """Observed against its range, week by week; also the table under the chart."""

    title: str
    subtitle: str
    described: str  # for those who cannot see it
    range_name: str  # what the grey area is
    moments: tuple[Moment, ...]
    axis: Axis


@dataclass(frozen=True, slots=True)
class Spark:
    """A sparkline: paths in its own small coordinates."""

    width: int
    height: int
    band_path: str
    line_path: str
    last_x: str
    last_y: str
    mark: str  # up | down | dot: where this week lies against the range


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure of the strip."""

    anchor: str
    name: str
    figure: str
    unit: str
    change: str
    tone: str  # worse | better | plain
    spark: Spark | None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with the tick of what was expected."""

    name: str
    observed: int
    expected: int | None
    observed_text: str
    expected_text: str
    is_hot: bool


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars that add up to the whole."""

    anchor: str
    title: str
    described: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Spike:
    """A topic that rose beyond chance, and what is done about it."""

    number: str
    anchor: str
    name: str
    kind: str
    kind_name: str
    sentence: str
    grade: str
    chance: str
    since: str
    observed: int
    observed_text: str
    expected_text: str
    status: str
    status_class: str
    chart: TimeChart | None  # none beyond the first few
    places: tuple[BarChart, ...]
    where: str  # the places in one sentence
    quotes: tuple[Quote, ...]
    known_events: tuple[str, ...]
    countermeasure: str
    owner: str
    has_owner: bool
    due_name: str  # Decide by, or Look again
    due: str
    runbook_url: str  # empty, or http(s)


@dataclass(frozen=True, slots=True)
class Watched:
    """An earlier spike that is still being watched."""

    name: str
    status: str
    sentence: str
    owner: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that a person is asked to decide."""

    what: str
    who_and_when: str


@dataclass(frozen=True, slots=True)
class Mover:
    """A topic's change from the week before."""

    name: str
    kind: str
    kind_name: str
    before_text: str
    now_text: str
    change_text: str
    interval_text: str
    change: int
    tone: str  # worse | better | plain: plain may be chance
    low_x: str  # where the marks stand, 0 to 100
    high_x: str
    change_x: str
    bar_start: int  # in pixels, for the mail
    bar_width: int


@dataclass(frozen=True, slots=True)
class Movers:
    """The topics that changed most."""

    sentence: str
    rows: tuple[Mover, ...]
    zero_x: str
    before_name: str
    now_name: str


@dataclass(frozen=True, slots=True)
class FoundTopicCard:
    """A topic that was not there before."""

    name: str
    kind: str
    kind_name: str
    sentence: str
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class KindPanel:
    """One of the three kinds, drawn on the scale of all."""

    anchor: str
    kind: str
    name: str
    sentence: str
    chart: TimeChart


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """The satisfied share of one question, with its interval."""

    name: str
    share: float
    lower: float
    upper: float
    before: float | None
    share_text: str
    interval_text: str
    mean_text: str
    answered_text: str


@dataclass(frozen=True, slots=True)
class ScoreChart:
    """Survey answers of the week."""

    sentence: str
    described: str
    axis_low: float
    rows: tuple[ScoreRow, ...]
    by_channel: tuple[ScoreRow, ...]


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A share with its interval, in a table."""

    name: str
    share_text: str
    interval_text: str
    contacts_text: str


@dataclass(frozen=True, slots=True)
class Repeats:
    """How many customers had to come back."""

    sentence: str
    chart: TimeChart
    by_kind: tuple[ShareRow, ...]


@dataclass(frozen=True, slots=True)
class OpenContacts:
    """What is not solved, by age."""

    sentence: str
    chart: BarChart


@dataclass(frozen=True, slots=True)
class SilentRiseRow:
    """A rise that did not alert."""

    name: str
    observed_text: str
    expected_text: str
    why: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source's week."""

    name: str
    records_text: str
    days_text: str
    rows_text: tuple[str, str, str, str]  # read, kept, repeated, quarantined
    remark: str
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    """How far the week can be trusted."""

    sentence: str
    figures: tuple[tuple[str, str, str], ...]  # name, figure, remark
    sources: tuple[SourceRow, ...]
    incomplete_weeks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imprint:
    """Which settings, code and revision made this bulletin."""

    config_hash: str
    code_version: str
    revision: int
    corrects: str  # empty for a first revision, else the note
    earlier: tuple[tuple[str, str], ...]  # address and name of the revisions before


@dataclass(frozen=True, slots=True)
class Bulletin:
    """Everything that the bulletin says."""

    provider: str
    week_name: str
    week_code: str
    period: str
    issued: str
    subject: str
    preheader: str
    verdict: str
    lead: tuple[str, ...]
    is_quiet: bool
    contacts: int
    total: TimeChart | None
    decisions: tuple[Decision, ...]
    indicators: tuple[Indicator, ...]
    indicators_note: str
    spikes_title: str
    spikes_note: str
    spikes: tuple[Spike, ...]  # drawn in full
    further_spikes: tuple[Spike, ...]  # one line each
    watched: tuple[Watched, ...]
    movers: Movers
    found_topics: tuple[FoundTopicCard, ...]
    kinds_sentence: str
    kinds: tuple[KindPanel, ...]
    scores: ScoreChart | None
    repeats: Repeats | None
    open_contacts: OpenContacts | None
    silent_rises: tuple[SilentRiseRow, ...]
    silent_rises_note: str
    completeness: Completeness
    method: tuple[str, ...]
    not_known: tuple[str, ...]  # sections without data, said plainly
    public_url: str  # of this bulletin; empty: no links in mail
    archive_url: str
