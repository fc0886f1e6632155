"""Did countermeasures work: verdict, sentence and a chart of the weeks before and after, for each that is news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.effect_words import outcome_sentence, verdict_word
from trend_lib.base.speech import mark, say, say_many
from trend_lib.base.weeks import Week
from trend_lib.report import figures
from trend_lib.report.begun import measure_sentence
from trend_lib.report.bulletin_measures import MeasureVerdict
from trend_lib.report.chart_data import Moment, TimeChart
from trend_lib.report.timeline import axis_of, moment_name, time_chart
from trend_lib.report.words import name_of, plain_text

if TYPE_CHECKING:
    from trend_lib.report.rows_effects import EffectWeek, MeasureEffect
    from trend_lib.report.stored import StoredWeek

DRAWN = 3  # with a chart; the rest in words
WHAT_SHOWN = 60  # letters of what people did
LISTED = 6  # all of them stand in the appendix
CLASSES = {"worked": "good", "partly": "good", "no_effect": "new", "too_early": "under-way"}
RANGE_NAME = mark("what would have been normal, by the weeks before the rise")


def make_verdicts(stored: StoredWeek, currency: str) -> tuple[MeasureVerdict, ...]:
    """Return the verdicts on countermeasures that are news, those that say something first."""
    news = [row for row in stored.effects if row.is_news]
    return tuple(
        _verdict(stored, row, currency, number) for number, row in enumerate(news[:LISTED], start=1)
    )


def verdicts_note(stored: StoredWeek) -> str:
    """Say how many more there are than the page lists; empty when it lists all."""
    more = sum(row.is_news for row in stored.effects) - LISTED
    if more <= 0:
        return ""
    return say_many(
        more, "{number} more countermeasure has its verdict in the appendix.",
        "{number} more countermeasures have their verdicts in the appendix.", number=figures.count(more),
    )  # fmt: skip


def _verdict(stored: StoredWeek, row: MeasureEffect, currency: str, number: int) -> MeasureVerdict:
    """Write one verdict."""
    weeks = [one for one in stored.effect_weeks if one.countermeasure_id == row.countermeasure_id]
    return MeasureVerdict(
        anchor=f"measure-{number}",
        name=name_of(row.topic_name),
        measure=measure_sentence(row.measure()),
        verdict=verdict_word(row.verdict),
        verdict_class=CLASSES[row.verdict],
        sentence=outcome_sentence(row.told(), currency),
        basis=_basis(row),
        chart=_chart(row, weeks, number) if weeks and number <= DRAWN else None,
    )


def _basis(row: MeasureEffect) -> str:
    """Say what was compared; empty where nothing was."""
    if row.share is None:
        return ""
    compared = say(
        "Whole weeks of the rise compared: {before} before it, {after} since.",
        before=row.weeks_before, after=row.weeks_after,
    )  # fmt: skip
    said = [compared]
    if row.controls:
        said.append(say_many(
            row.controls,
            "What is normal follows from the weeks before the rise, and from {number} other topic since.",
            "What is normal follows from the weeks before the rise, and from {number} other topics since.",
            number=figures.count(row.controls),
        ))  # fmt: skip
    if row.control_regions:
        said.append(say_many(
            row.control_regions,
            "What the topic did in {number} region where it had not risen counts, too.",
            "What the topic did in {number} regions where it had not risen counts, too.",
            number=figures.count(row.control_regions),
        ))  # fmt: skip
    if row.past_rises:
        said.append(say_many(
            row.past_rises,
            "What a rise keeps by itself follows from {number} earlier one left alone.",
            "What a rise keeps by itself follows from {number} earlier ones left alone.",
            number=figures.count(row.past_rises),
        ))  # fmt: skip
    else:
        said.append(say("Without it the rise is taken to have stayed."))
    return " ".join(said)


def _chart(row: MeasureEffect, weeks: list[EffectWeek], number: int) -> TimeChart:
    """Draw what came against what would have been normal, with the day on which the measure began."""
    moments = tuple(_moment(one) for one in weeks)
    name = f"{number}. {plain_text(row.what, WHAT_SHOWN)}"  # two measures may be called alike
    title = say("{name}: contacts per week", name=name)
    chart = time_chart(title, moments, say(RANGE_NAME), axis_of(moments, figures.count))
    began = (
        row.from_day - weeks[0].week
    ).days / 7 - 0.5  # a week is drawn from half before to half after its place
    return chart.with_mark(began) if -0.5 < began < len(weeks) else chart


def _moment(week: EffectWeek) -> Moment:
    """Return a week as drawn."""
    state = (
        "above"
        if week.observed > week.upper
        else "below"
        if week.observed < week.lower
        else "within"
    )
    return Moment(
        label=figures.short_week(Week(week.week)),
        name=moment_name(Week(week.week)),
        observed=week.observed,
        expected=week.expected,
        lower=week.lower,
        upper=week.upper,
        state=state if week.is_whole else "incomplete",
        observed_text=figures.count(week.observed),
        range_text=figures.span(week.lower, week.upper),
    )
