"""Samples of the past: each contact counts, and a sample hardly changes when a week is added."""

from collections import Counter

import numpy as np

from trend_lib.topics.past import Spoken
from trend_lib.topics.sampling import sample_contacts


class LetterCounts:
    """Stands for an encoder: the shares of a, b and c in a text."""

    def encode(self, texts):
        return np.array([[text.count(letter) for letter in "abc"] for text in texts], np.float32)


def test_a_sample_holds_each_text_by_how_often_it_was_said():
    said = {"often": 900, **{f"once {number}": 1 for number in range(100)}}
    drawn = sample_contacts(said, 200)
    assert drawn.total() == 200
    assert 160 < drawn["often"] < 200


def test_a_few_contacts_more_change_a_sample_little():
    said = {f"text {number}": 3 for number in range(500)}
    before = sample_contacts(said, 300)
    after = sample_contacts({**said, **{f"new {number}": 1 for number in range(30)}}, 300)
    assert (before & after).total() > 280


def test_a_small_past_is_taken_whole():
    assert sample_contacts({"a": 2, "b": 1}, 10) == Counter(a=2, b=1)


def test_texts_without_words_are_left_out_and_copies_count_four_times_at_most():
    spoken = Spoken.read(LetterCounts(), {"a": 9, "": 5, "b": 2})
    assert spoken.counts.tolist() == [9, 2]
    assert spoken.rows.tolist() == [[1, 0, 0]] * 4 + [[0, 1, 0]] * 2


def test_texts_side_by_side_keep_their_counts():
    one, other = (Spoken.read(LetterCounts(), said) for said in ({"a": 1, "b": 2}, {"b": 3}))
    assert Spoken.join([one, other]).counts.tolist() == [1, 2, 3]
