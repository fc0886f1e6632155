"""The bulletin tells what changed on the quality line, whose scores are left out, and who waits for a solution."""

import pytest

from tests.report import seeding
from trend_lib.base.warehouse import open_warehouse


@pytest.fixture
def home(tmp_path):
    return seeding.seed(seeding.new_home(tmp_path / "home"))


def insert(home, table, **row):
    row = {"week_start": seeding.WEEK.start} | row
    with open_warehouse(home) as con:
        marks = ", ".join("?" for _ in row)
        con.execute(
            f"INSERT INTO quality.{table} ({', '.join(row)}) VALUES ({marks})", list(row.values())
        )


def alarm(home, measure, slice_value="all", *, is_alarm=True):
    insert(
        home, "score_series", measure=measure, slice_dim="all" if slice_value == "all" else "channel",
        slice_value=slice_value, question="politeness", observed=60, of_all=400, lower=120.0, upper=180.0,
        q_value=0.001, method="level", status="tested", is_alarm=is_alarm,
    )  # fmt: skip


def test_a_quiet_line_says_nothing_more(home, composed):
    alarm(home, "answered", is_alarm=False)
    assert composed(home).scores.told == ()
    assert composed(home).not_known == ()


def test_a_fall_of_response_is_told_by_question_and_channel(home, composed):
    alarm(home, "answered", "call")
    assert composed(home).scores.told == (
        "Politeness (call): 60 of 400 who were asked answered, fewer than the usual 120 to 180.",
    )
    assert "опитаних, менше за звичні" in composed(home, language="uk").scores.told[0]


def test_low_scores_are_told(home, composed):
    alarm(home, "low_scores")
    (told,) = composed(home).scores.told
    assert told == "Politeness: 60 of 400 answers were low, beyond the usual 120 to 180."


def test_a_source_that_stands_on_its_head_is_named_with_the_cure(home, composed):
    fields = {"contacts": 400, "says": "low_is_good", "is_stated": False, "is_refused": True}
    insert(home, "scale_directions", source="ivr", **fields)
    (said,) = composed(home).not_known
    assert "Scores of ivr are left out" in said
    assert "scale_direction" in said


def test_what_passed_its_limit_is_counted_over_all_kinds(home, composed):
    for kind, entered, standing in (("technical", 7, 30), ("marketing", 2, 3)):
        insert(home, "unresolved_flow", kind=kind, what="entered", contacts=entered)
        insert(home, "unresolved_flow", kind=kind, what="standing", contacts=standing)
    sentence = composed(home).open_contacts.sentence
    assert sentence.endswith(
        "new this week 9, followed until the subscriber says that it is solved 33."
    )


def test_answers_that_came_when_their_list_had_moved_on_are_told_and_others_are_not(home, composed):
    before = composed(home).open_contacts.sentence
    answer = {
        "said_at": "2026-09-18 10:00",
        "who": "w",
        "action": "solved",
        "about": "unresolved:x",
    }
    insert(home, "list_answers", answer_id="a", became="counted", **answer)
    assert composed(home).open_contacts.sentence == before
    insert(home, "list_answers", answer_id="b", became="left_before", **answer)
    assert composed(home).open_contacts.sentence == (
        f"{before} Of 2 answers about the lists of callers 1 came when the list had moved on: no longer on it 1, "
        "never on it 0, unknown 0."
    )
