"""What the room promises of survey answers: whose they are, and what counts as an answer."""

import pytest

from trend_lib import contacts

ANSWERS = "SELECT * FROM contacts.survey_answers ORDER BY contact_id, question"


@pytest.fixture
def answer(moment):
    """One survey record as landed; arguments replace its fields."""

    def make(source_id, **fields):
        usual = {
            "source_id": source_id, "contact_source": "desk", "contact_ref": "1", "question": "quality",
            "score": 4.0, "asked_at": moment(1), "answered_at": moment(1, 13),
        }  # fmt: skip
        return usual | fields

    return make


def build(landed, *weeks):
    for week in weeks:
        contacts.build(landed.home, week)
    return landed.rows(ANSWERS)


def test_an_answer_without_a_source_finds_its_contact_in_any(landed, week, moment, answer):
    landed.land("calls", [{"source_id": "q-1", "opened_at": moment(), "text": ""}])
    landed.land("ivr", [answer("s1", contact_source="", contact_ref="q-1")], holds="survey_answers")
    (row,) = build(landed, week)
    assert row["contact_id"] == "calls:q-1"
    assert (row["score"], row["scale_min"], row["scale_max"]) == (4, 1, 5)


@pytest.mark.parametrize(("source", "kept"), [("", ":nobody"), ("desk", "desk:nobody")])
def test_an_answer_about_an_unknown_contact_is_kept(landed, week, answer, source, kept):
    landed.land(
        "ivr", [answer("s1", contact_source=source, contact_ref="nobody")], holds="survey_answers"
    )
    assert [row["contact_id"] for row in build(landed, week)] == [kept]


@pytest.mark.parametrize("score", [0.0, 5.1, -1.0, 10.0, float("nan"), float("inf"), None])
def test_a_score_outside_its_scale_is_no_answer(landed, week, answer, score):
    landed.land("ivr", [answer("s1", score=score)], holds="survey_answers")
    (row,) = build(landed, week)
    assert (row["score"], row["answered_at"]) == (None, None)


def test_a_source_may_bring_its_own_scale(landed, week, answer):
    landed.land(
        "ivr", [answer("s1", score=9.0, scale_min=0.0, scale_max=10.0)], holds="survey_answers"
    )
    (row,) = build(landed, week)
    assert (row["score"], row["scale_max"]) == (9, 10)


def test_how_many_scores_were_outside_their_scale_stands_in_the_log(landed, week, answer, caplog):
    landed.land(
        "ivr",
        [answer("s1", score=7.0), answer("s2", question="politeness", score=None)],
        holds="survey_answers",
    )
    with caplog.at_level("INFO", "trend_lib"):
        build(landed, week)
    assert "answers=2 answers_repeated=0 scores_outside_scale=1" in caplog.text


def test_of_two_answers_about_one_contact_the_later_stands(landed, week, moment, answer):
    landed.land(
        "ivr",
        [
            answer("s1", score=2.0, asked_at=moment(1)),
            answer("s2", score=5.0, asked_at=moment(2)),
            answer("s3", score=None, asked_at=moment(3)),
        ],
        holds="survey_answers",
    )
    assert [row["score"] for row in build(landed, week)] == [5]


def test_one_contact_named_in_two_ways_still_has_one_answer(landed, week, moment, answer):
    landed.land("desk", [{"source_id": "1", "opened_at": moment(), "text": ""}])
    landed.land(
        "ivr",
        [answer("s1", score=2.0), answer("s2", contact_source="", score=3.0, asked_at=moment(4))],
        holds="survey_answers",
    )
    assert [(row["contact_id"], row["score"]) for row in build(landed, week)] == [("desk:1", 3)]


@pytest.mark.parametrize("later_week_first", [False, True])
def test_a_contact_asked_again_in_a_later_week_has_its_later_answer(
    landed, week, moment, answer, later_week_first
):
    landed.land(
        "ivr",
        [answer("s1", score=2.0), answer("s2", score=5.0, asked_at=moment(8))],
        holds="survey_answers",
    )
    weeks = [week, week.plus(1)]
    rows = build(landed, *(reversed(weeks) if later_week_first else weeks))
    assert [(row["week_start"], row["score"]) for row in rows] == [(week.plus(1).start, 5)]
    assert build(landed, *weeks) == rows


def test_a_question_without_a_name_is_the_overall_one(landed, week, answer):
    landed.land(
        "ivr",
        [answer("s1", question=None), answer("s2", question=" Politeness ")],
        holds="survey_answers",
    )
    assert [row["question"] for row in build(landed, week)] == ["overall", "politeness"]
