"""What the room promises of evaluations, call-backs and people's answers: whose they are, and nobody's data."""

import pytest

from trend_lib import contacts
from trend_lib.base.warehouse import open_warehouse

FORM = {
    "evaluation_id": "f1", "contact_source": "calls", "contact_ref": "c1", "operator": " op-1 ", "reviewer": "rv-2",
    "form": "call form", "form_version": "3", "section": "Opening", "question": "Greeting", "answer": "yes",
    "points": 1.0, "weight": 2.0, "score": 0.75, "is_not_applicable": False,
}  # fmt: skip
CALL = {
    "worklist": "Unresolved", "contact_source": "", "contact_ref": "leg", "customer": "067 123-45-67",
    "operator": "op-9", "attempt": 2.0, "outcome": "reached", "is_solved": True, "is_content": None,
    "text": "call me at +380671234567",
}  # fmt: skip
SAID = {
    "who": "on-call-1", "way": "Slack", "action": "countermeasure", "about": "2026-W33-T12",
    "value": '{"what": "ring 0671234567"}', "until": None, "note": "mail a@example.org",
}  # fmt: skip


def form(name, at, **said):
    return FORM | {"source_id": name, "evaluated_at": at} | said


def call(name, at, **said):
    return CALL | {"source_id": name, "called_at": at} | said


@pytest.fixture
def known(landed, moment):
    """A call of two legs, of which the second may be named."""
    landed.land("calls", [
        {"source_id": "c1", "opened_at": moment(), "text": "no signal", "customer": "+380671234567"},
        {"source_id": "leg", "opened_at": moment(1), "text": "", "whole_id": "c1"},
    ])  # fmt: skip
    return landed


def build(landed, table, *weeks):
    for week in weeks:
        contacts.build(landed.home, week)
    return landed.rows(f"SELECT * FROM contacts.{table} ORDER BY ALL")


def test_an_evaluation_is_a_row_a_question_about_the_whole_contact(known, week, moment):
    known.land("qa", [
        form("f1:a", moment(2), contact_ref="leg"),
        form("f1:b", moment(2), question="Solution", is_not_applicable=True, points=0.0, answer=None),
        form("f1:c", moment(2), question="Comment", points=7.0, answer="his phone is 067 123-45-67"),
    ], holds="evaluations")  # fmt: skip
    comment, greeting, solution = sorted(
        build(known, "evaluations", week), key=lambda row: row["question"]
    )
    assert {row["contact_id"] for row in (comment, greeting, solution)} == {"calls:c1"}
    assert (greeting["evaluation_id"], greeting["operator_id"], greeting["reviewer_id"]) == (
        "qa:f1",
        "op-1",
        "rv-2",
    )
    assert (greeting["points"], greeting["weight"], greeting["score"]) == (1, 2, 0.75)
    assert (solution["points"], solution["is_not_applicable"], solution["answer"]) == (
        None,
        True,
        "",
    )
    assert (comment["points"], comment["answer"]) == (None, "his phone is [phone]")


def test_of_one_question_filled_in_twice_the_newest_stands(known, week, moment):
    known.land(
        "qa",
        [form("a", moment(3), answer="no"), form("b", moment(2), answer="yes")],
        holds="evaluations",
    )
    assert [row["answer"] for row in build(known, "evaluations", week)] == ["no"]


def test_a_call_back_is_redacted_hashed_and_finds_the_contact_of_its_leg(known, week, moment):
    known.land("dialler", [call("1", moment(3)), call("2", moment(4), contact_ref=None, attempt=-1.0, text=None)],
               holds="callbacks")  # fmt: skip
    first, second = build(known, "callbacks", week)
    (contact,) = known.rows("SELECT * FROM contacts.contacts")
    assert (first["worklist"], first["contact_id"], first["attempt"]) == (
        "unresolved",
        "calls:c1",
        2,
    )
    assert (first["is_solved"], first["is_content"], first["text"]) == (
        True,
        None,
        "call me at [phone]",
    )
    assert first["customer_id"] == second["customer_id"] == contact["customer_id"]
    assert (second["contact_id"], second["attempt"], second["text"]) == (None, None, "")


def test_an_answer_of_a_person_keeps_what_was_said_without_anybodys_number(landed, week, moment):
    landed.land("inbox", [SAID | {"source_id": "e1", "said_at": moment()}], holds="answers")
    (row,) = build(landed, "answers", week)
    assert (row["answer_id"], row["way"], row["action"], row["about"]) == (
        "inbox:e1", "slack", "countermeasure", "2026-W33-T12",
    )  # fmt: skip
    assert (row["value"], row["note"]) == ('{"what": "ring [phone]"}', "mail [e-mail]")


def test_building_twice_and_a_corrected_date_leave_each_record_once(known, week, moment):
    known.land("dialler", [call("1", moment(3))], holds="callbacks")
    once = build(known, "callbacks", week)
    assert build(known, "callbacks", week) == once
    known.land("dialler", [call("1", moment(10))], "d2", holds="callbacks")
    rows = build(known, "callbacks", week.plus(1), week)
    assert [row["week_start"] for row in rows] == [week.plus(1).start]


def test_a_week_without_any_of_them_has_no_rows(landed, week):
    contacts.build(landed.home, week)
    with open_warehouse(landed.home) as con:
        assert [con.execute(f"SELECT count(*) FROM contacts.{table}").fetchone() for table in (
            "evaluations", "callbacks", "answers")] == [(0,)] * 3  # fmt: skip
