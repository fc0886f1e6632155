"""How far the week can be trusted: sources, rows, gaps; and how the figures were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say, say_many
from trend_lib.base.weeks import Week
from trend_lib.report import figures
from trend_lib.report.bulletin import Completeness, SourceRow
from trend_lib.report.retelling import retold
from trend_lib.report.words import ended, first_upper, plain_text

if TYPE_CHECKING:
    from trend_lib.report.rows import SourceWeek
    from trend_lib.report.stored import StoredWeek

NO_CONTACT = mark("no contact of a customer {number}")
REASONS = {
    "spam": mark("spam {number}"),
    "outbound": mark("begun by us {number}"),
    "deleted": mark("deleted {number}"),
    "not_a_contact": NO_CONTACT,
    "test": mark("tests {number}"),
}


def make_completeness(stored: StoredWeek) -> Completeness:
    """Return sources, rows and gaps of the week."""
    now = [row for row in stored.sources if row.week_start == stored.week.start]
    return Completeness(
        sentence=_sentence(now),
        figures=_figures(now),
        sources=tuple(_source(row, _left_out(stored, row.source)) for row in now),
        incomplete_weeks=_incomplete_weeks(stored),
    )


def lacking_sources(completeness: Completeness) -> str | None:
    """Return what the week's sources lack, a line each, for those who can mend it."""
    lines = [f"{row.name}: {row.remark}" for row in completeness.sources if not row.is_complete]
    return "\n".join(lines) or None


def _sentence(now: list[SourceWeek]) -> str:
    """Say whether every source delivered the whole week."""
    if not now:
        return say("Nothing is known of the sources of this week.")
    missing = [row.source for row in now if not row.is_complete]
    if not missing:
        return say_many(
            len(now), "The one source delivered the whole week.",
            "All {count} sources delivered the whole week.", count=len(now),
        )  # fmt: skip
    return say(
        "Incomplete: {sources}. What is missing is not counted as zero, and what it touches was not "
        "tested.",
        sources=", ".join(missing),
    )


def _figures(now: list[SourceWeek]) -> tuple[tuple[str, str, str], ...]:
    """Return the rows of the deliveries that brought this week, which add up."""
    read, kept, repeated, aside = (
        (sum(rows) for rows in zip(*[_rows(row) for row in now], strict=True))
        if now
        else (0, 0, 0, 0)
    )
    share = say("{share} of what was read", share=_small_share(aside, read)) if read else ""
    return (
        (say("Rows read"), figures.count(read), say("in the files that brought this week")),
        (say("Kept"), figures.count(kept), say("new or changed records")),
        (say("Repeated"), figures.count(repeated), say("said nothing new")),
        (say("Set aside"), figures.count(aside), share or say("unreadable rows")),
    )  # fmt: skip


def _small_share(part: int, whole: int) -> str:
    """Write a share; one that rounds to nothing is still not nothing."""
    return say("under 0.1%") if 0 < part / whole < 0.0005 else figures.percent(part / whole, 1)


def _rows(row: SourceWeek) -> tuple[int, int, int, int]:
    """Return the four numbers of a delivery's account."""
    return row.rows_read, row.rows_kept, row.rows_repeated, row.rows_quarantined


def _left_out(stored: StoredWeek, source: str) -> str:
    """Say what came from a source and is no contact of a customer."""
    told = [
        say(REASONS.get(row.reason, NO_CONTACT), number=figures.count(row.contacts))
        for row in stored.left_out
        if row.source == source
    ]
    return say("Left out: {reasons}.", reasons=", ".join(told)) if told else ""


def _source(row: SourceWeek, left_out: str) -> SourceRow:
    """Write one source."""
    remarks = [
        ended(first_upper(plain_text(retold(text), 240)))
        for text in (row.why_incomplete, row.note)
        if text
    ]
    remarks += [left_out] if left_out else []
    read, kept, repeated, aside = (figures.count(number) for number in _rows(row))
    return SourceRow(
        name=plain_text(row.source, 60),
        records_text=_records(row),
        days_text=_days(row),
        rows_text=(read, kept, repeated, aside),
        remark=" ".join(remarks),
        is_complete=row.is_complete,
    )


def _days(row: SourceWeek) -> str:
    """Write the days with records; more than expected are a holiday on which people worked."""
    expected = max(row.days_with_records, row.days_expected)
    return say("{days} of {expected}", days=row.days_with_records, expected=expected)


def _records(row: SourceWeek) -> str:
    """Write how many records of which sort a source brought."""
    number = figures.count(row.records)
    if row.holds == "survey_answers":
        return say_many(
            row.records, "{number} survey answer", "{number} survey answers", number=number
        )
    if row.holds != "contacts":
        return say_many(row.records, "{number} record", "{number} records", number=number)
    contacts = row.records if row.contacts is None else row.contacts
    return say_many(
        contacts, "{contacts} contact", "{contacts} contacts", contacts=figures.count(contacts)
    )


def _incomplete_weeks(stored: StoredWeek) -> tuple[str, ...]:
    """Return the earlier weeks on the charts that lack something, newest first."""
    return tuple(
        say(
            "Week {number}: {source}, {why}",
            number=Week(row.week_start).number, source=plain_text(row.source, 60),
            why=plain_text(retold(row.why_incomplete or "incomplete"), 160),
        )
        for row in reversed(stored.sources)
        if not row.is_complete and row.week_start < stored.week.start
    )  # fmt: skip
