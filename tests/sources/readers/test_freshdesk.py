"""Freshdesk's tickets become contacts, the codes of its surveys scores."""

import json

import pytest

from tests.sources.readers.golden import assert_golden
from tests.sources.readers.odd_values import assert_nothing_stops
from tests.sources.readers.told import fixture, real_sample, said, tell
from trend_lib.sources.readers.freshdesk import READER

read_contacts = READER.reads["contacts"]
read_answers = READER.reads["survey_answers"]


def ticket(**keys):
    [record], _ = tell(
        read_contacts,
        json.dumps({"id": 1, "requester_id": 5, "created_at": "2026-08-17T10:00:00Z", **keys}),
    )
    return record


def answers(**keys):
    rating = {"ticket_id": 1, "created_at": "2026-08-20T10:00:00Z", **keys}
    return tell(read_answers, json.dumps([rating]))


@pytest.mark.parametrize(
    ("holds", "name"), [("contacts", "tickets.json"), ("survey_answers", "ratings.json")]
)
def test_each_fixture_becomes_what_was_agreed(holds, name):
    assert_golden(READER, holds, name)


@pytest.mark.parametrize(
    ("code", "status", "is_resolved"),
    [(2, "open", False), (3, "pending", False), (4, "resolved", True), (5, "closed", True),
     (6, "6", False), (17, "17", False), ("4", "resolved", True), (None, None, None)],
)  # fmt: skip
def test_only_resolved_and_closed_are_resolved_and_a_desks_own_statuses_are_not(
    code, status, is_resolved
):
    assert said(ticket(status=code), "status", "is_resolved") == (status, is_resolved)


@pytest.mark.parametrize(
    ("source", "channel", "direction", "left_out"),
    [(1, "mail", "in", None), (2, "ticket", "in", None), (3, "call", "in", None), (7, "chat", "in", None),
     (9, "ticket", "in", None), (10, "mail", "out", "outbound"), (99, "other", "in", None)],
)  # fmt: skip
def test_source_says_the_channel_and_10_is_a_mail_of_ours(source, channel, direction, left_out):
    assert said(ticket(source=source), "channel", "direction", "left_out") == (
        channel,
        direction,
        left_out,
    )


@pytest.mark.parametrize(
    ("keys", "left_out"),
    [({"spam": True}, "spam"), ({"deleted": True, "spam": True}, "deleted"), ({"spam": False}, None),
     ({"association_type": 3}, "not_a_contact"), ({"association_type": 1}, None)],
)  # fmt: skip
def test_spam_deleted_tickets_and_trackers_are_left_out(keys, left_out):
    assert said(ticket(**keys), "left_out") == (left_out,)


def test_a_child_ticket_is_a_part_of_its_parent_and_a_related_one_is_not():
    assert said(ticket(association_type=2, associated_tickets_list=[7]), "part_of") == ("7",)
    assert said(ticket(association_type=4, associated_tickets_list=[7]), "part_of") == (None,)
    assert said(ticket(association_type=2, associated_tickets_list=[]), "part_of") == (None,)


def test_a_child_ticket_is_work_of_ours_and_says_nothing_of_the_contact():
    record = ticket(
        association_type=2, associated_tickets_list=[7], subject="Check the cable", status=5
    )
    assert said(record, "text", "status", "is_resolved", "direction") == (None, None, None, None)


def test_stats_say_when_it_was_answered_closed_and_reopened():
    stats = {"first_responded_at": "2026-08-17T10:30:00Z", "resolved_at": "2026-08-18T10:00:00Z",
             "reopened_at": None}  # fmt: skip
    record = ticket(status=4, stats=stats)
    assert said(record, "wait_seconds", "closed_at", "reopened_count") == (
        1800,
        "2026-08-18T10:00:00Z",
        0,
    )
    assert said(ticket(status=2, stats=stats), "closed_at") == (None,)
    assert said(ticket(status=4), "closed_at", "reopened_count", "wait_seconds") == (
        None,
        None,
        None,
    )


def test_html_stays_html_where_there_is_no_plain_text():
    assert ticket(subject="Help", description="<p>No <b>signal</b></p>").fields["text"] == (
        "Help\n<p>No <b>signal</b></p>"
    )
    assert ticket(description="<p>a</p>", description_text="a").fields["text"] == "a"


def test_public_conversations_are_parts_of_their_ticket_and_private_ones_never_are():
    records, _ = tell(read_contacts, fixture("freshdesk", "tickets.json"))
    parts = [record for record in records if record.fields["source_id"].startswith("conversation-")]
    assert [said(part, "source_id", "part_of", "direction", "text") for part in parts] == [
        ("conversation-1", "201", "out", "Перезавантажте"), ("conversation-2", "201", "in", "Не допомогло"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "score"),
    [(103, 7), (102, 6), (101, 5), (100, 4), (-101, 3), (-102, 2), (-103, 1), ("103", 7)],
)
def test_codes_of_ratings_are_a_scale_from_1_to_7_with_the_best_at_7(code, score):
    [record], _ = answers(ratings={"default_question": code})
    assert said(record, "score", "scale_min", "scale_max") == (score, 1, 7)


def test_every_question_of_a_rating_is_an_answer_of_its_own():
    records, _ = answers(ratings={"default_question": 103, "question_2": -102})
    assert [said(record, "question", "score") for record in records] == [
        ("default_question", 7), ("question_2", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "reason"),
    [({"ratings": {"default_question": 3}}, "unknown_score"), ({"ratings": {}}, "no_score"), ({}, "no_score"),
     ({"ratings": {"default_question": None}}, "unknown_score")],
)  # fmt: skip
def test_a_rating_without_a_known_code_is_set_aside(keys, reason):
    _, set_aside = answers(**keys)
    assert [piece.reason for piece in set_aside] == [reason]


def test_a_ticket_among_the_ratings_is_set_aside():
    _, set_aside = tell(read_answers, fixture("freshdesk", "tickets.json"))
    assert {piece.reason for piece in set_aside} == {"not_a_rating"}


def test_own_fields_can_be_reached_by_a_path():
    record = ticket(custom_fields={"cf_region": "Київ"}, requester={"phone": "+380000000101"})
    assert record.fields["ticket"]["custom_fields"]["cf_region"] == "Київ"
    assert record.fields["ticket"]["requester"]["phone"] == "+380000000101"


@pytest.mark.parametrize("name", ["tickets.json", "ratings.json"])
def test_values_of_any_type_in_any_field_stop_nothing(name):
    for thing in json.loads(fixture("freshdesk", name))[:3]:
        assert_nothing_stops(READER, thing)


def test_a_public_sample_is_read_whole():
    records, set_aside = tell(read_contacts, real_sample("freshdesk_search_tickets_page.json"))
    assert (len(records), set_aside) == (1, [])
    assert said(records[0], "channel", "status", "is_resolved", "priority") == (
        "chat",
        "closed",
        True,
        "low",
    )
