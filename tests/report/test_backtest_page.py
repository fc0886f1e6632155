"""The backtest's page: drawn from the answer alone, whole in one file, right in its words."""

import copy
import re

import pytest

from trend_lib.report import backtest_figures as says
from trend_lib.report import render_backtest

SIZES = ("×1.25", "×1.5", "×2", "×3", "+2 sd", "+4 sd", "+8 sd")


def size(name, share):
    caught = round(40 * share)
    return {"size": name, "planted": 40, "caught": caught, "share": share, "lower": share / 2,
            "upper": (1 + share) / 2, "caught_at_once": caught // 2, "mean_delay_weeks": 0.4}  # fmt: skip


def pair(rate, floor, alarms, share):
    return {
        "false_discovery_rate": rate,
        "min_excess": floor,
        "topics_told_a_week": alarms,
        "caught_share": share,
    }


def topic(number, name, *, is_beyond=False):
    return {"topic_id": number, "topic": name, "expected": 20.0, "smallest_rise": 14.2, "lower": 11.0, "upper": 18.0,
            "smallest_rise_times": 1.71, "is_beyond_planted": is_beyond, "largest_planted": 40.0,
            "caught": dict.fromkeys(SIZES, "4 of 5")}  # fmt: skip


@pytest.fixture
def answer():
    shares = (0.05, 0.3, 0.85, 1.0, 0.4, 0.9, 1.0)
    return {
        "provider": "Northline <&> Sons", "first_week": "2026-W20", "last_week": "2026-W22", "seed": 7,
        "plantings": 5, "settings": {"false_discovery_rate": 0.05, "min_excess": 5.0},
        "not_as_known_then": "Late deliveries are in.",
        "weeks": [
            {"week": f"2026-W{20 + at}", "series_tested": 90 * (at != 1), "series_alarms": 2 * at,
             "topics_told": at, "expected_false_alarms": 0.05 * at, "series_alarms_written": None,
             "verdicts_that_differ": None}
            for at in range(3)
        ],
        "alarms": {"weeks_tested": 2, "topics_told_a_week": 1.0, "fewest": 0, "most": 2,
                   "series_alarms_a_week": 2.0, "expected_false_alarms_a_week": 0.05,
                   "weeks_compared_with_record": 0, "weeks_that_agree_with_record": 0},
        "sizes": [size(*row) for row in zip(SIZES, shares, strict=True)],
        "topics": [topic(3, "<script>alert(1)</script>"), topic(4, "No picture", is_beyond=True)],
        "not_planted": [{"topic_id": 9, "topic": "brand new"}],
        "tried": [pair(0.05, 5.0, 1.0, 0.6), pair(0.2, 5.0, 2.5, 0.7), pair(0.01, 5.0, 0.5, 0.4)],
        "budget": {"topics_told_a_week": 3.0, "now": pair(0.05, 5.0, 1.0, 0.6),
                   "then": pair(0.2, 5.0, 2.5, 0.7), "sizes": [], "missed": [], "told_besides": 4},
        "marks": {"useful": 6, "false_alarms": 2, "episodes": 11, "precision": 0.75, "lower": 0.41,
                  "upper": 0.93},
    }  # fmt: skip


def test_the_page_is_one_file_that_asks_for_nothing(answer):
    page = render_backtest(answer)
    assert not re.search(r'(?:src|href)="(?!#|data:)', page)
    assert "default-src 'none'" in page
    assert page.count("<svg") == 2 * 5


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
