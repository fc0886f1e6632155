"""A topic that goes on under another name: one chart shows the weeks under both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.speech import say
from trend_lib.report.timeline import count_chart
from trend_lib.report.words import name_of, plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.base.weeks import Week
    from trend_lib.report.chart_data import TimeChart
    from trend_lib.report.rows import RenamedTopic, SeriesWeek

NAME_SHOWN = 60


def topic_chart(
    title: str,
    weeks: Sequence[Week],
    series: Sequence[SeriesWeek],
    renamed: Sequence[RenamedTopic],
    topic_id: int,
) -> TimeChart | None:
    """Return the chart of a topic, a line where its weeks under a former name end; nothing when it was never counted."""
    own = _of_topic(series, topic_id)
    rename = next((row for row in renamed if row.renamed_into == topic_id), None)
    former = _of_topic(series, rename.topic_id) if rename else []
    before = [row for row in former if rename and row.week_start < rename.since]
    if rename is None or not before:
        return count_chart(title, weeks, own)
    chart = count_chart(
        title, weeks, [*before, *(row for row in own if row.week_start >= rename.since)]
    )
    if chart is None:
        return None
    shown = weeks[-len(chart.moments)]
    began = (rename.since - shown.start).days / 7 - 0.5
    if began <= 0:
        return chart
    name = plain_text(name_of(before[-1].topic_name), NAME_SHOWN)
    told = say("Left of the dotted line under its former name “{name}”", name=name)
    return chart.with_mark(began, told)


def _of_topic(series: Sequence[SeriesWeek], topic_id: int) -> list[SeriesWeek]:
    """Return a topic's weeks as a whole."""
    return [row for row in series if (row.topic_id, row.slice_value) == (topic_id, "all")]
