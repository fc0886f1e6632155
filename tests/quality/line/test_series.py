"""The quality line is watched: a fall of response and a rise of low scores alarm, quiet weeks do not."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from trend_lib.base.settings import DetectionConfig
from trend_lib.base.weeks import Week
from trend_lib.quality.line.series import COLUMNS, assess_line

WEEK = Week(date(2026, 8, 17))
NONE_ALARMED = pd.DataFrame(
    columns=["week", "measure", "slice_dim", "slice_value", "question", "was_alarm"]
)


def line(asked, answered, low, **fields):
    """Return one question's counts, the last week's at the end."""
    weeks = [pd.Timestamp(WEEK.plus(-back).start) for back in range(len(asked))][::-1]
    counted = {
        "week": weeks, "slice_dim": "all", "slice_value": "all", "question": "quality",
        "asked": asked, "answered": answered, "low": low, "is_complete": True,
    } | fields  # fmt: skip
    return pd.DataFrame(counted)


def quiet(weeks, seed, response=0.4):
    rng = np.random.default_rng(seed)
    asked = rng.poisson(400, weeks)
    answered = rng.binomial(asked, response)
    return asked, answered, rng.binomial(answered, 0.25)


def verdicts(counted):
    rows = assess_line(counted, NONE_ALARMED, WEEK, DetectionConfig())
    assert list(rows.columns) == COLUMNS
    return {row["measure"]: row for row in rows.to_dict("records")}


def test_a_quiet_line_is_tested_and_does_not_alarm():
    found = verdicts(line(*quiet(60, 1)))
    assert {measure: (row["status"], row["is_alarm"]) for measure, row in found.items()} == {
        "low_scores": ("tested", False), "answered": ("tested", False),
    }  # fmt: skip


def test_a_fall_of_response_alarms_though_as_many_were_asked_and_the_mean_is_as_it_was():
    asked, answered, low = quiet(60, 2)
    answered[-1], low[-1] = answered[-1] // 2, low[-1] // 2
    found = verdicts(line(asked, answered, low))
    assert (found["answered"]["is_alarm"], found["low_scores"]["is_alarm"]) == (True, False)
    assert found["answered"]["observed"] < found["answered"]["lower"]


def test_a_rise_of_response_and_a_fall_of_low_scores_is_no_alarm():
    asked, answered, low = quiet(60, 3)
    answered[-1], low[-1] = asked[-1], 0
    assert not any(row["is_alarm"] for row in verdicts(line(asked, answered, low)).values())


def test_more_low_scores_alarm():
    asked, answered, low = quiet(60, 4)
    low[-1] = answered[-1] * 6 // 10
    found = verdicts(line(asked, answered, low))
    assert (found["answered"]["is_alarm"], found["low_scores"]["is_alarm"]) == (False, True)


def test_when_fewer_are_asked_fewer_answers_are_no_fall():
    asked, answered, low = quiet(60, 5)
    asked[-1], answered[-1], low[-1] = 200, 80, 20
    assert not any(row["is_alarm"] for row in verdicts(line(asked, answered, low)).values())


def test_a_week_that_was_not_received_whole_says_so_and_does_not_alarm():
    asked, answered, low = quiet(60, 6)
    answered[-1] = 0
    low[-1] = 0
    is_complete = [True] * 59 + [False]
    found = verdicts(line(asked, answered, low, is_complete=is_complete))
    assert (found["answered"]["status"], found["answered"]["is_alarm"]) == (
        "source_incomplete",
        False,
    )
    assert "low_scores" not in found  # nobody answered: nothing to be low


def test_a_line_that_was_silent_this_week_has_no_verdicts():
    counted = line(*quiet(20, 7))
    assert assess_line(counted[:-1], NONE_ALARMED, WEEK, DetectionConfig()).empty


@pytest.mark.slow
def test_of_quiet_lines_fewer_alarm_than_the_false_discovery_rate_says():
    # one question in four channels, 100 lines: each week of quiet lines is a family of its own
    alarming = 0
    for seed in range(100):
        channels = [
            line(*quiet(40, 100 * seed + channel), slice_value=str(channel)) for channel in range(4)
        ]
        rows = assess_line(pd.concat(channels), NONE_ALARMED, WEEK, DetectionConfig())
        alarming += rows.groupby("measure")["is_alarm"].any().sum()
    assert alarming / 200 <= 0.05
