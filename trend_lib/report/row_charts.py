"""Charts with a row for each name: bars with what was expected, and shares with their intervals.

Names, bars and figures stand in columns whose widths come from the texts, so that none is printed
over another, whatever the language.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

import altair as alt

from trend_lib.base.speech import say
from trend_lib.report.charts import FIT, PADDING, Drawn, Size
from trend_lib.report.figures import percent
from trend_lib.report.theme import FONT, LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trend_lib.report.chart_data import Bar, BarChart, IntervalChart, ScoreChart

ROW_HEIGHT = 25
SCORE_ROW_HEIGHT = 32
GAP = 12  # pixels between columns
MOST_FOR_NAMES = 0.45  # of the drawing's width
SEMIBOLD: Literal[600] = 600
NARROW_LETTERS, WIDE_LETTERS = frozenset(" .,:;'|!()ijlrtfIії"), frozenset("mwMWшщжюыфШЩЖЮФ@%—")


def bar_chart(chart: BarChart, size: Size, beside: Sequence[BarChart] = ()) -> Drawn:
    """Draw bars from zero, with a tick where each was expected and the figures in columns.

    Charts that stand `beside` it have the same columns and the same scale.
    """
    rows = [
        {"at": at, "observed": bar.observed, "expected": bar.expected, "text": bar.observed_text,
         "expected_text": _expected(bar),
         "colour": LIGHT["hot" if bar.is_hot else "obs"]}
        for at, bar in enumerate(chart.bars)
    ]  # fmt: skip
    together = [bar for one in (chart, *beside) for bar in one.bars]
    letters, room = size.font_size, _name_room([bar.label for bar in together], size)
    expected = _widest((_expected(bar) for bar in together), letters - 0.5)
    values = 1.06 * _widest((bar.observed_text for bar in together), letters + 0.5)  # semi-bold
    plot = size.width - PADDING["left"] - PADDING["right"] - room
    for_bars = plot - values - GAP - (expected + GAP if expected else 0)
    longest = max((max(bar.observed, bar.expected or 0) for bar in together), default=1) or 1
    scale = alt.Scale(domain=[0, longest * plot / for_bars], nice=False)
    base = alt.Chart().encode(
        y=alt.Y("at:O", axis=_names_axis([bar.label for bar in chart.bars], room, size))
    )
    at_edge = alt.XValue("width")
    layers = [
        base.mark_bar(height=14).encode(
            x=alt.X("observed:Q", scale=scale, axis=None), color=alt.Color("colour:N", scale=None)),
        *_ticks(base if expected else None),
        base.mark_text(align="right", dx=-(expected + GAP) if expected else 0, fontWeight=SEMIBOLD,
                       color=LIGHT["ink"], fontSize=letters + 0.5).encode(x=at_edge, text="text:N"),
    ]  # fmt: skip
    if expected:
        said = base.mark_text(align="right", fontSize=letters - 0.5)
        layers.append(said.encode(x=at_edge, text="expected_text:N"))
    return alt.layer(*layers, data=alt.InlineData(values=rows)).properties(
        width=size.width, height=ROW_HEIGHT * len(rows), autosize=FIT, padding=PADDING
    )


def score_chart(scores: ScoreChart, size: Size) -> Drawn:
    """Draw shares with their 95% intervals; hollow is the week before."""
    rows = [
        {"at": at, "share": row.share, "lower": row.lower, "upper": row.upper,
         "before": row.before, "text": row.share_text}
        for at, row in enumerate(scores.rows)
    ]  # fmt: skip
    names = [row.name for row in scores.rows]
    base = alt.Chart().encode(
        y=alt.Y("at:O", axis=_names_axis(names, _name_room(names, size), size))
    )
    room_for_text = 0.2 * (100 - scores.axis_low)
    scale = alt.Scale(domain=[scores.axis_low, 100 + room_for_text], nice=False)
    axis = alt.Axis(
        values=_tens(scores.axis_low), grid=True, labelExpr=_percents(_tens(scores.axis_low))
    )
    dot: dict[str, Any] = {"color": LIGHT["obs"], "size": 95, "filled": True, "opacity": 1}
    return alt.layer(
        base.mark_rule(color=LIGHT["obs"], strokeWidth=3).encode(
            x=alt.X("lower:Q", scale=scale, axis=axis), x2=alt.X2("upper")),
        base.mark_point(color=LIGHT["exp"], fill=LIGHT["paper"], size=55, opacity=1).encode(x=alt.X("before:Q")),
        base.mark_point(**dot, stroke=LIGHT["paper"]).encode(x=alt.X("share:Q")),
        base.mark_text(align="right", fontWeight=SEMIBOLD, color=LIGHT["ink"],
                       fontSize=size.font_size + 0.5).encode(x=alt.XValue("width"), text=alt.Text("text:N")),
        data=alt.InlineData(values=rows),
    ).properties(width=size.width, height=SCORE_ROW_HEIGHT * len(rows) + 30, autosize=FIT,
                 padding=PADDING)  # fmt: skip


def interval_chart(chart: IntervalChart, size: Size) -> Drawn:
    """Draw estimates as dots on their intervals, with the figures in a column."""
    low, high = chart.axis.low, chart.axis.high
    rows = [
        {"at": at, "value": row.value, "lower": max(row.lower, low), "upper": min(row.upper, high),
         "text": row.text, "fill": LIGHT["paper" if row.is_hollow else "obs"]}
        for at, row in enumerate(chart.rows)
    ]  # fmt: skip
    names = [row.name for row in chart.rows]
    room = _name_room(names, size)
    figures = 1.06 * _widest((row.text for row in chart.rows), size.font_size + 0.5) + GAP
    plot = size.width - PADDING["left"] - PADDING["right"] - room
    reach = (high - low) * plot / max(plot - figures, 1)
    scale = alt.Scale(domain=[low, low + reach], nice=False)
    written = json.dumps({f"{value:g}": text for value, text in chart.axis.ticks})
    ticks = [value for value, _ in chart.axis.ticks]
    axis = alt.Axis(values=ticks, grid=True, labelExpr=f"{written}[datum.value]")
    base = alt.Chart().encode(y=alt.Y("at:O", axis=_names_axis(names, room, size)))
    dot: dict[str, Any] = {"stroke": LIGHT["obs"], "strokeWidth": 1.6, "size": 85, "opacity": 1}
    return alt.layer(
        base.mark_rule(color=LIGHT["obs"], strokeWidth=3, opacity=0.45).encode(
            x=alt.X("lower:Q", scale=scale, axis=axis), x2=alt.X2("upper")),
        base.mark_point(**dot, filled=True).encode(
            x=alt.X("value:Q"), fill=alt.Fill("fill:N", scale=None)),
        base.mark_text(align="right", fontWeight=SEMIBOLD, color=LIGHT["ink"],
                       fontSize=size.font_size + 0.5).encode(x=alt.XValue("width"), text=alt.Text("text:N")),
        data=alt.InlineData(values=rows),
    ).properties(width=size.width, height=ROW_HEIGHT * len(rows) + 30, autosize=FIT,
                 padding=PADDING)  # fmt: skip


def text_width(text: str, font_size: float) -> float:
    """Return about how many pixels a text takes, rather too many than too few."""
    return font_size * sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> float:
    """Return a letter's width in the shipped font, as a share of the font's size."""
    if letter in NARROW_LETTERS:
        return 0.34
    if letter in WIDE_LETTERS:
        return 0.86
    return 0.7 if letter.isupper() else 0.6


def _widest(texts: Iterable[str], font_size: float) -> float:
    """Return the width of the longest text."""
    return max((text_width(text, font_size) for text in texts), default=0.0)


def _name_room(names: Sequence[str], size: Size) -> float:
    """Return the width that names get: what the longest needs, up to a limit."""
    return min(_widest(names, size.font_size + 0.5) + GAP, MOST_FOR_NAMES * size.width)


def _expected(bar: Bar) -> str:
    """Write what was expected, if that is known."""
    return say("exp. {expected}", expected=bar.expected_text) if bar.expected_text else ""


def _ticks(base: alt.Chart | None) -> list[alt.Chart]:
    """Draw a tick where each bar was expected, over a halo."""
    if base is None:
        return []
    tick: dict[str, Any] = {"thickness": 4.5, "height": 20, "color": LIGHT["paper"]}
    looks = (tick, tick | {"thickness": 1.8, "color": LIGHT["ink"]})
    return [base.mark_tick(**look).encode(x=alt.X("expected:Q")) for look in looks]


def _tens(low: float) -> list[float]:
    """Return about five round percentages from `low` to 100."""
    step = 10 if low >= 50 else 20
    return [low + step * at for at in range(int((100 - low) / step) + 1)]


def _percents(values: Sequence[float]) -> str:
    """Label round percentages as the language writes them."""
    names = {f"{value:g}": percent(value / 100) for value in values}
    return f"{json.dumps(names, ensure_ascii=False)}[datum.value]"


def _names_axis(names: Sequence[str], room: float, size: Size) -> alt.Axis:
    """Write names at the left, in ink; one that is still too long ends in an ellipsis.

    Rows are told apart by their number: two names that were cut alike stay two rows.
    """
    return alt.Axis(
        grid=False, labelExpr=f"{json.dumps(list(names), ensure_ascii=False)}[datum.value]",
        labelAlign="left", labelPadding=room, labelColor=LIGHT["ink"], labelFont=FONT,
        labelFontSize=size.font_size + 0.5, labelLimit=room - GAP / 2, minExtent=room, maxExtent=room,
    )  # fmt: skip
