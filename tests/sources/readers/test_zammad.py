"""Zammad's tickets become contacts, its articles their words, with names or with ids."""

import json

import pytest

from tests.sources.readers.golden import assert_golden
from tests.sources.readers.odd_values import assert_nothing_stops
from tests.sources.readers.told import fixture, said, tell
from trend_lib.sources.readers.zammad import READER

read = READER.reads["contacts"]


@pytest.fixture(scope="module")
def tickets():
    """The newest version of each ticket of the fixture."""
    records, _ = tell(read, fixture("zammad", "tickets.json"))
    return {record.fields["source_id"]: record for record in records}


def ticket(**keys):
    thing = {"id": 1, "title": "Help", "created_at": "2026-08-17T10:00:00Z", **keys}
    [record], _ = tell(read, json.dumps(thing))
    return record


@pytest.mark.parametrize("name", ["tickets.json", "articles.json"])
def test_each_fixture_becomes_what_was_agreed(name):
    assert_golden(READER, "contacts", name)


@pytest.mark.parametrize(
    ("keys", "status", "is_resolved"),
    [({"state": "new"}, "new", False), ({"state_id": 2}, "open", False), ({"state_id": 4}, "closed", True),
     ({"state": "pending reminder"}, "pending reminder", False), ({"state": "closed", "state_id": 9}, "closed", True),
     ({"state": "на паузі", "state_id": 12}, "на паузі", None), ({"state_id": 12}, None, None)],
)  # fmt: skip
def test_closed_is_resolved_and_a_state_of_ones_own_says_nothing(keys, status, is_resolved):
    assert said(ticket(**keys), "status", "is_resolved") == (status, is_resolved)


@pytest.mark.parametrize(
    ("kind", "sender", "channel", "left_out"),
    [("email", "Customer", "mail", None), ("email", "Agent", "mail", "outbound"), ("phone", "Customer", "call", None),
     ("phone", "Agent", "call", "outbound"), ("web", "Customer", "ticket", None), ("note", "Agent", "ticket", None),
     ("whatsapp message", "Customer", "chat", None), ("fax", "Customer", "other", None),
     (None, None, "ticket", None)],
)  # fmt: skip
def test_the_first_article_says_the_channel_and_who_began(kind, sender, channel, left_out):
    record = ticket(create_article_type=kind, create_article_sender=sender)
    direction = "out" if left_out else "in"
    assert said(record, "channel", "left_out", "direction") == (channel, left_out, direction)


def test_ids_without_names_are_known_by_zammads_own_numbers():
    record = ticket(create_article_type_id=5, create_article_sender_id=2, owner_id=1, priority_id=2)
    assert said(record, "channel", "direction", "operator", "priority") == (
        "call",
        "in",
        None,
        "normal",
    )


def test_the_words_of_a_removed_ticket_are_gone():
    assert said(ticket(state="removed"), "left_out", "text") == ("deleted", None)


def test_a_merged_ticket_has_no_articles_left_and_is_no_contact(tickets):
    assert said(tickets["302"], "left_out", "part_of") == ("not_a_contact", None)


def test_a_merged_ticket_whose_target_is_told_is_a_part_of_it_and_does_not_close_it(tickets):
    assert said(tickets["303"], "left_out", "part_of", "status") == (None, "301", None)


def test_articles_in_a_ticket_are_parts_of_it_and_internal_notes_never_are():
    records, _ = tell(read, fixture("zammad", "tickets.json"))
    assert [
        said(record, "source_id", "part_of", "direction", "text") for record in records[:4]
    ] == [
        ("301", None, "in", "Швидкість"),
        ("article-1", "301", "in", "<div>Швидкість <b>2 Мбіт</b></div>"),
        ("article-2", "301", "out", "Перевіряємо лінію"),
        ("article-3", "301", "in", "Досі повільно"),
    ]
    everything = json.dumps([dict(record.fields) for record in records], ensure_ascii=False)
    assert "нервує" not in everything


def test_where_no_customer_wrote_the_first_article_is_what_an_agent_took_down(tickets):
    assert said(tickets["article-5"], "part_of", "direction", "text") == (
        "305", "in", "Абонент каже: немає сигналу",
    )  # fmt: skip


def test_what_the_system_wrote_is_neither_sides(tickets):
    assert said(tickets["article-6"], "part_of", "direction") == ("301", None)


def test_an_article_is_the_same_part_inside_its_ticket_and_in_a_file_of_its_own():
    article = {"id": 7, "created_at": "2026-08-17T10:00:00Z", "body": "Help", "sender": "Customer"}
    thing = {"id": 1, "title": "x", "created_at": "2026-08-17T10:00:00Z", "articles": [article]}
    (_, inside), _ = tell(read, json.dumps(thing))
    (alone,), _ = tell(read, json.dumps({**article, "ticket_id": 1}))
    assert inside.fields == alone.fields


def test_articles_of_their_own_files_are_parts_of_their_ticket():
    records, _ = tell(read, fixture("zammad", "articles.json"))
    assert [said(record, "part_of", "direction", "text") for record in records] == [
        ("307", "in", "Знову немає сигналу"), ("307", "out", "Зателефонуємо"), ("307", None, None),
        ("307", "in", "дякую"),
    ]  # fmt: skip


def test_the_next_deadline_and_the_first_answer_are_read():
    record = ticket(escalation_at=None, close_escalation_at="2026-08-18T10:00:00Z",
                    first_response_at="2026-08-17T10:20:00Z")  # fmt: skip
    assert said(record, "due_at", "wait_seconds") == ("2026-08-18T10:00:00Z", 1200)


def test_own_attributes_can_be_reached_by_a_path(tickets):
    assert tickets["301"].fields["ticket"]["region"] == "Одеса"


@pytest.mark.parametrize("name", ["tickets.json", "articles.json"])
def test_values_of_any_type_in_any_field_stop_nothing(name):
    for thing in json.loads(fixture("zammad", name))[:2]:
        assert_nothing_stops(READER, thing)
