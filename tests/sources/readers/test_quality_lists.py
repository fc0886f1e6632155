"""Lists that people fill in: call-backs and evaluation forms, in the words people use."""

import pytest

from tests.sources.readers.told import fixture, said, tell
from trend_lib.base.settings import SourceConfig
from trend_lib.sources.readers import callbacks, evaluations

read_callbacks = callbacks.READER.reads["callbacks"]
read_evaluations = evaluations.READER.reads["evaluations"]
FORM = {
    "contact_ref": "Call",
    "operator": "Operator",
    "reviewer": "Reviewer",
    "evaluated_at": "Heard on",
}
QUESTIONS = {"question": {"Greeting": "greeting", "Solution": "solution", "Farewell": "farewell"}}


def test_outcomes_are_understood_in_the_language_they_were_written_in():
    records, set_aside = tell(read_callbacks, fixture("callbacks", "list.csv"))
    assert [record.fields["outcome"] for record in records] == [
        "no_answer",
        "reached",
        "refused",
        "voicemail",
    ]
    assert said(records[1], "is_solved", "is_content", "attempt") == (True, False, "2")
    assert set_aside == []


@pytest.mark.parametrize(
    "written", ["Просив не дзвонити", "не звонить", "do not call", "opted_out"]
)
def test_who_asks_not_to_be_called_has_not_just_refused_today(written):
    records, _ = tell(read_callbacks, f"outcome,called_at\n{written},2026-08-18\n")
    assert records[0].fields["outcome"] == "opted_out"


def test_a_line_that_nobody_has_called_yet_is_passed_over():
    records, _ = tell(read_callbacks, fixture("callbacks", "list.csv"))
    assert "+380000000403" not in [record.fields["customer"] for record in records]


def test_a_configured_translation_of_outcomes_has_the_last_word():
    values = {"outcome": {"Не відповідає": "wrong_number"}}
    records, _ = tell(read_callbacks, fixture("callbacks", "list.csv"), values=values)
    assert records[0].fields["outcome"] == "Не відповідає"  # for trends.toml to translate


def test_a_mapped_column_is_understood_under_its_own_name():
    records, _ = tell(
        read_callbacks,
        "Result,When\nbusy,2026-08-18\n",
        columns={"outcome": "Result", "called_at": "When"},
    )
    assert records[0].fields == {"Result": "no_answer", "When": "2026-08-18"}


def test_a_row_a_form_gives_each_question_its_share_of_the_points():
    records, _ = tell(
        read_evaluations, fixture("evaluations", "forms.csv"), columns=FORM, values=QUESTIONS
    )
    assert [said(record, "question", "points", "is_not_applicable") for record in records] == [
        ("Greeting", 1.0, False), ("Solution", 0.75, False), ("Farewell", None, True),
        ("Greeting", 0.0, False), ("Solution", 1.0, False), ("Farewell", 0.5, False),
    ]  # fmt: skip
    assert [record.fields["score"] for record in records[::3]] == [0.875, 0.5]
    assert len({record.fields["evaluation_id"] for record in records}) == 2


def test_a_row_a_question_takes_its_score_for_the_question_s():
    records, _ = tell(read_evaluations, fixture("evaluations", "criteria.csv"))
    assert [said(record, "question", "points", "score") for record in records] == [
        ("greeting", 1.0, None), ("solution", 0.25, None), ("greeting", 0.75, None), ("solution", None, None),
    ]  # fmt: skip


def test_two_reviewers_of_one_call_filled_in_two_forms():
    records, _ = tell(read_evaluations, fixture("evaluations", "criteria.csv"))
    first, second, third, fourth = (record.fields["evaluation_id"] for record in records)
    assert first == second != third == fourth


def test_points_that_are_given_stay():
    records, _ = tell(
        read_evaluations, "evaluation_id,question,points,score\ne-1,greeting,0.5,0.8\n"
    )
    assert said(records[0], "evaluation_id", "points", "score") == ("e-1", "0.5", "0.8")


@pytest.mark.parametrize(
    ("keys", "points"),
    [({"scales": {"*": (0, 10)}}, 0.4), ({"scales": {"solution": (0, 8)}}, 0.5), ({"scales": {"Solution": (4, 5)}}, 0.0),
     ({"scale_direction": "low_is_good"}, 0.25)],
)  # fmt: skip
def test_a_question_s_scale_can_be_declared_in_its_words_or_ours(keys, points):
    records, _ = tell(
        read_evaluations,
        fixture("evaluations", "forms.csv"),
        columns=FORM,
        values=QUESTIONS,
        **keys,
    )
    assert records[1].fields["points"] == points


def test_amazon_connect_s_forms_are_read_too():
    records, _ = tell(read_evaluations, fixture("amazon_connect", "evaluation.json"))
    assert [record.fields.get("points") for record in records] == [1.0, 0.5, None, None]


def test_a_form_none_of_whose_columns_is_a_question_is_set_aside():
    records, set_aside = tell(read_evaluations, fixture("evaluations", "forms.csv"), columns=FORM)
    assert (records, [piece.reason for piece in set_aside]) == ([], ["no_question"] * 2)


def test_a_scale_upside_down_is_refused_with_its_cure():
    with pytest.raises(ValueError, match="low_is_good"):
        SourceConfig(
            name="a", path="x", columns={"opened_at": "a", "text": "b"}, scales={"quality": (5, 1)}
        )
