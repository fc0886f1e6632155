"""Drawings obey Vega-Lite's schema: what it does not know would be left out without a word."""

import pytest
from altair.utils.schemapi import SchemaValidationError

from trend_lib.report.backtest_charts import curve_chart, week_bars
from trend_lib.report.chart_data import (
    Axis,
    CurveChart,
    Interval,
    IntervalChart,
    Moment,
    Place,
    TimeChart,
)
from trend_lib.report.charts import time_chart
from trend_lib.report.drawings import BARS, MAIL, NARROW
from trend_lib.report.funnel_chart import funnel_chart
from trend_lib.report.row_charts import bar_chart, interval_chart, score_chart
from trend_lib.report.timeline import axis_of

AXIS = Axis(0, 10, ((0, "0"), (10, "10")), "")
WEEK = Moment("w38", "Week 38", 4, 3, 1, 6, "above", "4", "1 to 6")


def test_every_kind_of_drawing_of_a_bulletin_obeys_the_schema(northline, composed):
    bulletin = composed(northline[0])
    spike = bulletin.spikes[0]
    for drawing in (
        time_chart(bulletin.total, MAIL),
        bar_chart(spike.places[0], BARS, spike.places),
        score_chart(bulletin.scores, NARROW),
        funnel_chart(bulletin.teams.chart, NARROW),
    ):
        drawing.to_dict()


def test_every_drawing_of_a_backtest_obeys_the_schema():
    weeks = TimeChart("", "", "", "", (WEEK, WEEK), AXIS, began_x=0.5)
    point = Place(4, 5, "now")
    curve = CurveChart("", (point, point), (point,), point, point, point, AXIS, AXIS)
    rows = IntervalChart("", (Interval("a", 4, 3, 5, "4"),), AXIS)
    for drawing in (week_bars(weeks, NARROW), curve_chart(curve, NARROW)):
        drawing.to_dict()
    interval_chart(rows, NARROW).to_dict()


@pytest.mark.parametrize(("upper", "high", "drawn"), [(931, 380.6, 380.6), (300, 330, 300)])
def test_a_range_far_beyond_the_counts_leaves_them_their_room(upper, high, drawn):
    wild = Moment("w10", "Week 10", 173, 35, 0, upper, "within", "173", "")
    axis = axis_of((WEEK, wild), str)
    assert axis.high == pytest.approx(high)
    chart = time_chart(TimeChart("", "", "", "", (WEEK, wild), axis), NARROW).to_dict()
    (rows,) = chart["datasets"].values()
    assert rows[1]["upper"] == pytest.approx(drawn)


def test_a_chart_without_a_single_count_still_holds_its_range():
    empty = Moment("w10", "Week 10", 0, 3, 0, 9, "incomplete", "0", "")
    assert axis_of((empty,), str).high >= 9


def test_a_word_that_the_schema_does_not_know_is_told():
    drawing = interval_chart(IntervalChart("", (Interval("a", 4, 3, 5, "4"),), AXIS), NARROW)
    with pytest.raises(SchemaValidationError):
        drawing.properties(hight=5).to_dict()
