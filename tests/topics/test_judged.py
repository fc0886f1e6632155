"""`trends topics judges`: what a home's judges of kind and tone are worth, on texts that did not teach them."""

import json

import numpy as np
import pytest

from tests.cli.test_cli import call
from trend_lib.topics.judged import judge_kinds, judge_tone
from trend_lib.topics.kinds.example import KINDS

GOOD, BAD = "thank you, great and quick help", "terrible, rude and useless service"


def scored(texts):
    """Texts of three languages whose words tell their score, but for one in ten."""
    random = np.random.default_rng(5)
    rows, vectors = [], []
    for number in range(texts):
        is_good = bool(random.integers(2))
        words = GOOD if is_good else BAD
        told = is_good if random.random() < 0.9 else not is_good
        language = ("en", "uk", None)[number % 3]
        rows.append((f"{words}, request {number}", language, float(told)))
        vectors.append([1.0, float(is_good), *random.normal(0, 0.1, 3).tolist()])
    return rows, np.array(vectors, np.float32)


def test_tone_is_held_against_scores_in_all_and_in_each_language():
    rows, vectors = scored(400)
    found = judge_tone(rows, vectors, seed=7)
    of = {(row["judge"], row["texts_are"]): row for row in found}
    assert {judge for judge, _ in of} == {"taught by scores", "lexicon"}
    assert {group for _, group in of} == {"all", "en", "uk", "unknown"}
    value, lower, upper = of["taught by scores", "all"]["low_from_high"]
    assert lower < value < upper
    assert 0.85 < value < 0.95  # one score in ten is another than the words


def test_scores_that_no_text_foretells_are_not_foretold():
    rows, vectors = scored(400)
    lots = np.random.default_rng(6).integers(0, 2, len(rows)).astype(float)
    drawn = [(text, language, score) for (text, language, _), score in zip(rows, lots, strict=True)]
    _, lower, upper = judge_tone(drawn, vectors, seed=7)[0]["low_from_high"]
    assert lower < 0.5 < upper


def test_without_scores_there_is_nothing_to_compare_with():
    assert judge_tone([], np.zeros((0, 5), np.float32), seed=7) == []


@pytest.mark.slow
def test_what_people_said_of_kinds_is_told_apart_from_the_shipped_examples():
    labels = [
        (f"the bonus card of shop {number} lost its points", "marketing") for number in range(8)
    ]
    shipped, own = judge_kinds(labels, seed=7)
    assert own["texts"] == 8
    for row in (shipped, own):
        assert sum(sum(told.values()) for told in row["confusion"].values()) == row["texts"]
        right = sum(row["confusion"][kind][kind] for kind in KINDS)
        assert row["accuracy"][0] == pytest.approx(right / row["texts"], abs=1e-4)
    assert shipped["accuracy"][1] > 0.75


def test_a_home_without_topics_is_told_what_to_do(topics_home):
    said = call("topics", "judges", "--home", topics_home.home.path, code=2)
    assert "no topics yet: trends run latest" in said.stderr


@pytest.mark.slow
def test_the_command_prints_kinds_and_says_that_nobody_gave_a_score(founded_once):
    words = call("topics", "judges", "--home", founded_once.home.path).stdout
    assert "shipped examples" in words
    assert "Nobody has given a score yet" in words
    answer = json.loads(call("topics", "judges", "--json", "--home", founded_once.home.path).stdout)
    assert answer["tone"] == []
