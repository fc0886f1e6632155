"""The backtest's page: drawn from the answer alone, whole in one file, right in its words."""

import copy
import re

import pytest

from tests.report.backtest_answer import make_answer
from trend_lib.report import backtest_figures as says
from trend_lib.report import render_backtest
from trend_lib.report.backtest_marks import marks_chart


@pytest.fixture
def answer():
    return make_answer()


def test_the_page_is_one_file_that_asks_for_nothing(answer):
    page = render_backtest(answer)
    assert not re.search(r'(?:src|href)="(?!#|data:)', page)
    assert "default-src 'none'" in page
    assert page.count("<svg") == 2 * 6


def test_words_from_outside_are_escaped(answer):
    page = render_backtest(answer)
    assert "<script>alert(1)" not in page
    assert "Northline &lt;&amp;&gt; Sons" in page


def test_the_same_answer_gives_the_same_bytes(answer):
    assert render_backtest(answer) == render_backtest(copy.deepcopy(answer))


def test_the_headline_names_the_smallest_size_that_is_reliably_caught(answer):
    assert says.headline(answer) == (
        "Of rises to 2 times the usual week 85 in 100 are caught; 1.0 topics alarm a week"
    )


def test_without_a_reliable_size_the_headline_says_what_the_largest_brings(answer):
    for row in answer["sizes"]:
        row["share"] = 0.1
    answer["alarms"]["topics_told_a_week"] = 0.25
    assert says.headline(answer) == (
        "Of rises to 3 times the usual week 10 in 100 are caught; a topic alarms about every 4 weeks"
    )


def test_a_history_too_short_to_plant_in_still_gives_a_page(answer):
    for row in answer["sizes"]:
        row.update(planted=0, caught=0, share=None, mean_delay_weeks=None)
    answer.update(topics=[])
    answer["budget"].update(then=None)
    answer["marks"].update(precision=None, useful=0, false_alarms=0)
    page = render_backtest(answer)
    assert "Replay more weeks" in page
    assert "too little history to plant rises in" in page
    assert "nobody marked any of 11 episodes" in page


def test_a_rise_beyond_what_was_planted_is_only_a_bound(answer):
    assert [row["rise"] for row in says.topic_rows(answer)] == ["+14", "over +40"]


def test_what_other_settings_cost_is_said(answer):
    sentences = says.budget_sentences(answer["budget"])
    assert "Alarming topics a week: 1.0 now, 2.5 then." in sentences
    assert "Of the topics that alarm at most 20 in 100 would be false, now 5." in sentences


def test_settings_that_are_best_already_are_left_alone(answer):
    answer["budget"]["then"] = answer["budget"]["now"]
    (sentence,) = says.budget_sentences(answer["budget"])
    assert sentence.startswith("The settings are right as they are")
    assert ">suggested<" not in render_backtest(answer)


def test_a_budget_that_nothing_keeps_says_what_to_do(answer):
    answer["budget"]["then"] = None
    assert "raise min_contacts" in says.budget_sentences(answer["budget"])[0]


def test_marks_are_told_with_their_interval(answer):
    figure = says.strip(answer)[-1]
    assert (figure.figure, figure.says) == ("75%", "6 useful, 2 false; 95%: 41% to 93%")


def test_the_page_shows_what_other_settings_would_have_done_with_the_marks(answer):
    page = render_backtest(answer)
    assert 'id="marks"' in page
    assert "People called 6 of these weeks' alarms useful and 2 false." in page
    for sentence in (
        "Today&#39;s settings would tell 5 useful and 2 false ones.",
        "The suggested ones would tell 6 useful and 2 false ones.",
        "Without losing a useful one, false_discovery_rate = 0.01 with min_excess = 5 would tell 0 instead of 2 false ones.",
    ):
        assert sentence in page


def test_the_best_line_of_the_marks_never_trades_a_useful_alarm_for_none(answer):
    chart = marks_chart(answer)
    assert [(one.x, one.y) for one in chart.best[:-1]] == [(0, 5), (2, 6)]
    assert (chart.now.x, chart.now.y, chart.then.y) == (2, 5, 6)


def test_where_nobody_marked_anything_nothing_is_drawn_of_marks(answer):
    for row in (*answer["tried"], answer["budget"]["now"], answer["budget"]["then"]):
        row.update(useful_told=0, false_told=0)
    assert 'id="marks"' not in render_backtest(answer)
