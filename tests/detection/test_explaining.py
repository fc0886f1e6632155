"""`trends explain`: whoever has the printed text alone can redo the sum, and learns why none alarmed."""

import copy
import math
import re

import numpy as np
import pytest
from typer.testing import CliRunner

from tests.detection.redone import (
    FIGURE,
    LAST,
    drift_weeks,
    figure,
    questions,
    redo_p,
    redo_season_doubt,
    redo_strength_doubt,
)
from tests.detection.weekly_rows import provider
from trend_lib.cli import app
from trend_lib.detection import detect, explain_named
from trend_lib.detection.explaining.writing import odds

CREEPING = """UPDATE weekly.topic_weeks SET contacts = contacts + least(16, 24 - ago) FROM (
SELECT DISTINCT week_start AS week, (DATE '2026-08-17' - week_start) // 7 AS ago FROM weekly.topic_weeks)
WHERE week = week_start AND ago < 24 AND topic_id IN (0, 4) AND slice_value IN ('all', 'North')"""
REPEATING = "UPDATE weekly.topic_weeks SET customers = (contacts * 4 + 3) // 5"


def make_desk(folder, weeks, *, exposure=False, changes=(), seed=1, mean=20.0):
    """A home with a rise of topic 3 and a brand-new topic 9 in its last week."""
    desk = provider(folder)
    with desk as home:
        counts = copy.deepcopy(home.write_quiet_weeks(str(LAST), weeks, seed=seed, mean=mean))
        counts[3]["North"] += 40
        counts[9] = {"North": 8, "South": 6}
        home.write(str(LAST), counts)
        if exposure:
            home.con.execute(
                "UPDATE weekly.topic_weeks SET exposure = 1000 + 3 * (week_start - DATE '2025-01-06')"
            )
        for change in changes:
            home.con.execute(change)
        detect(home.home, LAST)
        return {
            (row["topic_id"], row["slice_dim"], row["slice_value"]): row
            for row in home.rows(
                "SELECT * FROM detection.assessments WHERE week_start = ?", LAST.start
            )
        }


def printed(folder, *words):
    answer = CliRunner().invoke(app, ["explain", *words, "--home", str(folder)])
    assert answer.exit_code == 0, answer.output
    return answer.stdout


CASES = [
    (30, False, "topic 3", "level"), (30, False, "topic 2, region North", "level"),
    (70, False, "topic 3", "seasonal"), (70, True, "topic 3, region North", "seasonal"),
    (70, True, "topic 5", "seasonal"), (30, True, "all contacts", "level"), (10, False, "topic 3", "level"),
    (30, False, "topic 9", "novelty"), (70, True, "topic 9, region South", "novelty"),
    (110, False, "topic 4", "drift"), (110, True, "topic 4, region North", "drift"),
]  # fmt: skip


@pytest.mark.parametrize(("weeks", "exposure", "series", "method"), CASES)
def test_the_printed_text_alone_gives_the_same_p(tmp_path, weeks, exposure, series, method):
    changes = (CREEPING, REPEATING)
    recorded = make_desk(tmp_path / "home", weeks, exposure=exposure, changes=changes)
    text = printed(tmp_path / "home", "2026-W34", "--series", series)
    numbers = re.search(r"\((topic \d+)(?:, (\w+) (\w+))?\)\n", text)
    key = (int(numbers[1].split()[1]), numbers[2] or "all", numbers[3] or "all")
    contacts, _, customers = text.partition("The same of customers")
    assert f"method {method}" in contacts
    assert redo_p(contacts) == pytest.approx(recorded[key]["p_value"], rel=1e-5)
    assert recorded[key]["customers"] < recorded[key]["observed"]
    assert redo_p(customers, "customer") == pytest.approx(recorded[key]["p_customers"], rel=1e-5)


def test_what_is_added_for_a_rare_topic_without_a_season_can_be_redone(tmp_path):
    recorded = make_desk(tmp_path / "home", 150, mean=1.5)
    text = printed(tmp_path / "home", "2026-W34", "--series", "topic 5")
    added = figure(text, "to it comes ")
    assert figure(text, "stretch = ") != pytest.approx(math.exp(0), abs=1e-3)
    assert redo_p(text) == pytest.approx(recorded[5, "all", "all"]["p_value"], rel=1e-5)
    waves = [figure(text, f"[ ;]{name} = ") for name in ("cos 1", "sin 1", "cos 2", "sin 2")]
    assert added > 0
    assert math.hypot(*waves) < 0.15


def test_where_every_contact_is_another_customer_the_sum_is_not_told_twice(tmp_path):
    make_desk(tmp_path / "home", 30)
    text = printed(tmp_path / "home", "2026-W34", "--series", "topic 3")
    assert "The same of customers\n   each contact counts as another customer" in text


def test_the_weeks_of_a_drift_follow_from_its_curve(tmp_path):
    make_desk(tmp_path / "home", 110, changes=(CREEPING,))
    text = printed(tmp_path / "home", "2026-W34", "--series", "topic 4")
    _, drift = questions(text.partition("The same of customers")[0])
    ago, _, expected = drift_weeks(drift)
    names = ("level", "trend a year", "cos 1", "sin 1", "cos 2", "sin 2")
    years, angles = -ago / 52.1775, np.outer(-ago / 52.1775, [2 * np.pi, 4 * np.pi])
    waves = np.stack([np.cos(angles), np.sin(angles)], axis=2).reshape(len(ago), 4)
    columns = np.column_stack([np.ones(len(ago)), years, waves])
    redone = np.exp(columns @ [figure(drift, f"[ ;]{name} = ") for name in names])
    assert list(ago) == list(range(8))
    assert redone == pytest.approx(expected, rel=1e-6)


def test_what_is_not_known_of_the_season_can_be_redone(tmp_path):
    make_desk(tmp_path / "home", 70, exposure=True)
    text, _ = questions(printed(tmp_path / "home", "2026-W34", "--series", "topic 5"))
    told = re.findall(rf"of the fit \+ {FIGURE} of a season", text)
    assert [float(one) for one in told] == pytest.approx(redo_season_doubt(text), rel=1e-5)
    told = re.findall(rf"early or late \+ {FIGURE} of a season", text)
    assert [float(one) for one in told] == pytest.approx(redo_strength_doubt(text), rel=1e-4)
    assert len(told) == 3


@pytest.mark.parametrize("seed", range(4))
def test_the_printed_text_alone_gives_the_same_q(tmp_path, seed):
    recorded = make_desk(tmp_path / "home", 30, seed=seed)[3, "all", "all"]
    text = printed(tmp_path / "home", "2026-W34", "--series", "topic 3")
    assert figure(text, r"\n   q = ") == pytest.approx(recorded["q_value"], rel=1e-6)
    named = re.search(r"p in the topic <= rate x (\d+) / (\d+)", text)
    selected, topics = map(int, named.groups())
    in_topic = figure(text, "p in the topic = ")
    assert in_topic <= recorded["q_value"] * selected / topics * (1 + 1e-6)
    larger, weight, tests, rank = re.search(
        rf"{FIGURE} / {FIGURE} x (\d+) / (\d+) = ", text
    ).groups()
    assert in_topic <= float(larger) / float(weight) * int(tests) / int(rank) * (1 + 1e-6)


def test_an_alarm_says_yes_to_every_condition(tmp_path):
    make_desk(tmp_path / "home", 30)
    text = printed(tmp_path / "home", "2026-W34", "--series", "topic 3")
    assert "Alarm." in text
    assert text.count("   yes  ") == 3
    assert "NO " not in text


def test_a_series_that_kept_silent_says_which_condition_it_missed(tmp_path):
    with provider(tmp_path / "home") as desk:
        counts = desk.write_quiet_weeks(str(LAST), 30)
        desk.write(str(LAST), {**counts, 5: {"North": 34, "South": 12}})
    text = printed(tmp_path / "home", "2026-W34", "--series", "topic 5")
    assert re.search(r"No alarm: q = [\d.]+ is over 0.05", text)
    assert re.search(r"NO +q = [\d.]+, at most 0.05", text)
    assert text.count("   yes  ") == 2


def test_a_series_that_fell_says_that_it_did_not_rise(tmp_path):
    with provider(tmp_path / "home") as desk:
        counts = desk.write_quiet_weeks(str(LAST), 30)
        desk.write(str(LAST), {**counts, 3: {"North": 1, "South": 1}})
        said = explain_named(desk.home, LAST, "topic 3")
    assert said["steps"][0]["lines"][0].endswith("No alarm: it did not rise.")


def test_a_week_that_was_not_whole_says_so_instead_of_a_sum(tmp_path):
    with provider(tmp_path / "home") as desk:
        counts = desk.write_quiet_weeks(str(LAST), 30)
        desk.write(str(LAST), counts, is_complete=False)
        said = explain_named(desk.home, LAST, "topic 3")
    assert "Not tested: data of this week is missing" in said["steps"][0]["lines"][0]
    assert "What is left of that after so many looks" not in [
        step["title"] for step in said["steps"]
    ]


def test_too_short_a_history_is_said_in_words(tmp_path):
    with provider(tmp_path / "home") as desk:
        desk.write_quiet_weeks(str(LAST), 4)
        said = explain_named(desk.home, LAST, "topic 3")
    assert "too few whole weeks of history" in said["steps"][0]["lines"][0]


def test_weeks_left_out_are_named_with_the_reason(tmp_path):
    with provider(tmp_path / "home") as desk:
        counts = desk.write_quiet_weeks(str(LAST), 30)
        desk.write(str(LAST.plus(-5)), counts, is_complete=False)
        left_out = explain_named(desk.home, LAST, "topic 3")["left_out"]
    assert list(left_out) == [str(LAST.plus(-5)), str(LAST.plus(-1))]
    assert left_out[str(LAST.plus(-5))] == "not whole, not counted, or in a known event"
    assert "guard" in left_out[str(LAST.plus(-1))]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("topic 3", "topic 3, all all"),
        ("Topic 3, Region north", None),
        ("topic 3, region north", "topic 3, region North"),
        ("TOPIC 3", "topic 3, all all"),
        ("all contacts, region South", "topic 0, region South"),
        ("all", "topic 0, all all"),
    ],
)
def test_series_are_named_as_people_write_them(tmp_path, written, key):
    from trend_lib.base.errors import MisuseError

    with provider(tmp_path / "home") as desk:
        desk.write_quiet_weeks(str(LAST), 12)
        if key is None:
            with pytest.raises(MisuseError, match="write it as"):
                explain_named(desk.home, LAST, written)
        else:
            assert explain_named(desk.home, LAST, written)["series"] == key


def test_a_part_of_a_name_will_do_where_one_topic_has_it(tmp_path):
    from trend_lib.base.errors import MisuseError

    with provider(tmp_path / "home") as desk:
        desk.write_quiet_weeks(str(LAST), 12)
        desk.con.execute(
            "UPDATE weekly.topic_weeks SET topic_name = 'No picture, sound' WHERE topic_id = 4"
        )
        assert explain_named(desk.home, LAST, "picture")["series"] == "topic 4, all all"
        assert explain_named(desk.home, LAST, "no picture, sound, region South")["series"] == (
            "topic 4, region South"
        )
        with pytest.raises(MisuseError, match="may be topic 1"):
            explain_named(desk.home, LAST, "opic")
        with pytest.raises(MisuseError, match="there is: North, South"):
            explain_named(desk.home, LAST, "picture, region East")
        with pytest.raises(MisuseError, match="no counts of topic 77"):
            explain_named(desk.home, LAST, "topic 77")


def test_weights_of_past_outbreaks_are_told(tmp_path):
    with provider(tmp_path / "home") as desk:
        counts = desk.write_quiet_weeks(str(LAST), 30)
        desk.write(str(LAST.plus(-8)), {**counts, 3: {"North": 300, "South": 10}})
        said = explain_named(desk.home, LAST, "topic 3")
    weights = dict(zip(said["baseline"], said["week_weights"], strict=True))
    assert weights[str(LAST.plus(-8))] < 0.1
    assert np.median(list(weights.values())) == 1


def test_nothing_rarer_than_one_week_in_two_thousand_is_claimed():
    assert odds(1e-12) == "rarer than 1 normal week in 2,000"
    assert odds(1 / 640) == "about 1 normal week in 640"
    assert odds(0.4) == "nothing out of the ordinary"
