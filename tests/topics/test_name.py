"""Names and kinds: readable, telling, and by rules that people can change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trend_lib.topics.kind import kind_of_topic, kind_of_words
from trend_lib.topics.naming import WORDLESS, TopicName, choose_name, name_topics
from trend_lib.topics.word_class import same_word
from trend_lib.topics.words import naming_stop_words, read_tokens, stop_words, text_language


def read_all(texts):
    return [read_tokens(text) for text in texts]


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


CHARGED = {
    "uk": [
        "Подвійне списання за березень",
        "У мене подвійне списання, поверніть",
        "З рахунку подвійне списання коштів",
        "Списали двічі, подвійне списання",
    ],
    "ru": [
        "Двойное списание за апрель",
        "Опять двойного списания дождался",
        "Сняли деньги, двойное списание",
        "Вышло двойное списание",
    ],
    "en": ["Double charge in March", "A double charge again", "My bill has a double charge"],
}
OFFLINE = {
    "uk": ["Не працює інтернет", "Інтернет знову не працює", "Не працює інтернет у будинку"],
    "ru": ["Не работает интернет", "Уже день не работает интернет", "Интернет не работает"],
    "en": ["No internet at home", "There is no internet", "No internet since the storm"],
}


def texts_of(topic):
    return [text for texts in topic.values() for text in texts]


def test_each_language_of_a_topic_gets_a_name_of_its_own_words():
    charged, offline = name_topics([texts_of(CHARGED), texts_of(OFFLINE)])
    assert charged["uk"].name.startswith("Подвійне списання")
    assert charged["ru"].name.startswith("Двойное списание")
    assert charged["en"].name.startswith("Double charge")
    assert set(offline) == {"uk", "ru", "en"}


def test_what_is_said_not_to_work_is_not_named_as_working():
    _, offline = name_topics([texts_of(CHARGED), texts_of(OFFLINE)])
    assert offline["uk"].name.startswith("Не працює інтернет")
    assert offline["ru"].name.startswith("Не работает интернет")
    assert offline["en"].name.startswith("No internet")


def test_a_language_of_few_texts_gets_no_name():
    named = name_topics([[*CHARGED["uk"], *CHARGED["en"][:2]], OFFLINE["uk"]])[0]
    assert set(named) == {"uk"}
    assert choose_name(named, ["en"]) == named["uk"]
    assert set(name_topics([["Double charge"]])[0]) == {"en"}


def test_a_new_group_is_named_against_history_and_apart_from_old_names():
    history = [f"my bill for month {number} has a fee" for number in range(30)]
    new = ["my bill has a double charge", "double charge on my bill", "bill with double charge"]
    assert name_topics([new], history=history)[0]["en"].name.startswith("Double charge")
    again = name_topics([new], history=history, taken=["Double charge"])[0]["en"].name
    assert again.lower() != "double charge"


def test_two_groups_alike_get_names_apart():
    names = [one["en"].name for one in name_topics([CHARGED["en"]] * 3)]
    assert len(set(names)) == 3


def test_texts_of_one_word_each_are_named_by_their_words():
    names = name_topics([["router", "modem"], ["bill", "payment"]])
    assert [one["en"].name for one in names] == ["Modem, router", "Bill, payment"]


def test_a_preferred_language_is_chosen_where_there_is_a_name_in_it():
    names = {"uk": TopicName("Рахунок", ()), "en": TopicName("Bill", ())}
    assert choose_name(names, ["ru", "en"]).name == "Bill"
    assert choose_name(names, []).name == "Рахунок"
    assert choose_name({}, ["ru"]).name == WORDLESS["ru"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("bill", "billing", True),
        ("рахунок", "рахунку", True),
        ("списання", "списали", True),
        ("cap", "caps", True),
        ("card", "care", False),
        ("інтернет", "індикатор", False),
        ("", "a", False),
    ],
)
def test_forms_of_one_word_are_told(one, other, same):
    assert same_word(one, other) is same
    assert same_word(other, one) is same


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Не працює", "uk"),
        ("Пропав канал, поверніть", "uk"),
        ("Подключите пакет", "ru"),
        ("тариф", "ru"),
        ("Роутер Volna X3 зависает", "ru"),
        ("The router is dead", "en"),
        ("🔥 123", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_text_is_told(text, language):
    assert text_language(text) == language


NASTY = [
    [],
    ["router"],
    ["the same text of a router"] * 20,
    ["please help me", "добрий день", "здравствуйте"],
    ["🔥🔥🔥", "🙏"],
    ["<script>alert('x')</script><b>bill</b>"] * 4,
    ["ж" * 10_000, "bill " * 2_000],
    ["роутер router роутер", "wi-fi не працює, reboot", "інтернет internet"],
    ["", " ", "\x00"],
]


def test_groups_of_any_kind_get_short_names_with_a_capital():
    for named, group in zip(name_topics(NASTY), NASTY, strict=True):
        assert named or not group
        for one in named.values():
            assert 0 < len(one.name) <= 60
            assert one.name[0] == one.name[0].upper() or one.name[1].isupper()


@given(st.lists(st.lists(st.text(max_size=60), max_size=5), max_size=4))
def test_any_groups_are_named_alike_twice_and_by_no_empty_words(groups):
    named = name_topics(groups)
    assert named == name_topics(groups)
    for one in (one for names in named for one in names.values()):
        assert len(one.name) <= 60
        assert len(one.keywords) <= 6
        singles = {word for word in one.keywords if " " not in word}
        assert (stop_words() | naming_stop_words()).isdisjoint(singles)
