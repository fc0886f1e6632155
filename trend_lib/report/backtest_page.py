"""Draw the backtest's page: one HTML file with its charts, fonts and styles inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.base.speech import say
from trend_lib.base.weeks import Week
from trend_lib.report import backtest_figures as says
from trend_lib.report import figures
from trend_lib.report.backtest_charts import curve_chart, week_bars
from trend_lib.report.backtest_marks import marks_chart, marks_sentences
from trend_lib.report.chart_data import (
    Axis,
    CurveChart,
    Interval,
    IntervalChart,
    Moment,
    Place,
    TimeChart,
)
from trend_lib.report.charts import Size
from trend_lib.report.drawings import NARROW, WIDE, for_page, svg_of, use_our_fonts
from trend_lib.report.faces import environment, page_script, page_styles
from trend_lib.report.row_charts import interval_chart
from trend_lib.report.timeline import axis_of, readable_step
from trend_lib.report.words import name_of, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from markupsafe import Markup

    from trend_lib.report.charts import Drawn

    Answer = Mapping[str, Any]

ROWS_WIDE, ROWS_NARROW = Size(470, 0), Size(340, 0)
TOPICS_WIDE = Size(760, 0)
PERCENTS = tuple((float(tens), f"{tens}%") for tens in range(0, 101, 25))
NAME_DRAWN = 44


def render_backtest(answer: Answer) -> str:
    """Return the page."""
    use_our_fonts()
    seen: dict[str, object] = {
        "answer": answer,
        "headline": says.headline(answer),
        "lead": says.lead(answer),
        "strip": says.strip(answer),
        "weeks": says.week_rows(answer),
        "record": says.record_sentence(answer["alarms"]),
        "topics": says.topic_rows(answer),
        "budget": says.budget_sentences(answer["budget"]),
        "missed": says.missed_rows(answer["budget"]),
        "marked": marks_sentences(answer) if marks_chart(answer) else [],
        "not_planted": [name_of(row["topic"]) for row in answer["not_planted"]],
        "period": f"{says.week_name(answer['first_week'])} to {says.week_name(answer['last_week'])}",
        "drawings": dict(_drawings(answer)),
    }
    template = environment().get_template("templates/backtest.html.j2")
    return template.render(seen | page_script() | page_styles())


def _drawings(answer: Answer) -> Iterable[tuple[str, Markup]]:
    """Yield every chart by its name, wide and narrow."""
    weeks, curve = _weeks(answer), _curve(answer)
    yield from _both("weeks", lambda size: week_bars(weeks, size), weeks.described, (WIDE, NARROW))
    for name, start in (("times", "×"), ("deviations", "+")):
        chart = _sizes(answer, start)
        if chart.rows:
            yield from _rows(name, chart, ROWS_WIDE)
    if answer["topics"]:
        yield from _rows("topics", _topics(answer), TOPICS_WIDE)
    yield from _pairs("curve", curve)
    marked = marks_chart(answer)
    if marked is not None:
        yield from _pairs("marks", marked)


def _pairs(name: str, chart: CurveChart) -> Iterable[tuple[str, Markup]]:
    """Yield a chart of pairs of settings."""
    return _both(name, lambda size: curve_chart(chart, size), chart.described, (WIDE, NARROW))


def _rows(name: str, chart: IntervalChart, wide: Size) -> Iterable[tuple[str, Markup]]:
    """Yield a chart of rows."""
    return _both(
        name, lambda size: interval_chart(chart, size), chart.described, (wide, ROWS_NARROW)
    )


def _both(
    name: str, draw: Callable[[Size], Drawn], described: str, sizes: tuple[Size, Size]
) -> Iterable[tuple[str, Markup]]:
    """Yield a drawing for wide and for narrow screens."""
    for width, size in zip(("wide", "narrow"), sizes, strict=True):
        yield f"{name}-{width}", for_page(svg_of(draw(size), size), described)


def _weeks(answer: Answer) -> TimeChart:
    """Return the chart of alarms week by week."""
    mean = answer["alarms"]["topics_told_a_week"]
    moments = tuple(_moment(row, mean) for row in answer["weeks"])
    described = say(
        "Topics that alarm, week by week: {mean} on average, {low} to {high}",
        mean=says.rate(mean), low=answer["alarms"]["fewest"], high=answer["alarms"]["most"],
    )  # fmt: skip
    axis = axis_of(moments, figures.count, from_zero=True)
    return TimeChart("Topics that alarm", "", described, "", moments, axis)


def _moment(row: Answer, mean: float) -> Moment:
    """Return one week as drawn."""
    week = Week.parse(row["week"])
    return Moment(
        label=figures.short_week(week), name=says.week_name(row["week"]), observed=row["topics_told"],
        expected=mean, lower=None, upper=None, state="within" if row["series_tested"] else "incomplete",
        observed_text=figures.count(row["topics_told"]), range_text="",
    )  # fmt: skip


def _sizes(answer: Answer, start: str) -> IntervalChart:
    """Return the shares caught of the sizes whose names begin alike."""
    rows = tuple(
        Interval(row["size"], 100 * row["share"], 100 * row["lower"], 100 * row["upper"],
                 f"{figures.percent(row['share'])} ({row['caught']} of {row['planted']})")
        for row in answer["sizes"] if row["size"].startswith(start) and row["planted"]
    )  # fmt: skip
    described = "Share caught: " + "; ".join(f"{row.name} {row.text}" for row in rows)
    return IntervalChart(described, rows, Axis(0.0, 100.0, PERCENTS, ""))


def _topics(answer: Answer) -> IntervalChart:
    """Return the smallest rises of the busiest topics, in contacts a week."""
    drawn = answer["topics"][: says.TOPICS_DRAWN]
    rows = tuple(
        Interval(
            plain_text(name_of(row["topic"]), NAME_DRAWN),
            row["largest_planted"] if row["is_beyond_planted"] else row["smallest_rise"],
            row["lower"], row["upper"],
            f"{says.smallest_rise(row)} on {figures.expected_count(row['expected'])}",
            is_hollow=row["is_beyond_planted"],
        )
        for row in drawn
    )  # fmt: skip
    high = 1.04 * max(max(row.value, row.upper) for row in rows)
    described = "Smallest rise caught: " + "; ".join(f"{row.name} {row.text}" for row in rows)
    return IntervalChart(described, rows, _counts_to(high))


def _counts_to(high: float) -> Axis:
    """Return an axis from zero with about four readable steps."""
    step = readable_step(high)
    ticks = tuple((step * at, f"{step * at:g}") for at in range(int(high / step) + 1))
    return Axis(0.0, high, ticks, "")


def _curve(answer: Answer) -> CurveChart:
    """Return what share of the planted rises can be caught for how many alarms a week."""
    budget = answer["budget"]
    tried = sorted(
        {(row["topics_told_a_week"], 100 * row["caught_share"]) for row in answer["tried"]}
    )
    right = 1.15 * max(tried[-1][0], budget["topics_told_a_week"], 0.1)
    best, most = [], -1.0
    for alarms, share in tried:
        if share > most:
            best.append(Place(alarms, share))
            most = share
    now, then = _place(budget["now"], "now"), budget["then"]
    is_other = then is not None and _place(then, "") != _place(budget["now"], "")
    top = max(25.0, 25.0 * -(-most // 25))
    return CurveChart(
        described=say("Share of planted rises caught against alarming topics a week, for {n} pairs of settings",
                      n=len(answer["tried"])),
        tried=tuple(Place(*pair) for pair in tried),
        best=(*best, Place(right, most)),
        now=now,
        then=_place(then, "suggested") if is_other else None,
        limit=Place(budget["topics_told_a_week"], 0.0, f"budget {budget['topics_told_a_week']:g}"),
        across=_counts_to(right),
        up=Axis(0.0, top * 1.04, tuple(tick for tick in PERCENTS if tick[0] <= top), ""),
    )  # fmt: skip


def _place(pair: Answer, name: str) -> Place:
    """Return where a pair of settings lies."""
    return Place(pair["topics_told_a_week"], 100 * pair["caught_share"], name)
