"""Quotes: typical, distinct, short, and never personal."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trend_lib.base.privacy_settings import PrivacyConfig
from trend_lib.topics.quotes import LONGEST, first_quotes, shorten_quote, typical_quotes

TEXTS = [
    "My card was charged twice in March",
    "Charged two times for one month of service",
    "The shop sells a red bicycle to my uncle",
]


def unit(rows):
    rows = np.asarray(rows, dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


VECTORS = unit([[1, 0.1], [0.9, 0.6], [0, 1]])


def test_the_first_quote_is_the_medoid():
    means = (VECTORS @ VECTORS.T).sum(axis=1)
    assert typical_quotes(TEXTS, VECTORS, 1) == [TEXTS[int(means.argmax())]]


def test_quotes_do_not_say_the_same_twice():
    texts = ["The router keeps rebooting again", "The router keeps rebooting, again!", TEXTS[0]]
    assert len(typical_quotes(texts, unit([[1, 0], [0.8, 0.6], [0, 1]]))) == 2
    assert len(typical_quotes(TEXTS[:2], unit([[1, 0], [1, 0.01]]))) == 1


def test_without_vectors_quotes_are_short_and_say_different_things_too():
    stolen = [f"They stole my phone on the {day}th, I need a new SIM card" for day in (13, 15, 25)]
    personal = "please ring me at +380 67 123 45 67 today"
    told = first_quotes([*stolen, personal, TEXTS[0], "word " * 60], privacy=PrivacyConfig())
    assert told == [stolen[0], TEXTS[0], shorten_quote("word " * 60)]


def test_the_order_of_texts_does_not_matter():
    assert typical_quotes(TEXTS, VECTORS) == typical_quotes(TEXTS[::-1], VECTORS[::-1])


def test_a_quote_with_personal_data_is_left_out():
    texts = ["please ring me at +380 67 123 45 67 today", *TEXTS[1:]]
    assert texts[0] not in typical_quotes(texts, VECTORS, privacy=PrivacyConfig())
    redacted = ["please ring me at [phone] today", *TEXTS[1:]]
    assert redacted[0] in typical_quotes(redacted, VECTORS, privacy=PrivacyConfig())


def test_a_long_text_is_cut_after_a_sentence_else_after_a_word():
    assert (
        shorten_quote("The router is dead again. " + "word " * 60) == "The router is dead again. …"
    )
    cut = shorten_quote("word " * 60)
    assert cut.endswith("word…")
    assert len(cut) <= LONGEST
    assert len(shorten_quote("ж" * 10_000)) <= LONGEST


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], []),
        (["one text alone is a quote"], ["one text alone is a quote"]),
        (["all the same text here"] * 9, ["all the same text here"]),
        (["🔥🔥", "...", "", "123"], []),
        (["<b>bold</b> words of a page"], ["bold words of a page"]),
        (["two\nlines of a text"], ["two lines of a text"]),
    ],
)
def test_any_group_gives_quotes_or_none(texts, expected):
    vectors = np.full((len(texts), 4), 0.5, dtype=np.float32)
    assert typical_quotes(texts, vectors) == expected


@given(st.lists(st.text(max_size=400), max_size=12), st.integers(0, 99))
def test_quotes_are_few_short_and_distinct(texts, seed):
    vectors = np.random.default_rng(seed).normal(size=(len(texts), 3)) + 0.1
    quotes = typical_quotes(texts, unit(vectors) if texts else np.zeros((0, 3), np.float32))
    assert len(quotes) <= 3
    assert len(set(quotes)) == len(quotes)
    assert all(len(quote) <= LONGEST and "\n" not in quote for quote in quotes)
