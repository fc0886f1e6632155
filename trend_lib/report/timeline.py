"""Time charts: weeks without gaps, a range, and an axis whose steps people can read."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say, say_many
from trend_lib.report import figures
from trend_lib.report.chart_data import Axis, Moment, TimeChart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from trend_lib.base.weeks import Week
    from trend_lib.report.rows import SeriesWeek

MODEL_RANGE = mark("range that holds 95 of 100 normal weeks")
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
MOST_OF_A_RANGE = (
    2.0  # times the highest count: that of a wild young topic would leave no room for its weeks
)
ZERO_UNLESS_ABOVE = 0.55  # a line may start above zero only when it never comes near it


def count_chart(
    title: str, weeks: Sequence[Week], rows: list[SeriesWeek], axis: Axis | None = None
) -> TimeChart | None:
    """Return the chart of one series; nothing when it was never counted in these weeks."""
    by_week = {row.week_start: row for row in rows}
    first_seen = next((at for at, week in enumerate(weeks) if week.start in by_week), None)
    if first_seen is None:
        return None
    moments = tuple(_count_moment(week, by_week.get(week.start)) for week in weeks[first_seen:])
    return time_chart(title, moments, say(MODEL_RANGE), axis or axis_of(moments, figures.count))


def time_chart(title: str, moments: tuple[Moment, ...], range_name: str, axis: Axis) -> TimeChart:
    """Put a chart together with its words."""
    last = moments[-1]
    return TimeChart(
        title=title,
        subtitle=_subtitle(len(moments), axis),
        described=say(
            "{title}. {name}: {observed}, expected {expected}.",
            title=title, name=last.name, observed=last.observed_text, expected=last.range_text,
        ),
        range_name=range_name,
        moments=moments,
        axis=axis,
    )  # fmt: skip


def axis_of(
    moments: Iterable[Moment], write: Callable[[float], str], *, from_zero: bool = False
) -> Axis:
    """Choose an axis: from zero, unless the lowest value is over 55% of the highest."""
    values = _values_shown(list(moments))
    highest, lowest = max(values, default=1.0), min(values, default=0.0)
    from_zero = from_zero or highest <= 0 or lowest < ZERO_UNLESS_ABOVE * highest
    low = 0.0 if from_zero else lowest - 0.15 * (highest - lowest)
    step = readable_step((highest - low) or highest or 1.0)
    low = step * math.floor(low / step)
    high = max(highest + 0.1 * (highest - low), low + step)
    ticks = tuple(
        (round(low + step * at, 6), write(low + step * at))
        for at in range(int((high - low) / step + 1e-9) + 1)
    )
    return Axis(low, high, ticks, "" if low == 0 else ticks[0][1])


def _values_shown(moments: list[Moment]) -> list[float]:
    """Return what an axis must hold: every count, and of a range so much that the counts stay readable."""
    counts = [moment.observed for moment in moments if moment.observed is not None]
    most = MOST_OF_A_RANGE * max(counts, default=0.0)
    ends = [end for moment in moments for end in (moment.lower, moment.upper) if end is not None]
    return [*counts, *(min(end, most) if most > 0 else end for end in ends)]


def readable_step(reach: float, lines: int = 4) -> float:
    """Return the step of 1, 2, 2.5 or 5 times a power of ten that gives about four lines."""
    rough = reach / lines
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in STEPS if power * factor >= rough * 0.999)
    return max(step, 1.0) if reach >= lines else step


def moment_name(week: Week) -> str:
    """Name a week with its days, as tables do."""
    return f"{figures.week_name(week)}, {figures.period(week)}"


def _count_moment(week: Week, row: SeriesWeek | None) -> Moment:
    """Return one week of a series, also when nothing is known of it."""
    known = row is not None
    has_range = row is not None and row.lower is not None and row.upper is not None
    return Moment(
        label=figures.short_week(week),
        name=moment_name(week),
        observed=row.observed if row else None,
        expected=row.expected if row and has_range else None,
        lower=row.lower if row else None,
        upper=row.upper if row else None,
        state=state_of(row),
        observed_text=figures.count(row.observed) if row else say("not counted"),
        range_text=_range_text(row) if known else say("not known"),
    )


def state_of(row: SeriesWeek | None) -> str:
    """Tell where a week lies against its range; untested is not the same as fine."""
    if row is None:
        return "absent"
    if row.status == "source_incomplete":
        return "incomplete"
    if row.lower is None or row.upper is None or row.status != "tested":
        return "untested"
    return (
        "above" if row.observed > row.upper else "below" if row.observed < row.lower else "within"
    )


def _range_text(row: SeriesWeek | None) -> str:
    """Write a week's range, or why there is none."""
    if row is None or row.lower is None or row.upper is None:
        return say("too early to say")
    return figures.span(row.lower, row.upper)


def _subtitle(weeks: int, axis: Axis) -> str:
    """Say what the chart covers, and that its axis is cut when it is."""
    if weeks == 1:
        return say("This week only: there is no earlier one")
    if axis.starts_at:
        return say_many(
            weeks, "Last {weeks} week. Scale starts at {start}",
            "Last {weeks} weeks. Scale starts at {start}", weeks=weeks, start=axis.starts_at,
        )  # fmt: skip
    return say_many(weeks, "Last {weeks} week", "Last {weeks} weeks", weeks=weeks)
