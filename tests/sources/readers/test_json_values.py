"""Every question to an object of unknown manners has an answer, and none raises."""

import pytest

from trend_lib.sources.readers.json_values import (
    joined,
    moment_of,
    number_of,
    part_of,
    seconds_between,
    text_of,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [(" a ", "a"), (7, "7"), (7.0, "7"), (7.5, "7.5"), (True, None), ("", None), (" ", None), ([], None), ({}, None)],
)  # fmt: skip
def test_ids_and_words_are_texts(value, text):
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("value", "number"),
    [("7", 7), ("7.5", 7.5), (7.0, 7), ("x", None), ("nan", None), ("inf", None), (True, None), (10**400, None), ([], None)],
)  # fmt: skip
def test_numbers_are_finite_or_none(value, number):
    assert number_of(value) == number


@pytest.mark.parametrize(
    ("value", "moment"),
    [("2026-08-17 10:00", "2026-08-17 10:00"), (1786960800, "2026-08-17T10:00:00+00:00"),
     ("1786960800000", "2026-08-17T10:00:00+00:00"), (10**30, None), (None, None), (True, None), (" ", None)],
)  # fmt: skip
def test_moments_are_texts_also_where_they_count_seconds_or_milliseconds(value, moment):
    assert moment_of(value) == moment


@pytest.mark.parametrize(
    ("begin", "end", "seconds"),
    [("2026-08-17T10:00:00Z", "2026-08-17T13:01:00+03:00", 60), ("2026-08-17 10:00", "2026-08-17 10:01", 60),
     ("2026-08-17T10:00:00Z", "2026-08-17 10:01", None), ("2026-08-17 10:01", "2026-08-17 10:00", None),
     ("soon", "2026-08-17", None), (None, None, None)],
)  # fmt: skip
def test_a_duration_is_never_guessed_nor_negative(begin, end, seconds):
    assert seconds_between(begin, end) == seconds


def test_a_path_ends_where_nothing_is():
    assert part_of({"a": {"b": 1}}, "a", "b") == 1
    assert [part_of(value, "a", "b") for value in (None, [], {"a": []}, {"a": {}}, {"a": "x"})] == [
        None
    ] * 5


def test_texts_are_joined_each_once():
    assert joined("a", None, " ", "b", "a ") == "a\nb"
    assert joined(None, "") is None
