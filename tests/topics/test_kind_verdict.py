"""A topic's kind from its texts, the texts for a person, and the shipped examples themselves."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trend_lib.topics.kinds.example import KINDS, home_examples, shipped_examples
from trend_lib.topics.kinds.verdict import find_doubtful, kind_of_group, kinds_of

rows_of_three = st.lists(
    st.tuples(*[st.floats(0.01, 1)] * 3).map(lambda row: np.array(row) / sum(row)),
    min_size=1,
    max_size=12,
).map(np.array)


def test_a_topic_is_what_most_of_its_texts_are():
    verdict = kind_of_group(np.array([[0.1, 0.1, 0.8], [0.2, 0.2, 0.6], [0.9, 0.0, 0.1]]))
    assert verdict.kind == "technical"
    assert verdict.probability == pytest.approx(0.5)


def test_one_sure_text_does_not_outvote_ten():
    rows = np.vstack([np.tile([0.1, 0.1, 0.8], (10, 1)), [[1.0, 0.0, 0.0]]])
    assert kind_of_group(rows).kind == "technical"


def test_a_topic_without_texts_is_customer_service_and_not_sure_of_it():
    assert kind_of_group(np.zeros((0, 3))) == ("customer_service", pytest.approx(1 / 3))


@given(rows_of_three)
def test_the_order_of_texts_does_not_matter_to_a_topic(rows):
    forward, backward = kind_of_group(rows), kind_of_group(rows[::-1])
    assert forward.kind == backward.kind
    assert forward.probability == pytest.approx(backward.probability)


def test_of_equal_kinds_the_first_is_said():
    assert kinds_of(np.full((1, 3), 1 / 3)) == ["customer_service"]


def test_the_most_doubtful_come_first():
    rows = np.array([[0.9, 0.05, 0.05], [0.5, 0.5, 0.0], [0.4, 0.4, 0.2], [0.5, 0.3, 0.2]])
    assert find_doubtful(rows, 3) == [2, 1, 3]


def test_a_text_that_says_nothing_is_not_asked_about():
    assert find_doubtful(np.array([[1 / 3] * 3, [0.4, 0.35, 0.25]]), 5) == [1]
    assert find_doubtful(np.zeros((0, 3)), 5) == []


@given(rows_of_three, st.integers(0, 5))
def test_doubtful_rows_are_few_distinct_and_always_the_same(rows, most):
    found = find_doubtful(rows, most)
    assert len(set(found)) == len(found) <= most
    assert found == find_doubtful(rows.copy(), most)


def test_examples_are_many_distinct_and_of_three_languages():
    examples = shipped_examples()
    counted = Counter((one.kind, one.language) for one in examples)
    assert counted.keys() == {(kind, language) for kind in KINDS for language in ("uk", "ru", "en")}
    assert min(counted.values()) >= 60
    assert max(Counter((one.text, one.language) for one in examples).values()) == 1


def test_of_one_text_said_twice_the_later_label_holds():
    said = home_examples([("router", "marketing"), ("", "technical"), ("router", "technical")])
    assert [(one.text, one.kind) for one in said] == [("router", "technical")]
