"""Tickets of Znuny, OTRS and OTOBO become contacts, whatever they write as text."""

import json

import pytest

from tests.sources.readers.golden import assert_golden
from tests.sources.readers.odd_values import assert_nothing_stops
from tests.sources.readers.told import fixture, said, tell
from trend_lib.sources.readers.znuny_otrs import READER

read = READER.reads["contacts"]


@pytest.fixture(scope="module")
def tickets():
    """The newest version of each ticket of the fixture."""
    records, _ = tell(read, fixture("znuny_otrs", "tickets.jsonl"))
    return {record.fields["source_id"]: record for record in records}


def ticket(*articles, **keys):
    thing = {"TicketID": "1", "Created": "2026-08-17 10:00:00", "Article": list(articles), **keys}
    records, _ = tell(read, json.dumps({"Ticket": [thing]}))
    return records[0]


def article(sender, channel="Email", visible="1", number="1", body="words"):
    return {"ArticleID": number, "SenderType": sender, "CommunicationChannel": channel,
            "IsVisibleForCustomer": visible, "Body": body}  # fmt: skip


def test_the_fixture_becomes_what_was_agreed():
    assert_golden(READER, "contacts", "tickets.jsonl")


@pytest.mark.parametrize(
    ("state", "kind", "is_resolved"),
    [("new", "new", False), ("open", "open", False), ("warten", "pending reminder", False),
     ("pending auto close+", "pending auto", False), ("closed successful", "closed", True),
     ("geschlossen", "closed", True), ("closed unsuccessful", "closed", False),
     ("closed with workaround", "closed", True), ("closed successful", None, True), ("own", None, None),
     ("merged", "merged", None), ("removed", "removed", None)],
)  # fmt: skip
def test_the_type_of_a_state_says_whether_it_is_resolved_unless_it_closed_in_vain(
    state, kind, is_resolved
):
    assert said(ticket(State=state, StateType=kind), "is_resolved") == (is_resolved,)


@pytest.mark.parametrize(
    ("sender", "channel", "ours", "left_out"),
    [("customer", "Email", "mail", None), ("agent", "Email", "mail", "outbound"), ("customer", "Phone", "call", None),
     ("agent", "Phone", "call", "outbound"), ("agent", "Internal", "ticket", None), ("customer", "Chat", "chat", None),
     ("system", "Email", "mail", None), ("customer", "Pigeon", "other", None)],
)  # fmt: skip
def test_the_first_article_says_the_channel_and_who_began(sender, channel, ours, left_out):
    record = ticket(article("customer", number="7"), article(sender, channel, number="2"))
    assert said(record, "channel", "left_out") == (ours, left_out)
    assert said(record, "direction") == ("out" if left_out else "in",)


def test_articles_of_old_versions_have_a_type_and_may_be_one_alone(tickets):
    assert said(tickets["408"], "channel") == ("ticket",)
    assert said(tickets["article-8"], "part_of", "opened_at", "text") == (
        "408", "2026-08-17 08:05:00", "Одна стаття без списку",
    )  # fmt: skip
    assert "article-9" not in tickets


def test_articles_are_parts_of_their_ticket_in_the_order_in_which_they_were_written():
    records, _ = tell(read, fixture("znuny_otrs", "tickets.jsonl"))
    newest = [said(record, "source_id", "part_of", "direction") for record in records[4:7]]
    assert newest == [("401", None, "in"), ("article-1", "401", "in"), ("article-4", "401", "in")]
    assert said(records[2], "source_id", "direction", "text") == ("article-2", "out", "Дивимось")


@pytest.mark.parametrize("visible", ["0", 0, False, ""])
def test_what_the_customer_may_not_read_is_no_part(visible):
    thing = {"TicketID": "1", "Created": "2026-08-17", "Article": article("agent", visible=visible)}
    records, _ = tell(read, json.dumps(thing))
    assert len(records) == 1


def test_merged_removed_and_junk_tickets_are_left_out(tickets):
    left_out = {
        number: record.fields.get("left_out")
        for number, record in tickets.items()
        if number.isdigit()
    }
    assert left_out == {
        "401": None, "402": None, "403": "outbound", "404": "not_a_contact", "405": None, "406": "spam",
        "407": "deleted", "408": None, "409": None,
    }  # fmt: skip
    assert said(tickets["405"], "part_of", "status") == ("401", None)


def test_a_ticket_closed_in_vain_is_closed_all_the_same(tickets):
    assert said(tickets["402"], "is_resolved", "closed_at") == (False, "2026-08-18 11:00:00")


def test_the_words_of_a_removed_ticket_are_gone(tickets):
    assert "text" not in tickets["407"].fields


def test_seconds_since_1970_are_preferred_to_clocks_without_a_zone():
    assert said(ticket(CreateTimeUnix="1786953600"), "opened_at") == ("2026-08-17T08:00:00+00:00",)
    assert said(ticket(), "opened_at") == ("2026-08-17 10:00:00",)


def test_nobody_is_no_operator():
    assert said(ticket(Owner="root@localhost", OwnerID="1"), "operator") == (None,)
    assert said(ticket(OwnerID="1"), "operator") == (None,)
    assert said(ticket(Owner="agent-d", OwnerID="12"), "operator") == ("agent-d",)


def test_promises_and_first_answers_are_read():
    record = ticket(
        EscalationDestinationDate="2026-08-17 12:00:00", FirstResponse="2026-08-17 10:10:00"
    )
    assert said(record, "due_at", "wait_seconds") == ("2026-08-17 12:00:00", 600)
    assert said(
        ticket(FirstResponse="", SolutionTimeDestinationDate=""), "due_at", "wait_seconds"
    ) == (None, None)


def test_an_error_is_set_aside_though_it_came_with_status_200():
    _, set_aside = tell(read, fixture("znuny_otrs", "tickets.jsonl"))
    assert [piece.reason for piece in set_aside] == ["error_answer", "not_a_ticket"]
    assert "AccessDenied" in set_aside[0].raw


def test_dynamic_fields_can_be_reached_by_their_names(tickets):
    reached = tickets["401"].fields["ticket"]
    assert reached["DynamicField"] == {"Region": "Полтава", "Node": None}
    assert "Article" not in reached


def test_values_of_any_type_in_any_field_stop_nothing():
    thing = json.loads(fixture("znuny_otrs", "tickets.jsonl").splitlines()[0])["Ticket"][0]
    assert_nothing_stops(READER, thing)
