"""The six figures of the strip, each against its normal range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say, say_many
from trend_lib.report import figures
from trend_lib.report.bulletin import Indicator, IndicatorWeek
from trend_lib.report.first_contact import (
    first_contact_meaning,
    first_contact_name,
    solved_shares,
)
from trend_lib.report.indicator_rows import late, rates, repeats, satisfied, satisfied_unit
from trend_lib.report.lead import change_in_percent, total_before
from trend_lib.report.sparklines import make_spark
from trend_lib.report.timeline import moment_name, state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from trend_lib.base.settings import QualityConfig
    from trend_lib.base.weeks import Week
    from trend_lib.report.stored import StoredWeek

ENOUGH_WEEKS = 8  # earlier weeks; with fewer a range means nothing
RANGE_WORDS = {
    "above": mark("above range"),
    "below": mark("below range"),
    "within": mark("within range"),
    "incomplete": mark("data incomplete"),
}
TOO_EARLY = mark("too early to say")


@dataclass(frozen=True, slots=True)
class Figure:
    """What an indicator is made of, before it is written."""

    anchor: str
    name: str
    by_week: Mapping[date, float]
    write: Callable[[float], str]
    write_change: Callable[[float], str]
    more_is_worse: bool
    missing: str
    unit: str = ""

    def past(self, week: Week) -> str:
        """Write what it was in a week, its unit with it."""
        value = self.by_week.get(week.start)
        if value is None:
            return figures.UNKNOWN
        return figures.percent(value, 1) if self.unit else self.write(value)


def make_indicators(stored: StoredWeek, quality: QualityConfig) -> tuple[Indicator, ...]:
    """Return the strip: contacts first, then the five that have their own history."""
    return (
        _contacts(stored),
        *(_indicator(stored, figure) for figure in _figures(stored, quality)),
    )


def make_weeks(stored: StoredWeek, quality: QualityConfig) -> tuple[IndicatorWeek, ...]:
    """Return the weeks that the strip draws, the newest first, with each of its figures."""
    contacts = {row.week_start: figures.count(row.observed) for row in stored.history(0)}
    others = _figures(stored, quality)
    return tuple(
        IndicatorWeek(
            moment_name(week),
            (
                contacts.get(week.start, figures.UNKNOWN),
                *(figure.past(week) for figure in others),
            ),
        )
        for week in reversed(stored.weeks[1:])
    )


def note(stored: StoredWeek, quality: QualityConfig) -> str:
    """Say what the grey range of the strip is, and by which definition contacts count as solved."""
    weeks = len(stored.weeks) - 1
    ranges = say_many(
        weeks,
        "The normal range of contacts holds 95 of 100 normal weeks; that of the other figures runs from "
        "the lowest to the highest of the {weeks} week before.",
        "The normal range of contacts holds 95 of 100 normal weeks; that of the other figures runs from "
        "the lowest to the highest of the {weeks} weeks before.",
        weeks=weeks,
    )
    return f"{ranges} {first_contact_meaning(stored, quality)}"


def _contacts(stored: StoredWeek) -> Indicator:
    """Return the number of contacts against the range that detection expects."""
    rows = {row.week_start: row for row in stored.history(0)}
    total = rows.get(stored.week.start)
    if total is None:
        return Indicator(
            "contacts", say("Contacts"), figures.UNKNOWN, "", say("none counted"), "plain", None
        )
    shown = [rows.get(week.start) for week in stored.weeks[1:]]
    spark = make_spark(
        [row.observed if row else None for row in shown],
        [row.lower if row else None for row in shown],
        [row.upper if row else None for row in shown],
    )
    state = state_of(total)
    change = change_in_percent(total, total_before(stored))
    moved = (
        "" if change is None else f"{figures.arrow(change)} {figures.percent(abs(change) / 100)}"
    )
    where = say(RANGE_WORDS.get(state, TOO_EARLY))
    tone = {"above": "worse", "below": "better"}.get(state, "plain")
    words = ", ".join(part for part in (moved, where) if part)
    return Indicator(
        "contacts", say("Contacts"), figures.count(total.observed), "", words, tone, spark
    )


def _figures(stored: StoredWeek, quality: QualityConfig) -> tuple[Figure, ...]:
    """Return the five other figures with all their weeks."""
    points: Callable[[float], str] = lambda change: say(  # noqa: E731 - one word for three figures
        "{points} points", points=figures.decimal(100 * change, 1)
    )
    percent: Callable[[float], str] = lambda share: figures.decimal(100 * share, 1)  # noqa: E731
    rate: Callable[[float], str] = lambda value: figures.decimal(value, 2)  # noqa: E731
    return (
        Figure("rate", say("Per 1,000 subscribers"), rates(stored), rate, rate,
               more_is_worse=True, missing=say("not known: no register of subscribers")),
        Figure("solved", first_contact_name(quality.fcr), solved_shares(stored, quality.fcr), percent, points,
               more_is_worse=False, missing=say("not known: no source says"), unit=say("%")),
        Figure("repeat", _within(quality.repeat_days),
               repeats(stored), percent, points,
               more_is_worse=True, missing=say("not known: no customer numbers"), unit=say("%")),
        Figure("satisfied", say("Satisfied ({score} or more)", score=quality.satisfied_from),
               satisfied(stored), percent, points,
               more_is_worse=False, missing=say("not known: no survey answers"),
               unit=satisfied_unit(stored)),
        Figure("late", _open_over(quality.unresolved_days),
               late(stored), figures.count, figures.count,
               more_is_worse=True, missing=say("not known: no source says")),
    )  # fmt: skip


def _within(days: int) -> str:
    """Name the share of repeats."""
    return say_many(days, "Repeat within {days} day", "Repeat within {days} days", days=days)


def _open_over(days: int) -> str:
    """Name the number of late contacts."""
    return say_many(days, "Open over {days} day", "Open over {days} days", days=days)


def _indicator(stored: StoredWeek, figure: Figure) -> Indicator:
    """Write one figure: value, change on last week, place in its range."""
    now = figure.by_week.get(stored.week.start)
    if now is None:
        return Indicator(
            figure.anchor, figure.name, figures.UNKNOWN, "", figure.missing, "plain", None
        )
    earlier = [figure.by_week.get(week.start) for week in stored.weeks[:-1]]
    known = [value for value in earlier if value is not None]
    where, tone = _place(now, known, more_is_worse=figure.more_is_worse)
    moved = _moved(now, earlier[-1], figure.write_change)
    shown = [*earlier[1:], now]
    enough = len(known) >= ENOUGH_WEEKS
    limits = (min(known), max(known)) if enough else (None, None)
    spark = make_spark(shown, [limits[0]] * len(shown), [limits[1]] * len(shown))
    words = ", ".join(part for part in (moved, where) if part)
    return Indicator(figure.anchor, figure.name, figure.write(now), figure.unit, words, tone, spark)


def _place(now: float, known: list[float], *, more_is_worse: bool) -> tuple[str, str]:
    """Tell whether a figure lies beyond all the weeks before, and whether that is bad."""
    if len(known) < ENOUGH_WEEKS:
        return say(TOO_EARLY), "plain"
    if now > max(known):
        return say(RANGE_WORDS["above"]), "worse" if more_is_worse else "better"
    if now < min(known):
        return say(RANGE_WORDS["below"]), "better" if more_is_worse else "worse"
    return say(RANGE_WORDS["within"]), "plain"


def _moved(now: float, before: float | None, write: Callable[[float], str]) -> str:
    """Write the change on last week; one that shows as nothing has no arrow."""
    if before is None:
        return ""
    change = now - before
    if write(abs(change)) == write(0):
        return say("unchanged")
    return f"{figures.arrow(change)} {write(abs(change))}"
