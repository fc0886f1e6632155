"""The funnel of teams: limits of chance that narrow with a team's size, and names outside of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import altair as alt

from trend_lib.report.charts import Drawn, Size, inside, labelled_axis, scale_of
from trend_lib.report.theme import LIGHT

if TYPE_CHECKING:
    from trend_lib.report.chart_data import FunnelChart, Place

SEMIBOLD: Literal[600] = 600
ROOM_FOR_NAME = 0.55  # of the width; a mark further right has its name on the left


def funnel_chart(chart: FunnelChart, size: Size) -> Drawn:
    """Draw teams by size and share: grey is what 95 of 100 weeks hold, dashed 998 of 1,000."""
    limits = alt.Chart(alt.InlineData(values=[_limit_row(chart, at) for at in range(len(chart.limits))])).encode(
        x=alt.X("x:Q", scale=scale_of(chart.across), axis=labelled_axis(chart.across)))  # fmt: skip
    up = alt.Y("upper:Q", scale=scale_of(chart.up), axis=labelled_axis(chart.up))
    marks = alt.Chart(alt.InlineData(values=[_mark_row(chart, mark) for mark in chart.marks]))
    points = marks.encode(x="x:Q", y="y:Q")
    edge: dict[str, Any] = {"color": LIGHT["exp"], "strokeWidth": 1.3, "strokeDash": [4, 3]}
    look: dict[str, Any] = {"stroke": LIGHT["paper"], "strokeWidth": 1.3, "opacity": 1}
    return alt.layer(
        limits.mark_area(color=LIGHT["band"]).encode(y=up, y2=alt.Y2("lower")),
        limits.mark_line(color=LIGHT["exp"], strokeWidth=1.3).encode(y="target:Q"),
        limits.mark_line(**edge).encode(y="outer_upper:Q"),
        limits.mark_line(**edge).encode(y="outer_lower:Q"),
        points.mark_point(filled=True, size=90, **look).encode(
            fill=alt.Fill("colour:N", scale=None), shape=alt.Shape("shape:N", scale=None)),
        *(_names(points, size, is_left=is_left) for is_left in (False, True)),
    ).properties(**inside(size))  # fmt: skip


def _limit_row(chart: FunnelChart, at: int) -> dict[str, float]:
    """Return the limits of one size of team."""
    limit = chart.limits[at]
    return {"x": limit.contacts, "lower": limit.lower_95, "upper": limit.upper_95, "target": chart.target,
            "outer_lower": limit.lower_998, "outer_upper": limit.upper_998}  # fmt: skip


def _mark_row(chart: FunnelChart, mark: Place) -> dict[str, Any]:
    """Return one team; triangles say the direction without colour."""
    shape = "triangle-up" if mark.y > chart.target else "triangle-down"
    return {"x": mark.x, "y": mark.y, "name": mark.name, "shape": shape if mark.name else "circle",
            "is_left": mark.x > ROOM_FOR_NAME * chart.across.high,
            "colour": LIGHT["hot" if mark.name else "obs"]}  # fmt: skip


def _names(points: alt.Chart, size: Size, *, is_left: bool) -> alt.Chart:
    """Write the names of the marks that have one, on the side where there is room."""
    side: dict[str, Any] = {"align": "right" if is_left else "left", "dx": -9 if is_left else 9}
    named: alt.Chart = points.transform_filter(
        f"datum.name !== '' && datum.is_left === {str(is_left).lower()}"
    ).mark_text(fontWeight=SEMIBOLD, color=LIGHT["ink"], fontSize=size.font_size + 0.5,
                limit=0.45 * size.width, **side).encode(text="name:N")  # fmt: skip
    return named
