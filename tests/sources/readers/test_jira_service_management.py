"""Requests and issues of Jira become contacts, its stars survey answers, its trees texts."""

import json

import pytest

from tests.sources.readers.golden import assert_golden
from tests.sources.readers.odd_values import assert_nothing_stops
from tests.sources.readers.told import fixture, said, tell
from trend_lib.sources.readers.atlassian_document import plain_text
from trend_lib.sources.readers.jira_service_management import READER

read_contacts = READER.reads["contacts"]
read_answers = READER.reads["survey_answers"]
NAME = "jira_service_management"


def request(**keys):
    return {"issueId": "1", "createdDate": {"iso8601": "2026-08-17T10:00:00+0300"}, **keys}


def issue(**fields):
    return {
        "id": "1",
        "key": "NET-1",
        "fields": {"created": "2026-08-17T10:00:00.000-0800", **fields},
    }


def contact(thing):
    [record], _ = tell(read_contacts, json.dumps(thing))
    return record


def rating(thing):
    records, set_aside = tell(read_answers, json.dumps(thing))
    return [record.fields["score"] for record in records], [piece.reason for piece in set_aside]


@pytest.mark.parametrize("holds", ["contacts", "survey_answers"])
@pytest.mark.parametrize("name", ["requests.json", "issues.json"])
def test_each_fixture_becomes_what_was_agreed(holds, name):
    assert_golden(READER, holds, name)


@pytest.mark.parametrize(
    ("category", "is_resolved"),
    [("NEW", False), ("INDETERMINATE", False), ("DONE", True), ("UNDEFINED", None), (None, None)],
)
def test_the_category_of_a_status_says_whether_it_is_resolved_in_both_shapes(category, is_resolved):
    of_request = contact(request(currentStatus={"status": "x", "statusCategory": category}))
    of_issue = contact(
        issue(status={"name": "x", "statusCategory": {"key": (category or "").lower()}})
    )
    assert said(of_request, "status", "is_resolved") == ("x", is_resolved)
    assert said(of_issue, "status", "is_resolved") == ("x", is_resolved)


def test_an_issue_without_a_category_is_resolved_when_it_has_a_resolution():
    assert said(contact(issue(resolution={"name": "Fixed"})), "is_resolved") == (True,)
    assert said(contact(issue(resolution=None)), "is_resolved") == (None,)


def test_the_moment_of_a_status_closes_only_a_request_that_is_done():
    status = {"statusDate": {"iso8601": "2026-08-18T10:00:00+0300"}}
    done = contact(request(currentStatus={**status, "statusCategory": "DONE"}))
    begun = contact(request(currentStatus={**status, "statusCategory": "INDETERMINATE"}))
    assert said(done, "closed_at", "updated_at") == ("2026-08-18T10:00:00+0300",) * 2
    assert said(begun, "closed_at", "updated_at") == (None, "2026-08-18T10:00:00+0300")


def test_a_date_is_read_from_any_of_the_ways_in_which_it_is_told():
    assert said(contact(request()), "opened_at") == ("2026-08-17T10:00:00+0300",)
    only_millis = contact(request(createdDate={"epochMillis": 1786957200000, "friendly": "Today"}))
    assert said(only_millis, "opened_at") == ("2026-08-17T09:00:00+00:00",)
    assert said(contact(issue()), "opened_at") == ("2026-08-17T10:00:00.000-0800",)


def test_a_tree_becomes_text_line_by_line_without_those_it_mentions():
    [first, *_], _ = tell(read_contacts, fixture(NAME, "issues.json"))
    assert first.fields["text"].split("\n") == [
        "Швидкість нижча за тариф", "Що сталося", "Замір 12 Мбіт", "замість 100", "вдень", "увечері 😡",
        "Wi-Fi", "5", "гляньте", "з невідомого вузла",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "tree", [{}, {"type": "doc"}, {"type": "doc", "content": [None, 1, "x", []]}]
)
def test_a_tree_without_text_is_no_text(tree):
    assert plain_text(tree) is None


def test_a_description_that_is_text_already_stays_so():
    assert plain_text(" no *signal* ") == "no *signal*"
    assert contact(request(summary="a", requestFieldValues=[
        {"fieldId": "description", "value": "b"}, {"fieldId": "summary", "value": "a"},
    ])).fields["text"] == "a\nb"  # fmt: skip


@pytest.mark.parametrize(
    ("name", "parts"),
    [("requests.json", [("107001", "in", "Працює лише перший канал"), ("107001", "out", "Оновили прошивку")]),
     ("issues.json", [("108002", "in", "досі повільно"), ("108002", "out", "міняємо порт")])],
)  # fmt: skip
def test_public_comments_are_parts_of_their_request_and_internal_ones_never_are(name, parts):
    records, _ = tell(read_contacts, fixture(NAME, name))
    comments = [record for record in records if record.fields["source_id"].startswith("comment-")]
    assert [said(comment, "part_of", "direction", "text") for comment in comments] == parts


def test_the_first_running_clock_is_what_a_request_is_due_by():
    records, _ = tell(read_contacts, fixture(NAME, "requests.json"))
    assert said(records[0], "due_at") == ("2026-08-17T13:00:00+0300",)
    records, _ = tell(read_contacts, fixture(NAME, "issues.json"))
    due = [
        record.fields.get("due_at") for record in records if record.fields["source_id"].isdigit()
    ]
    assert due == ["2026-08-18T12:00:00+0300", None, None, "2026-08-25"]


def test_a_subtask_is_work_of_ours_and_a_part_of_its_parent():
    record = contact(
        issue(
            issuetype={"subtask": True}, parent={"id": "9"}, summary="Check", status={"name": "x"}
        )
    )
    assert said(record, "part_of", "text", "status") == ("9", None, None)
    assert said(contact(issue(issuetype={"subtask": False}, parent={"id": "9"})), "part_of") == (
        None,
    )


def test_fields_can_be_reached_by_a_path_in_both_shapes():
    of_request, *_ = tell(read_contacts, fixture(NAME, "requests.json"))[0]
    assert (
        of_request.fields["ticket"]["requestFieldValues"]["customfield_10050"]["value"] == "Харків"
    )
    of_issue, *_ = tell(read_contacts, fixture(NAME, "issues.json"))[0]
    fields = of_issue.fields["ticket"]["fields"]
    assert (fields["customfield_10060"]["value"], fields["labels"]) == ("Дніпро", "speed, fiber")
    assert "description" not in fields


def test_a_tree_in_a_field_of_ones_own_is_reached_as_text():
    tree = {
        "type": "doc",
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": "x"}]}],
    }
    assert contact(issue(customfield_1=tree)).fields["ticket"]["fields"]["customfield_1"] == "x"


def test_stars_are_found_with_a_request_alone_and_in_a_field_of_an_issue():
    assert rating(request(feedback={"rating": 4})) == ([4], [])
    assert rating(request(feedback={"values": [{"rating": 3}]})) == ([3], [])
    assert rating({"issueKey": "DESK-1", "rating": 5, "type": "csat"}) == ([5], [])
    assert rating(issue(customfield_10080={"rating": 2})) == ([2], [])


def test_a_request_without_stars_holds_no_answer_and_is_nothing_to_set_aside():
    assert rating(request(feedback={"rating": None})) == ([], [])
    assert rating(issue(customfield_1={"value": "x"}, priority={"rating": 1})) == ([], [])


def test_what_is_no_request_is_set_aside():
    assert rating({"errorMessages": ["no"]}) == ([], ["not_a_request"])
    _, set_aside = tell(read_contacts, json.dumps({"errorMessages": ["no"]}))
    assert [piece.reason for piece in set_aside] == ["not_a_request"]


@pytest.mark.parametrize(
    ("name", "within"), [("requests.json", "values"), ("issues.json", "issues")]
)
def test_values_of_any_type_in_any_field_stop_nothing(name, within):
    for thing in json.loads(fixture(NAME, name))[within][:2]:
        assert_nothing_stops(READER, thing)
