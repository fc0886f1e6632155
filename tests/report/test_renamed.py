"""A topic that goes on under another name has one chart, which says where its former name ends."""

from trend_lib.base.weeks import Week
from trend_lib.report.renamed import topic_chart
from trend_lib.report.rows import RenamedTopic, SeriesWeek

LAST = Week.parse("2026-W38")
WEEKS = [LAST.plus(back) for back in range(-9, 1)]
OLD, NEW = 3, 9
SINCE = LAST.plus(-2)
RENAMED = [RenamedTopic(OLD, NEW, SINCE.start)]


def week_of(topic_id, week, observed, name):
    return SeriesWeek(
        week.start, topic_id, "all", "all", name, "technical", None, observed, 1.0, 40.0, 30.0, 52.0, 1.2, "tested", is_alarm=False
    )  # fmt: skip


def series():
    """The old name falls to nothing as the new one begins; a stray contact had the new one's words before."""
    old = [40, 41, 42, 43, 44, 45, 46, 0, 0, 0]
    new = [0, 0, 0, 1, 0, 0, 0, 38, 39, 61]
    rows = []
    for week, before, now in zip(WEEKS, old, new, strict=True):
        rows += [week_of(OLD, week, before, "Kinosad"), week_of(NEW, week, now, "Mediahata")]
    return rows


def observed(chart):
    return [moment.observed for moment in chart.moments]


def test_the_weeks_before_a_renaming_are_the_former_names():
    chart = topic_chart("x", WEEKS, series(), RENAMED, NEW)
    assert observed(chart) == [40, 41, 42, 43, 44, 45, 46, 38, 39, 61]
    assert chart.began_x == 6.5  # between the last week of the one and the first of the other
    assert chart.subtitle.endswith("Left of the dotted line under its former name “Kinosad”")


def test_a_renaming_before_the_chart_begins_draws_no_line():
    long_ago = [RenamedTopic(OLD, NEW, LAST.plus(-9).start)]
    chart = topic_chart("x", WEEKS, series(), long_ago, NEW)
    assert chart.began_x is None
    assert observed(chart)[0] == 0


def test_other_topics_keep_their_own_weeks():
    chart = topic_chart("x", WEEKS, series(), RENAMED, OLD)
    assert observed(chart)[-1] == 0
    assert chart.began_x is None
    assert topic_chart("x", WEEKS, series(), RENAMED, 12) is None


def test_a_new_name_whose_former_weeks_are_not_shown_any_more_begins_with_itself():
    rows = [row for row in series() if row.topic_id == NEW and row.week_start >= SINCE.start]
    chart = topic_chart("x", WEEKS, rows, RENAMED, NEW)
    assert observed(chart) == [38, 39, 61]
    assert chart.began_x is None
