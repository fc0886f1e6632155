"""Names and kinds: readable, telling, and by rules that people can change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trend_lib.topics.kind import kind_of_topic, kind_of_words
from trend_lib.topics.name import count_everywhere, count_terms, make_name, rank_keywords
from trend_lib.topics.words import read_tokens, stop_words

CAPS = [
    "data caps are unfair",
    "Data caps on my internet",
    "charged for data caps",
    "the data cap is too low",
    "internet data caps",
]
BILLS = ["my bill is wrong", "bill charged twice", "the bill is too high", "internet bill"]


def read_all(texts):
    return [read_tokens(text) for text in texts]


def keywords_of(texts, *others):
    counted = [count_terms(read_all(group)) for group in (texts, *others)]
    return rank_keywords(counted[0], *count_everywhere(counted))


def test_a_name_tells_what_sets_the_topic_apart():
    assert make_name(keywords_of(CAPS, BILLS), set()).startswith("Data caps")
    assert make_name(keywords_of(BILLS, CAPS), set()).startswith("Bill")


def test_no_dictionary_form_stands_twice_in_a_name():
    words = " ".join(keywords_of(CAPS, BILLS)).lower().split()
    assert "cap" not in words
    assert words.count("data") == 1


def test_a_taken_name_is_told_apart():
    assert make_name(["bill"], {"Bill"}) == "Bill (2)"
    assert make_name(["bill", "fee", "date", "card"], {"Bill, fee, date"}) == "Bill, fee, card"


def test_words_that_say_nothing_and_tags_are_in_no_name():
    assert keywords_of(["please call me [phone]", "please help me [phone]"]) == []
    assert make_name([], set()) == "Requests of few words"


@given(st.lists(st.text(max_size=80), max_size=8))
def test_any_texts_get_a_short_name_without_stop_words(texts):
    keywords = keywords_of(texts, BILLS)
    name = make_name(keywords, {"Bill"})
    assert 0 < len(name) <= 60
    assert stop_words().isdisjoint(word for term in keywords for word in term.split())
    assert len(keywords) <= 6


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Пропал интернет, роутер мигает", "technical"),
        ("Не працює інтернет, немає сигналу", "technical"),
        ("Internet speed is slow since the outage", "technical"),
        ("Хочу перейти на тариф со скидкой", "marketing"),
        ("Яка акція на новий тариф?", "marketing"),
        ("Is the promotional offer a better deal", "marketing"),
        ("Списали деньги дважды, верните оплату", "customer_service"),
        ("Хочу розірвати договір і повернути гроші", "customer_service"),
        ("My bill has a wrong charge, refund me", "customer_service"),
        ("Hello", "customer_service"),
        ("", "customer_service"),
    ],
)
def test_a_text_is_of_one_of_three_kinds(text, kind):
    assert kind_of_words(read_tokens(text)) == kind


def test_a_topic_is_of_the_kind_that_most_of_its_texts_are():
    assert (
        kind_of_topic(read_all(["router reboot", "router has no signal", "my bill"])) == "technical"
    )
    assert kind_of_topic(read_all([])) == "customer_service"
