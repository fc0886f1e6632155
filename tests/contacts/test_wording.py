"""What sources write in their own words is read as ours, and never guessed."""

import pyarrow as pa
import pytest

from trend_lib.contacts.contact_rows import spoken_records
from trend_lib.contacts.language import languages_of
from trend_lib.contacts.wording import channel_of, direction_of, is_resolved

HOME = ("uk", "ru", "en")


@pytest.mark.parametrize(
    ("raw", "channel"),
    [
        ("call", "call"), ("Customer Care Call", "call"), ("Phone", "call"), ("дзвінок", "call"),
        ("входящий звонок", "call"), ("ticket", "ticket"), ("Internet", "ticket"), ("Web form", "ticket"),
        ("chat", "chat"), ("Viber", "chat"), ("чат на сайті", "chat"), ("E-mail", "mail"), ("почта", "mail"),
        ("Email", "mail"), ("carrier pigeon", "other"), ("", "other"), (None, "other"),
    ],
)  # fmt: skip
def test_a_channel_is_read_in_three_languages(raw, channel):
    assert channel_of(raw) == channel


@pytest.mark.parametrize(
    ("raw", "direction"),
    [
        ("out", "out"),
        ("Outbound", "out"),
        ("исходящий", "out"),
        ("in", "in"),
        ("", "in"),
        (None, "in"),
    ],
)
def test_a_contact_is_incoming_unless_its_source_says_otherwise(raw, direction):
    assert direction_of(raw) == direction


@pytest.mark.parametrize(
    ("raw", "resolved"),
    [
        ("Closed", True), ("Solved", True), ("закрито", True), ("решено", True), ("Виконано", True),
        ("Open", False), ("Pending", False), ("Reopened", False), ("unresolved", False), ("Not solved", False),
        ("в роботі", False), ("не вирішено", False), ("новая", False),
        ("7", None), ("escalated", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_status_that_does_not_tell_is_not_guessed(raw, resolved):
    assert is_resolved(raw) is resolved


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Інтернет не працює", "uk"), ("ЧОМУ НЕ ПРАЦЮЄ", "uk"), ("где мой роутер, это всё", "ru"),
        ("не работает, помогите настроить", "ru"), ("коли буде зв'язок", "uk"),
        ("коли буде майстер, чекаю", "uk"), ("где мастер, жду", "ru"), ("My router is dead", "en"), ("router TP-Link не подключается, ошибка", "ru"),
        ("12345 !!! 😡", "unknown"), ("", "unknown"), ("[phone] [contract]", "unknown"),
    ],
)  # fmt: skip
def test_a_texts_language_is_found(text, language):
    assert languages_of([text], HOME) == [language]


def test_the_address_of_a_page_is_nobodys_language():
    address = "https://shop.example.com/cordless-drill-300w?utm_source=mail&utm_campaign=refund"
    assert languages_of([f"Замовляв дриль {address}", address], HOME) == ["uk", "unknown"]


def test_only_languages_of_the_home_are_found():
    assert languages_of(["Інтернет", "где это", "my router"], ("ru",)) == ["ru", "ru", "unknown"]
    assert languages_of(["где это", "my router"], ("en",)) == ["unknown", "en"]


def test_records_that_come_in_pieces_are_worded_like_in_one():
    pieces = [
        pa.table(
            {
                "direction": pa.array(direction, pa.string()),
                "status": pa.array(status, pa.string()),
                "is_resolved": pa.array(own, pa.bool_()),
            }
        )
        for direction, status, own in (
            (["inbound", None], ["Closed", "who knows"], [None, None]),
            (["Outbound", ""], ["Open", "Closed"], [None, False]),
            ([None, "inbound"], [None, "Solved"], [True, None]),
        )
    ]
    assert spoken_records(pa.concat_tables(pieces)).to_pydict() == {
        "direction": ["in", None, "out", None, None, "in"],
        "status": ["Closed", "who knows", "Open", "Closed", None, "Solved"],
        "is_resolved": [True, None, False, False, True, True],
    }
