"""Sections about topics: new ones, the three kinds, and rises that did not alert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say, say_many
from trend_lib.base.weeks import Week
from trend_lib.report import figures
from trend_lib.report.bulletin import FoundTopicCard, KindPanel, SilentRiseRow
from trend_lib.report.kind_figures import share_sentence
from trend_lib.report.reason import reason_text
from trend_lib.report.timeline import axis_of, count_chart, state_of
from trend_lib.report.words import (
    KINDS,
    kind_name,
    name_of,
    quote,
    slice_name,
)

if TYPE_CHECKING:
    from trend_lib.report.rows import FoundTopic, ResurfacedTopic, SeriesWeek, SilentRise
    from trend_lib.report.stored import StoredWeek

FOUND_SHOWN = 6
SILENT_SHOWN = 8
LOCATED = {
    "region": mark("{what} in {place}"),
    "product": mark("{what} for {place}"),
    "channel": mark("{what} by {place}"),
}
STATE_WORDS = {
    "above": mark("above its range"),
    "below": mark("below its range"),
    "within": mark("within its range"),
}


def make_found_topics(stored: StoredWeek) -> tuple[FoundTopicCard, ...]:
    """Return the topics found this week, largest first."""
    return tuple(_found(row) for row in stored.found_topics[:FOUND_SHOWN])


def make_resurfaced(stored: StoredWeek) -> tuple[FoundTopicCard, ...]:
    """Return the topics that came back after a long silence, largest first."""
    return tuple(_resurfaced(row) for row in stored.resurfaced[:FOUND_SHOWN])


def make_kinds(stored: StoredWeek) -> tuple[KindPanel, ...]:
    """Return the three kinds on one scale."""
    histories = {kind: stored.history(0, kind) for kind in KINDS if stored.this_week(0, kind)}
    weeks = stored.weeks[1:]
    charts = {kind: count_chart(kind_name(kind), weeks, rows) for kind, rows in histories.items()}
    moments = [moment for chart in charts.values() if chart for moment in chart.moments]
    common = axis_of(moments, figures.count, from_zero=True)
    return tuple(
        KindPanel(
            f"kind-{kind}",
            kind,
            kind_name(kind),
            _kind_sentence(rows[-1]),
            share_sentence(stored, kind),
            chart,
        )
        for kind, rows in histories.items()
        if (chart := count_chart(kind_name(kind), weeks, rows, common)) is not None
    )


def kinds_sentence(stored: StoredWeek) -> str:
    """Say which kinds left their range."""
    rows = [row for kind in KINDS if (row := stored.this_week(0, kind))]
    outside = [
        kind_name(row.slice_value).lower() for row in rows if state_of(row) in ("above", "below")
    ]
    if any(state_of(row) in ("untested", "incomplete") for row in rows):
        return say(
            "Contacts per week by kind, on one scale. It is too early to say what is normal."
        )
    if not outside:
        return say("Contacts per week by kind, on one scale. All three lie within their ranges.")
    return say_many(
        len(outside),
        "Contacts per week by kind, on one scale. Outside its range: {kinds}.",
        "Contacts per week by kind, on one scale. Outside their ranges: {kinds}.",
        kinds=", ".join(outside),
    )


def make_silent_rises(stored: StoredWeek) -> tuple[SilentRiseRow, ...]:
    """Return the largest rises that did not alert, each with its reason."""
    return tuple(_silent(row) for row in stored.silent_rises[:SILENT_SHOWN])


def silent_note(stored: StoredWeek) -> str:
    """Say how many more there are; empty when all are shown."""
    more = len(stored.silent_rises) - SILENT_SHOWN
    if more <= 0:
        return ""
    return say_many(
        more, "One more is in the appendix.", "{number} more are in the appendix.",
        number=figures.count(more),
    )  # fmt: skip


def _found(row: FoundTopic) -> FoundTopicCard:
    """Write the card of a new topic."""
    return FoundTopicCard(
        name=name_of(row.topic_name),
        kind=row.kind or "",
        kind_name=kind_name(row.kind),
        sentence=say_many(row.contacts, "1 contact", "{contacts} contacts",
                          contacts=figures.count(row.contacts)),
        quote=quote(row.examples[0]) if row.examples else None,
    )  # fmt: skip


def _resurfaced(row: ResurfacedTopic) -> FoundTopicCard:
    """Write the card of a topic that came back, and say since when it was silent."""
    last = Week(row.last_week)
    return FoundTopicCard(
        name=name_of(row.topic_name),
        kind=row.kind or "",
        kind_name=kind_name(row.kind),
        sentence=say_many(
            row.contacts,
            "{contacts} contact, the first since week {number} ({days})",
            "{contacts} contacts, the first since week {number} ({days})",
            contacts=figures.count(row.contacts), number=last.number, days=figures.period(last),
        ),
        quote=quote(row.examples[0]) if row.examples else None,
    )  # fmt: skip


def _kind_sentence(row: SeriesWeek) -> str:
    """Say what came of one kind, and what was expected."""
    observed, state = figures.count(row.observed), state_of(row)
    if row.lower is None or row.upper is None or state not in STATE_WORDS:
        return say("{observed} this week; too early to say what is normal", observed=observed)
    return say(
        "{observed} this week, expected {span}: {where}",
        observed=observed, span=figures.span(row.lower, row.upper), where=say(STATE_WORDS[state]),
    )  # fmt: skip


def _silent(row: SilentRise) -> SilentRiseRow:
    """Write one rise that did not alert."""
    name = name_of(row.topic_name)
    if row.slice_dim == "kind":
        name = kind_name(row.slice_value) if row.slice_value in KINDS else say("All contacts")
    elif row.slice_dim in LOCATED:
        name = say(LOCATED[row.slice_dim], what=name, place=slice_name(row.slice_value))
    return SilentRiseRow(
        name=name,
        observed=row.observed,
        observed_text=figures.count(row.observed),
        expected_text=say("not known")
        if row.expected is None
        else figures.expected_count(row.expected),
        why=reason_text(row.why_no_alarm),
    )
