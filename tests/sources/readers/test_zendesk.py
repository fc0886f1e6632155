"""Zendesk's tickets become contacts, its ratings survey answers, whichever export they come from."""

import json

import pytest

from tests.sources.readers.golden import assert_golden
from tests.sources.readers.odd_values import assert_nothing_stops
from tests.sources.readers.told import fixture, real_sample, said, tell
from trend_lib.sources.readers.zendesk import READER

read_contacts = READER.reads["contacts"]
read_answers = READER.reads["survey_answers"]


@pytest.fixture(scope="module")
def tickets():
    """The newest version of each ticket of the fixture."""
    records, _ = tell(read_contacts, fixture("zendesk", "tickets.json"))
    return {record.fields["source_id"]: record for record in records}


def ticket(**keys):
    return {
        "id": 1,
        "requester_id": 5,
        "created_at": "2026-08-17T10:00:00Z",
        "updated_at": "2026-08-17T11:00:00Z",
        **keys,
    }


def contact(**keys):
    [record], _ = tell(read_contacts, json.dumps(ticket(**keys)), chunk=1 << 20)
    return record


def answers(*objects):
    records, set_aside = tell(read_answers, "\n".join(map(json.dumps, objects)))
    return records, [piece.reason for piece in set_aside]


@pytest.mark.parametrize(
    ("holds", "name"),
    [
        ("contacts", "tickets.json"),
        ("survey_answers", "tickets.json"),
        ("survey_answers", "ratings.jsonl"),
    ],
)
def test_each_fixture_becomes_what_was_agreed(holds, name):
    assert_golden(READER, holds, name)


@pytest.mark.parametrize(
    ("status", "is_resolved"),
    [("new", False), ("open", False), ("pending", False), ("hold", False), ("solved", True),
     ("closed", True), ("deleted", None), ("frozen", None), (None, None)],
)  # fmt: skip
def test_a_ticket_is_resolved_when_zendesk_says_solved_or_closed(status, is_resolved):
    assert contact(status=status).fields.get("is_resolved") is is_resolved


def test_a_version_is_as_new_as_the_later_of_its_two_stamps():
    assert said(contact(generated_timestamp=1787043605), "updated_at") == (
        "2026-08-18T09:00:05+00:00",
    )
    assert said(contact(generated_timestamp=1), "updated_at") == ("2026-08-17T11:00:00+00:00",)
    assert said(contact(generated_timestamp="soon"), "updated_at") == ("soon",)


@pytest.mark.parametrize(
    ("via", "channel", "direction"),
    [("email", "mail", "in"), ("mail", "mail", "in"), (4, "mail", "in"), ("web", "ticket", "in"),
     ("api", "ticket", "in"), ("voice", "call", "in"), (46, "call", "out"), ("whatsapp", "chat", "in"),
     ("native_messaging", "chat", "in"), ("phone_call_outbound", "call", "out"),
     ("carrier pigeon", "other", "in"), (None, "ticket", "in")],
)  # fmt: skip
def test_via_says_the_channel_and_who_called_whom(via, channel, direction):
    assert said(contact(via={"channel": via}), "channel", "direction") == (channel, direction)


def test_a_deleted_ticket_is_left_out_and_its_words_are_gone(tickets):
    assert said(tickets["105"], "left_out", "text", "status") == ("deleted", None, "deleted")


def test_outbound_calls_and_samples_are_left_out(tickets):
    assert said(tickets["104"], "left_out") == ("outbound",)
    assert said(tickets["108"], "left_out") == ("test",)


def test_a_merged_ticket_is_a_part_of_the_ticket_that_its_last_comment_names(tickets):
    assert said(tickets["106"], "part_of", "left_out") == ("101", None)
    assert tickets["106"].fields["text"] == "Нет интернета второй день"


def test_a_ticket_closed_by_a_merge_does_not_resolve_the_one_it_went_into(tickets):
    assert said(tickets["106"], "status", "is_resolved", "closed_at") == (None, None, None)


@pytest.mark.parametrize(
    "told", [{"merged_ticket": 7}, {"merged_ticket": {"id": 7}}, {"merged_into_id": "7"}]
)
def test_a_merged_ticket_is_a_part_of_the_ticket_that_the_export_names(told):
    assert said(contact(**told), "part_of", "left_out") == ("7", None)


def test_a_merged_ticket_of_which_nothing_names_the_target_is_no_contact_of_its_own(tickets):
    assert said(tickets["107"], "part_of", "left_out") == (None, "not_a_contact")


def test_a_follow_up_is_a_contact_of_its_own(tickets):
    assert said(tickets["109"], "part_of", "left_out") == (None, None)


def test_public_comments_are_parts_of_their_ticket_without_the_description_said_again(tickets):
    parts = [record for record in tickets.values() if record.fields.get("part_of") == "102"]
    assert [said(part, "source_id", "direction", "text") for part in parts] == [
        ("comment-2", "out", "Перевіряємо"), ("comment-3", "in", "Номер договору надішлю завтра"),
    ]  # fmt: skip


def test_another_customer_in_a_thread_is_known_by_the_users_beside():
    users = [{"id": 6, "role": "end-user"}, {"id": 7, "role": "agent"}]
    comments = [{"id": author, "author_id": author, "body": "x"} for author in (5, 6, 7, 8)]
    records, _ = tell(
        read_contacts, json.dumps({"tickets": [ticket(comments=comments)], "users": users})
    )
    assert [said(record, "direction") for record in records[1:]] == [
        ("in",),
        ("in",),
        ("out",),
        ("out",),
    ]


def test_a_message_without_moment_or_number_is_a_part_all_the_same():
    records, _ = tell(read_contacts, json.dumps(ticket(comments=[{"body": "a"}, {"body": "b"}])))
    assert len({record.fields["source_id"] for record in records}) == 3
    assert {record.fields["opened_at"] for record in records} == {"2026-08-17T10:00:00Z"}


def test_of_a_deleted_ticket_no_message_is_told():
    records, _ = tell(
        read_contacts, json.dumps(ticket(status="deleted", comments=[{"id": 1, "body": "a"}]))
    )
    assert [record.fields["source_id"] for record in records] == ["1"]


def test_a_subject_made_of_the_first_words_is_not_said_twice():
    assert contact(subject="No signal…", description="No signal since noon").fields["text"] == (
        "No signal since noon"
    )
    assert contact(subject="Help", description="No signal").fields["text"] == "Help\nNo signal"


def test_pictures_pasted_into_a_text_do_not_make_it_long():
    picture = '<img src="data:image/png;base64,' + "A" * 3_000_000 + '">'
    text = contact(description=f"<p>See</p>{picture}<p>this</p>").fields["text"]
    assert text == '<p>See</p><img src=""><p>this</p>'
    assert len(contact(description="х" * 3_000_000).fields["text"]) == 100_000


def test_metric_sets_beside_the_tickets_are_found_by_their_number():
    metrics = {"ticket_id": 1, "reopens": 2, "solved_at": "2026-08-18T10:00:00Z"}
    export = {"tickets": [ticket(status="solved")], "metric_sets": [{"ticket_id": 9}, metrics]}
    [record], _ = tell(read_contacts, json.dumps(export))
    assert said(record, "reopened_count", "closed_at") == (2, "2026-08-18T10:00:00Z")


def test_a_reopened_ticket_is_not_closed_though_it_was_solved_once():
    record = contact(status="open", metric_set={"solved_at": "2026-08-18T10:00:00Z", "reopens": 1})
    assert said(record, "closed_at", "reopened_count") == (None, 1)


def test_own_fields_and_the_people_beside_can_be_reached_by_a_path(tickets):
    reached = tickets["101"].fields["ticket"]
    assert reached["custom_fields"] == {"77001": "Львів", "77002": None}
    assert reached["requester"]["email"] == "abonent-a@example.com"
    assert reached["group"]["name"] == "Перша лінія"
    assert reached["metric_set"]["reply_time_in_minutes"]["business"] == 30
    assert "description" not in reached


def test_a_rating_in_a_ticket_and_one_in_the_list_of_ratings_are_the_same_answer():
    of_ticket, _ = answers(ticket(satisfaction_rating={"score": "good"}))
    of_list, _ = answers({"ticket_id": 1, "score": "good", "created_at": "2026-08-20T10:00:00Z"})
    names = ("contact_ref", "question", "score", "scale_min", "scale_max")
    assert said(of_ticket[0], *names) == said(of_list[0], *names) == ("1", "satisfaction", 1, 0, 1)


def test_offered_was_asked_and_not_answered():
    [record], _ = answers({"ticket_id": 1, "score": "offered", "created_at": "2026-08-20T10:00:00Z",
                           "updated_at": "2026-08-20T10:00:00Z"})  # fmt: skip
    assert said(record, "score", "asked_at", "answered_at") == (None, "2026-08-20T10:00:00Z", None)


def test_a_ticket_that_was_never_rated_holds_no_answer_and_is_nothing_to_set_aside():
    assert answers(ticket(satisfaction_rating={"score": "unoffered"})) == ([], [])
    assert answers(ticket(requester_id=1)) == ([], [])


def test_what_is_no_rating_is_set_aside():
    _, reasons = answers({"id": 3}, {"ticket_id": 1, "score": "splendid"})
    assert reasons == ["not_a_rating", "unknown_score"]


def test_what_stands_beside_tickets_is_no_ticket_in_a_file_of_its_own():
    beside = json.loads(fixture("zendesk", "tickets.json"))["users"]
    user = {**beside[0], "created_at": "2026-08-17T10:00:00Z"}
    comment = {"id": 1, "author_id": 2, "body": "x", "created_at": "2026-08-17T10:00:00Z"}
    rating = {
        "id": 1,
        "ticket_id": 2,
        "requester_id": 3,
        "score": "good",
        "created_at": "2026-08-17T10:00:00Z",
    }
    records, set_aside = tell(read_contacts, json.dumps([user, comment, rating]))
    assert (records, [piece.reason for piece in set_aside]) == ([], ["not_a_ticket"] * 3)


def test_values_of_any_type_in_any_field_stop_nothing():
    for thing in json.loads(fixture("zendesk", "tickets.json"))["tickets"][1:3]:
        assert_nothing_stops(READER, thing)
    for line in fixture("zendesk", "ratings.jsonl").splitlines():
        [things] = (
            json.loads(line).values()
            if b"survey" in line
            else [json.loads(line)["satisfaction_ratings"]]
        )
        assert_nothing_stops(READER, things[0])


@pytest.mark.parametrize(
    ("name", "count"),
    [("zendesk_search_results_page.json", 4), ("zendesk_ticket_voice_channel.json", 1)],
)
def test_public_samples_are_read_whole(name, count):
    records, set_aside = tell(read_contacts, real_sample(name))
    assert (len(records), set_aside) == (count, [])
    assert all(record.fields["text"] and record.fields["customer"] for record in records)


def test_a_voicemail_of_a_public_sample_is_a_call_that_came_in():
    [record], _ = tell(read_contacts, real_sample("zendesk_ticket_voice_channel.json"))
    assert said(record, "channel", "direction", "is_resolved") == ("call", "in", False)
