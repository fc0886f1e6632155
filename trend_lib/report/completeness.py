"""How far the week can be trusted: sources, rows, gaps; and how the figures were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.speech import say, say_many
from trend_lib.base.weeks import Week
from trend_lib.report import figures
from trend_lib.report.bulletin import Completeness, SourceRow
from trend_lib.report.words import ended, first_upper, in_words, plain_text

if TYPE_CHECKING:
    from trend_lib.report.rows import SourceWeek, WatchedWeek
    from trend_lib.report.stored import StoredWeek

HOLDS = {"contacts": "contacts", "survey_answers": "survey answers"}
METHOD_EXPECTED = (
    "Every topic’s count is compared with what its earlier weeks lead us to expect, with trend and "
    "season allowed for and the newest weeks kept out of the comparison. The range widens where "
    "counts vary more than pure chance."
)
METHOD_GRADES = (
    "A topic’s week is unusual if a rise like it, in the topic or in any one of its places, products "
    "and channels, would come by chance in fewer than 1 of 20 normal weeks, very unusual in fewer than "
    "1 of 200, exceptional in fewer than 1 of 2,000. More contacts count as a rise only if more "
    "customers sent them."
)
METHOD_TOPICS = (
    "Topics are given to each contact by a program, from redacted texts. A topic that could not be "
    "tested is not called fine, and a silent source is not counted as zero."
)


def make_completeness(stored: StoredWeek) -> Completeness:
    """Return sources, rows and gaps of the week."""
    now = [row for row in stored.sources if row.week_start == stored.week.start]
    return Completeness(
        sentence=_sentence(now),
        figures=_figures(now),
        sources=tuple(_source(row) for row in now),
        incomplete_weeks=_incomplete_weeks(stored),
    )


def make_method(stored: StoredWeek) -> tuple[str, ...]:
    """Return the method with the real number of tests."""
    return (watched_sentence(stored), METHOD_EXPECTED, METHOD_GRADES, METHOD_TOPICS)


def watched_sentence(stored: StoredWeek) -> str:
    """Say how many series were watched, tested, and how many false alarms to expect."""
    tests = stored.tests
    if tests is None:
        return "No series were watched this week."
    watched, tested = figures.count(tests.series_watched), figures.count(tests.series_tested)
    if tests.series_tested == 0:
        return say(
            "We watched {watched} series of topic, place and product; none has enough earlier weeks "
            "to be tested yet.",
            watched=watched,
        )
    return say(
        "We watched {watched} series of topic, place and product and could test {tested} of them. "
        "{alarms}",
        watched=watched, tested=tested, alarms=_false_alarms(tests),
    )  # fmt: skip


def _false_alarms(tests: WatchedWeek) -> str:
    """Say how many alarmed, in how many topics, and how many of those chance may have made."""
    if tests.alarms == 0:
        return "None of them raised an alarm."
    alarms = first_upper(in_words(tests.alarms))
    if tests.topics_alarming == 0:
        return say_many(tests.alarms, "One raised an alarm, but no topic.",
                        "{alarms} raised an alarm, but no topic.", alarms=alarms)  # fmt: skip
    raised = say_many(
        tests.alarms, "One raised an alarm", "{alarms} raised an alarm", alarms=alarms
    )
    return say_many(
        tests.topics_alarming,
        "{raised}, of one topic; on average at most {expected} of such topics alarm by chance.",
        "{raised}, of {topics} topics; on average at most {expected} of such topics alarm by chance.",
        raised=raised, topics=in_words(tests.topics_alarming),
        expected=figures.decimal(tests.expected_false_alarms, 1),
    )  # fmt: skip


def _sentence(now: list[SourceWeek]) -> str:
    """Say whether every source delivered the whole week."""
    if not now:
        return "Nothing is known of the sources of this week."
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
        ("Rows read", figures.count(read), "in the files that brought this week"),
        ("Kept", figures.count(kept), "new or changed records"),
        ("Repeated", figures.count(repeated), "said nothing new"),
        ("Set aside", figures.count(aside), share or "unreadable rows"),
    )  # fmt: skip


def _small_share(part: int, whole: int) -> str:
    """Write a share; one that rounds to nothing is still not nothing."""
    return "under 0.1%" if 0 < part / whole < 0.0005 else figures.percent(part / whole, 1)


def _rows(row: SourceWeek) -> tuple[int, int, int, int]:
    """Return the four numbers of a delivery's account."""
    return row.rows_read, row.rows_kept, row.rows_repeated, row.rows_quarantined


def _source(row: SourceWeek) -> SourceRow:
    """Write one source."""
    remarks = [
        ended(first_upper(plain_text(text, 240))) for text in (row.why_incomplete, row.note) if text
    ]
    read, kept, repeated, aside = (figures.count(number) for number in _rows(row))
    return SourceRow(
        name=plain_text(row.source, 60),
        records_text=f"{figures.count(row.records)} {HOLDS.get(row.holds, row.holds)}",
        days_text=say(
            "{days} of {expected}", days=row.days_with_records, expected=row.days_expected
        ),
        rows_text=(read, kept, repeated, aside),
        remark=" ".join(remarks),
        is_complete=row.is_complete,
    )


def _incomplete_weeks(stored: StoredWeek) -> tuple[str, ...]:
    """Return the earlier weeks on the charts that lack something, newest first."""
    return tuple(
        say(
            "Week {number}: {source}, {why}",
            number=Week(row.week_start).number, source=plain_text(row.source, 60),
            why=plain_text(row.why_incomplete or "incomplete", 160),
        )
        for row in reversed(stored.sources)
        if not row.is_complete and row.week_start < stored.week.start
    )  # fmt: skip
