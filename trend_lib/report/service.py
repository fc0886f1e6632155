"""Sections about the service itself: survey answers, repeat contacts, what is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from trend_lib.base.speech import mark, say, say_many
from trend_lib.report import figures
from trend_lib.report.bulletin_service import OpenContacts, Repeats, ShareRow, TopicRepeats
from trend_lib.report.chart_data import Moment, ScoreChart, ScoreRow
from trend_lib.report.indicators import ENOUGH_WEEKS
from trend_lib.report.line_news import line_news
from trend_lib.report.open_contacts import make_open_contacts
from trend_lib.report.timeline import axis_of, moment_name, time_chart
from trend_lib.report.words import (
    KINDS,
    first_upper,
    kind_name,
    name_of,
    plain_text,
    slice_name,
)

if TYPE_CHECKING:
    from trend_lib.base.settings import QualityConfig
    from trend_lib.base.weeks import Week
    from trend_lib.report.rows_quality import RepeatShare, RepeatTopic, SurveyScore
    from trend_lib.report.stored import StoredWeek

OWN_RANGE = mark("lowest to highest of the weeks before")
QUESTIONS = {  # the usual four of the quality line; others keep their names
    "quality": mark("quality"),
    "willingness": mark("willingness"),
    "politeness": mark("politeness"),
    "competence": mark("competence"),
}
SCORES_SHOWN = 10


class Line(NamedTuple):
    """The quality line's sections; each may have nothing to show."""

    scores: ScoreChart | None
    repeats: Repeats | None
    open_contacts: OpenContacts | None


def make_line(stored: StoredWeek, quality: QualityConfig) -> Line:
    """Return all sections of the quality line."""
    return Line(
        make_scores(stored, quality),
        make_repeats(stored, quality),
        make_open_contacts(stored, quality),
    )


def make_scores(stored: StoredWeek, quality: QualityConfig) -> ScoreChart | None:
    """Return the week's survey answers; nothing when nobody answered."""
    now = [row for row in stored.surveys if row.week_start == stored.week.start and row.answered]
    rows = tuple(
        _score(stored, row, question_name(row.question)) for row in now if row.slice_dim == "all"
    )
    rows = tuple(row for row in rows if row is not None)[:SCORES_SHOWN]
    if not rows:
        return None
    asked = sum(row.asked for row in now if row.slice_dim == "all")
    answered = sum(row.answered for row in now if row.slice_dim == "all")
    return ScoreChart(
        sentence=say(
            "Share of answers of {score} or more. {answered} of {asked} questions were answered; "
            "who does not answer may think otherwise.",
            score=quality.satisfied_from, answered=figures.count(answered), asked=figures.count(asked),
        ),
        described="; ".join(f"{row.name} {row.share_text} ({row.interval_text})" for row in rows),
        axis_low=_axis_low(rows),
        rows=rows,
        by_channel=_by_channel(stored, now),
        told=line_news(stored, question_name),
    )  # fmt: skip


def question_name(question: str) -> str:
    """Return a question's name for display."""
    return say(QUESTIONS[question]) if question in QUESTIONS else question


def make_repeats(stored: StoredWeek, quality: QualityConfig) -> Repeats | None:
    """Return the share of repeat contacts over the weeks; nothing without customer numbers."""
    total = {row.week_start: row for row in stored.repeats if row.slice_dim == "all"}
    now = total.get(stored.week.start)
    if now is None or now.repeat_share is None:
        return None
    shares = [
        row.repeat_share for start, row in total.items()
        if start != stored.week.start and row.repeat_share is not None
    ]  # fmt: skip
    limits = (min(shares), max(shares)) if len(shares) >= ENOUGH_WEEKS else None
    shown = [week for week in stored.weeks[1:] if week.start >= min(total)]
    moments = tuple(_share_moment(week, total.get(week.start), limits) for week in shown)
    title = say_many(
        quality.repeat_days, "Share that came back within {days} day",
        "Share that came back within {days} days", days=quality.repeat_days,
    )  # fmt: skip
    axis = axis_of(moments, lambda value: figures.percent(value / 100))
    return Repeats(
        sentence=_repeat_sentence(now, quality.repeat_days),
        chart=time_chart(title, moments, say(OWN_RANGE), axis),
        by_kind=tuple(
            _share_row(kind_name(row.slice_value), row)
            for row in stored.repeats
            if row.week_start == stored.week.start and row.slice_value in KINDS
        ),
        by_topic=tuple(_topic_repeats(row) for row in stored.repeat_topics),
    )


def _score(stored: StoredWeek, row: SurveyScore, name: str) -> ScoreRow | None:
    """Write one question's scores; nothing when they could not be computed."""
    if row.satisfied_share is None or row.satisfied_lower is None or row.satisfied_upper is None:
        return None
    same = (row.slice_dim, row.slice_value, row.question)
    before = next(
        (old.satisfied_share for old in stored.surveys
         if old.week_start == stored.weeks[-2].start
         and (old.slice_dim, old.slice_value, old.question) == same),
        None,
    )  # fmt: skip
    return ScoreRow(
        name=plain_text(first_upper(name), 40),
        share=100 * row.satisfied_share,
        lower=100 * row.satisfied_lower,
        upper=100 * row.satisfied_upper,
        before=None if before is None else 100 * before,
        share_text=figures.percent(row.satisfied_share, 1),
        interval_text=_interval_text(row.satisfied_lower, row.satisfied_upper),
        mean_text=_mean_text(row),
        answered_text=figures.count(row.answered),
        asked_text=figures.count(row.asked),
        response_text=figures.percent(row.answered / row.asked),
    )


def _mean_text(row: SurveyScore) -> str:
    """Write a mean with its 95 % limits: 3.93 (3.80–4.06)."""
    if row.mean_score is None:
        return figures.UNKNOWN
    mean = figures.decimal(row.mean_score, 2)
    if row.mean_lower is None or row.mean_upper is None:
        return mean
    limits = (figures.decimal(limit, 2) for limit in (row.mean_lower, row.mean_upper))
    return f"{mean} ({'–'.join(limits)})"


def _by_channel(stored: StoredWeek, now: list[SurveyScore]) -> tuple[ScoreRow, ...]:
    """Return the first question's scores by channel."""
    question = next((row.question for row in now if row.slice_dim == "all"), "")
    if any(row.question == "quality" for row in now):
        question = "quality"
    rows = [row for row in now if row.slice_dim == "channel" and row.question == question]
    scores = (_score(stored, row, slice_name(row.slice_value)) for row in rows)
    return tuple(row for row in scores if row is not None)


def _axis_low(rows: tuple[ScoreRow, ...]) -> float:
    """Let the scale begin at the ten below everything drawn."""
    lowest = min(min(row.lower, row.before or row.lower) for row in rows)
    return max(0.0, 10.0 * (lowest // 10))


def _share_moment(
    week: Week, row: RepeatShare | None, limits: tuple[float, float] | None
) -> Moment:
    """Return one week of the repeat chart."""
    share = row.repeat_share if row else None
    low, high = limits or (None, None)
    state = "untested" if limits is None else "within"
    if limits is not None and share is not None:
        state = "above" if share > limits[1] else "below" if share < limits[0] else "within"
    return Moment(
        label=figures.short_week(week),
        name=moment_name(week),
        observed=None if share is None else 100 * share,
        expected=None,
        lower=None if low is None else 100 * low,
        upper=None if high is None else 100 * high,
        state="absent" if share is None else state,
        observed_text=say("not known") if share is None else figures.percent(share, 1),
        range_text=_interval_text(low, high) if low is not None else say("too early to say"),
    )


def _repeat_sentence(now: RepeatShare, days: int) -> str:
    """Say how many came back, with the interval of the share."""
    return say_many(
        days,
        "{repeats} of {contacts} contacts by {customers} known customers, {share} ({interval}), came within "
        "{days} day of that customer’s contact before on the same topic.",
        "{repeats} of {contacts} contacts by {customers} known customers, {share} ({interval}), came within "
        "{days} days of that customer’s contact before on the same topic.",
        repeats=figures.count(now.repeats), contacts=figures.count(now.contacts),
        customers=figures.count(now.customers),
        share=figures.percent(now.repeat_share or 0, 1),
        interval=_interval_text(now.repeat_lower, now.repeat_upper), days=days,
    )  # fmt: skip


def _share_row(name: str, row: RepeatShare) -> ShareRow:
    """Write one kind's share."""
    return ShareRow(
        name=name,
        share_text=figures.UNKNOWN
        if row.repeat_share is None
        else figures.percent(row.repeat_share, 1),
        interval_text=_interval_text(row.repeat_lower, row.repeat_upper),
        contacts_text=figures.count(row.contacts),
        customers_text=figures.count(row.customers),
    )


def _topic_repeats(row: RepeatTopic) -> TopicRepeats:
    """Write one topic's repeats, customers beside contacts."""
    return TopicRepeats(
        name=name_of(row.topic_name),
        share_text=figures.percent(row.repeat_share, 1),
        repeats_text=figures.count(row.repeats),
        contacts_text=figures.count(row.contacts),
        customers_text=figures.count(row.customers),
    )


def _interval_text(lower: float | None, upper: float | None) -> str:
    """Write an interval of shares: 13.4–15.8%."""
    if lower is None or upper is None:
        return say("not known")
    return f"{figures.decimal(100 * lower, 1)}–{figures.percent(upper, 1)}"
