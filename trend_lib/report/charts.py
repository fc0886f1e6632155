"""Time charts: a series against its range, as an Altair chart of finished figures.

Grammar, the same in all: grey is the range, dashed is expected, solid is observed; a filled
triangle lies outside this week, a hollow one earlier; the pale strip is this week.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import altair as alt

from trend_lib.report.theme import KIND_ROLES, LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.report.chart_data import Axis, Moment, TimeChart

FILLED_SIZE, HOLLOW_SIZE = 150, 85  # a filled mark loses its white edge
FIT = alt.AutoSizeParams(type="fit", contains="padding")
PADDING = {"left": 1, "right": 5, "top": 5, "bottom": 3}
SEMIBOLD: Literal[600] = 600
LABELS_SHOWN = {True: 6, False: 4}  # on the time axis, wide or narrow
WIDE_FROM = 400  # pixels


Drawn = alt.LayerChart | alt.FacetChart  # what Altair says that layers may give


@dataclass(frozen=True, slots=True)
class Size:
    """How large a drawing is, edge to edge, and its letters."""

    width: int
    height: int
    font_size: float = 11.5

    @property
    def is_wide(self) -> bool:
        """Whether there is room for more labels."""
        return self.width >= WIDE_FROM


def time_chart(chart: TimeChart, size: Size, colour: str = "obs") -> Drawn:
    """Draw observed against its range."""
    moments = chart.moments
    rows = alt.InlineData(values=[_row(at, moment, chart) for at, moment in enumerate(moments)])
    x = alt.X(
        "at:Q",
        scale=alt.Scale(domain=[-0.3, len(moments) - 0.5], nice=False),
        axis=weeks_axis(moments, size),
    )
    y = alt.Y("observed:Q", scale=scale_of(chart.axis), axis=labelled_axis(chart.axis))
    base = alt.Chart().encode(x=x)
    line: dict[str, Any] = {"strokeWidth": 2.1, "strokeJoin": "round"}
    return alt.layer(
        base.transform_filter("datum.is_now").mark_rect(color=LIGHT["wash"]).encode(
            x=alt.X("from:Q"), x2=alt.X2("to"), y=alt.YValue(0), y2=alt.Y2Value("height")),
        base.mark_area(color=LIGHT["band"], interpolate="linear").encode(y=alt.Y("lower:Q"), y2=alt.Y2("upper")),
        base.mark_line(color=LIGHT["exp"], strokeWidth=1.3, strokeDash=[4, 3]).encode(y=alt.Y("expected:Q")),
        base.mark_line(color=LIGHT[colour], **line).encode(y=y),
        _marks(base, "datum.mark == 'hollow'", filled=False),
        _marks(base, "datum.mark == 'filled'", filled=True),
        _marks(base, "datum.mark == 'dot'", filled=True, colour=colour, shape="circle"),
        _marks(base, "datum.mark == 'incomplete'", filled=False, colour="exp", shape="circle"),
        _last_label(base, moments, size, is_halo=True),
        _last_label(base, moments, size, is_halo=False),
        *_began(chart),
        data=rows,  # given once: every step of a layer copies what it holds
    ).properties(**inside(size))  # fmt: skip


def _began(chart: TimeChart) -> list[alt.Chart]:
    """Draw the moment at which a measure or a new name began, if there is one."""
    if chart.began_x is None:
        return []
    moment = alt.Chart(alt.InlineData(values=[{"began": chart.began_x}]))
    return [
        moment.mark_rule(color=LIGHT["ink"], strokeWidth=1.4, strokeDash=[1, 3]).encode(
            x=alt.X("began:Q")
        )
    ]


def kind_colour(kind: str) -> str:
    """Return the role of a kind's colour."""
    return KIND_ROLES.get(kind, "obs")


def _row(at: int, moment: Moment, chart: TimeChart) -> dict[str, Any]:
    """Return one week as drawn; a range ends where the chart does."""
    is_now = at == len(chart.moments) - 1
    upper = None if moment.upper is None else min(moment.upper, chart.axis.high)
    return {
        "at": at, "from": at - 0.5, "to": at + 0.5, "is_now": is_now,
        "observed": moment.observed, "expected": moment.expected,
        "lower": moment.lower, "upper": upper,
        "mark": _mark(moment, is_now=is_now),
        "shape": "triangle-down" if moment.state == "below" else "triangle-up",
    }  # fmt: skip


def _mark(moment: Moment, *, is_now: bool) -> str:
    """Tell which mark a week carries."""
    if moment.state in ("above", "below"):
        return "filled" if is_now else "hollow"
    if moment.state == "incomplete":
        return "incomplete"
    return "dot" if is_now and moment.observed is not None else ""


def _marks(
    base: alt.Chart, chosen: str, *, filled: bool, colour: str = "hot", shape: str = ""
) -> alt.Chart:
    """Draw the marks of the weeks that `chosen` picks."""
    look: dict[str, Any] = {"stroke": LIGHT["paper"], "fill": LIGHT[colour]}
    hollow: dict[str, Any] = {"stroke": LIGHT[colour], "fill": LIGHT["paper"]}
    points = base.transform_filter(chosen).mark_point(
        size=FILLED_SIZE if filled else HOLLOW_SIZE,
        strokeWidth=1.3,
        opacity=1,
        **(look if filled else hollow),
    )
    drawn = alt.ShapeValue(shape) if shape else alt.Shape("shape:N", scale=None)
    marked: alt.Chart = points.encode(y=alt.Y("observed:Q"), shape=drawn)
    return marked


def _last_label(
    base: alt.Chart, moments: Sequence[Moment], size: Size, *, is_halo: bool
) -> alt.Chart:
    """Write this week's figure beside its mark, over a halo that keeps lines off it."""
    is_out = moments[-1].state in ("above", "below")
    beside: dict[str, Any] = (
        {"dx": -10, "dy": -3} if is_out else {"dx": 5, "dy": -14}
    )  # clear of a level line
    halo: dict[str, Any] = {"stroke": LIGHT["paper"], "strokeWidth": 4, "strokeJoin": "round"}
    label: alt.Chart = base.transform_filter("datum.is_now").mark_text(
        align="right", **beside, fontWeight=SEMIBOLD, fontSize=size.font_size + 1.5,
        text=moments[-1].observed_text, color=LIGHT["hotx" if is_out else "ink"],
        **(halo if is_halo else {}),
    ).encode(y=alt.Y("observed:Q"))  # fmt: skip
    return label


def weeks_axis(moments: Sequence[Moment], size: Size) -> alt.Axis:
    """Label a few weeks, always with the first and this one."""
    count = min(LABELS_SHOWN[size.is_wide], len(moments))
    last = len(moments) - 1
    places = sorted({round(last * at / max(count - 1, 1)) for at in range(count)})
    names = json.dumps({str(at): moments[at].label for at in places})
    return alt.Axis(values=places, labelExpr=f"{names}[datum.value]", grid=False, labelFlush=False)


def labelled_axis(axis: Axis) -> alt.Axis:
    """Label the lines as they were written once."""
    names = json.dumps({f"{value:g}": text for value, text in axis.ticks}, ensure_ascii=False)
    ticks = [value for value, _ in axis.ticks]
    return alt.Axis(values=ticks, labelExpr=f"{names}[datum.value]", grid=True)


def scale_of(axis: Axis) -> alt.Scale:
    """Use the axis that was chosen with the words."""
    return alt.Scale(domain=[axis.low, axis.high], nice=False, zero=False)


def inside(size: Size) -> dict[str, Any]:
    """Let width and height hold axes too, so that a drawing has the size asked for."""
    return {"width": size.width, "height": size.height, "autosize": FIT, "padding": PADDING}
