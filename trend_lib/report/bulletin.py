"""The bulletin: one frozen object that page, mail and text all show, every figure already written.

Fields that end in `_text` or hold sentences are final; numbers beside them only place marks in
drawings.
"""

from __future__ import annotations

from dataclasses import dataclass

from trend_lib.report.bulletin_measures import MeasureVerdict, Watched
from trend_lib.report.bulletin_service import OpenContacts, Repeats, Teams
from trend_lib.report.chart_data import BarChart, ScoreChart, Spark, TimeChart
from trend_lib.report.words import Quote


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
class IndicatorWeek:
    """What the strip's figures were in one week: the numbers of its small drawings."""

    name: str
    figures: tuple[str, ...]  # as the indicators stand


@dataclass(frozen=True, slots=True)
class Spike:
    """A topic that rose beyond chance, and what is done about it."""

    number: str
    anchor: str
    name: str
    is_folded: bool  # on the page: only its summary shows at first
    kind: str
    kind_name: str  # empty for all contacts
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
    days: BarChart | None  # none beyond the first few, or where days were not kept
    quotes: tuple[Quote, ...]
    terms: str  # that grew, in one sentence; empty when none did
    members: tuple[str, ...]  # topics risen by the same cause, told here alone
    members_title: str
    together: str  # further spikes that rose with it, in one sentence; empty when none did
    known_events: tuple[str, ...]
    countermeasure: str
    owner: str
    has_owner: bool
    due_name: str  # Decide by, or Look again
    due: str
    runbook_url: str  # empty, or http(s)


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
    share: str  # of all contacts, by what people settled; empty before it is measured
    chart: TimeChart


@dataclass(frozen=True, slots=True)
class SilentRiseRow:
    """A rise that did not alert."""

    name: str
    observed: int
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
    model_version: str  # of the topics; empty when it was not carried yet
    revision: int
    corrects: str  # empty for a first revision, else the note
    earlier: tuple[tuple[str, str], ...]  # address and name of the revisions before
    languages: tuple[tuple[str, str, str], ...]  # code, address and name of the others


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
    indicator_weeks: tuple[IndicatorWeek, ...]  # the newest first
    indicators_note: str
    spikes_title: str
    spikes_note: str
    spikes: tuple[Spike, ...]  # drawn in full
    further_spikes: tuple[Spike, ...]  # one line each
    further_note: str  # how many more are in the appendix; empty when none is
    watched: tuple[Watched, ...]
    watched_note: str  # how many more are not listed; empty when none is
    verdicts: tuple[MeasureVerdict, ...]  # on countermeasures
    verdicts_note: str  # how many more are not listed; empty when none is
    settled: str  # the spikes closed this week in one sentence; empty when none was
    movers: Movers
    found_topics: tuple[FoundTopicCard, ...]
    resurfaced: tuple[FoundTopicCard, ...]
    kinds_sentence: str
    kinds_measured: str  # how often the kind is right; empty where nobody is asked
    kinds: tuple[KindPanel, ...]
    scores: ScoreChart | None
    repeats: Repeats | None
    open_contacts: OpenContacts | None
    teams: Teams | None
    silent_rises: tuple[SilentRiseRow, ...]
    silent_rises_note: str
    completeness: Completeness
    method: tuple[str, ...]
    not_known: tuple[
        str, ...
    ]  # sections without data, said plainly; operators where no team is known
    public_url: str  # of this bulletin; empty: no links in mail
    archive_url: str
