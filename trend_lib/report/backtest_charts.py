"""The backtest's own charts: alarms week by week, and what can be caught for how many alarms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import altair as alt

from trend_lib.report.charts import Drawn, Size, inside, labelled_axis, scale_of, weeks_axis
from trend_lib.report.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.report.chart_data import CurveChart, Place, TimeChart

SEMIBOLD: Literal[600] = 600
BAR_SHARE = 0.62  # of a week's width
NEAR_THE_EDGE = 0.62  # of the axis; a name right of it is written to the left


def week_bars(chart: TimeChart, size: Size) -> Drawn:
    """Draw what was told week by week, its mean dashed; a part week is a hollow circle."""
    moments = chart.moments
    rows = [
        {"from": at - BAR_SHARE / 2, "to": at + BAR_SHARE / 2, "at": at, "told": moment.observed,
         "is_part": moment.state == "incomplete", "mean": moment.expected}
        for at, moment in enumerate(moments)
    ]  # fmt: skip
    base = alt.Chart()
    x = alt.X(
        "from:Q",
        scale=alt.Scale(domain=[-0.6, len(moments) - 0.4], nice=False),
        axis=weeks_axis(moments, size),
    )
    y = alt.Y("told:Q", scale=scale_of(chart.axis), axis=labelled_axis(chart.axis))
    hollow: dict[str, Any] = {"fill": LIGHT["paper"], "stroke": LIGHT["exp"], "size": 60}
    return alt.layer(
        base.transform_filter("!datum.is_part").mark_bar(color=LIGHT["obs"]).encode(x=x, x2="to", y=y, y2=alt.Y2Datum(chart.axis.low)),
        base.mark_rule(color=LIGHT["exp"], strokeWidth=1.4, strokeDash=[4, 3]).encode(
            y=alt.Y("mean:Q"), x=alt.XValue(0), x2=alt.X2Value("width")),
        base.transform_filter("datum.is_part").mark_point(**hollow, opacity=1).encode(
            x=alt.X("at:Q"), y=alt.YDatum(chart.axis.low)),
        data=alt.InlineData(values=rows),
    ).properties(**inside(size))  # fmt: skip


def curve_chart(chart: CurveChart, size: Size) -> Drawn:
    """Draw every pair tried as a dot, the best as a line, and the named ones large."""
    x = alt.X("x:Q", scale=scale_of(chart.across), axis=labelled_axis(chart.across))
    y = alt.Y("y:Q", scale=scale_of(chart.up), axis=labelled_axis(chart.up))
    dashed: dict[str, Any] = {"color": LIGHT["exp"], "strokeWidth": 1.4, "strokeDash": [4, 3]}
    layers = [
        *([] if chart.limit is None else [_points([chart.limit]).mark_rule(**dashed).encode(x=x)]),
        _points(chart.tried).mark_point(color=LIGHT["exp"], filled=True, size=26, opacity=0.55).encode(x=x, y=y),
        _points(chart.best).mark_line(
            color=LIGHT["obs"], strokeWidth=2.1, interpolate="step-after").encode(x=x, y=y),
        *([] if chart.limit is None else _named(chart.limit, chart, size, "exp", at_foot=True)),
        *_named(chart.now, chart, size, "obs"),
        *([] if chart.then is None else _named(chart.then, chart, size, "hot")),
    ]  # fmt: skip
    return alt.layer(*layers).properties(**inside(size))


def _points(places: Sequence[Place]) -> alt.Chart:
    """Return the base of a layer of points."""
    return alt.Chart(alt.InlineData(values=[{"x": one.x, "y": one.y} for one in places]))


def _named(
    place: Place, chart: CurveChart, size: Size, colour: str, *, at_foot: bool = False
) -> list[alt.Chart]:
    """Draw one point large, with its name beside it over a halo."""
    is_right = place.x > chart.across.low + NEAR_THE_EDGE * (chart.across.high - chart.across.low)
    base = _points([place]).encode(x=alt.X("x:Q"), y=alt.Y("y:Q"))
    look: dict[str, Any] = {
        "align": "right" if is_right else "left", "dx": -10 if is_right else 10,
        "dy": -8 if at_foot else {"obs": 16, "hot": -12}.get(colour, 0), "text": place.name,
        "fontSize": size.font_size + 0.5, "fontWeight": SEMIBOLD, "color": LIGHT[colour],
    }  # fmt: skip
    halo: dict[str, Any] = {"stroke": LIGHT["paper"], "strokeWidth": 4, "strokeJoin": "round"}
    shape = {"obs": "circle", "hot": "triangle-up"}.get(colour, "circle")
    mark = base.mark_point(
        size=150, filled=True, opacity=1, fill=LIGHT[colour], stroke=LIGHT["paper"], shape=shape
    )
    texts = [base.mark_text(**look, **halo), base.mark_text(**look)]
    return texts if at_foot else [mark, *texts]
