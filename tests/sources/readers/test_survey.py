"""Surveys of any layout become an answer a question; what was not answered is no zero."""

import io
import json

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.readers.told import FIXTURES, fixture, said, tell
from trend_lib.sources.readers.survey import READER

read = READER.reads["survey_answers"]
LONG = {
    "contact_ref": "call_id",
    "question": "question_no",
    "score": "key",
    "asked_at": "created_at",
}
WIDE = {"contact_ref": "Call ID", "asked_at": "Time"}
KEYS = {
    "question": {
        "KEY 1 (points)": "quality",
        "KEY 2 (points)": "politeness",
        "KEY 3 (points)": "competence",
    }
}


def answers(name, **keys):
    return tell(read, fixture("survey", name), **keys)


def scores(records):
    return [said(record, "question", "score") for record in records]


def test_a_row_a_question_is_an_answer_each_and_silence_is_no_score():
    records, set_aside = answers("ivr_rows.csv", columns=LONG)
    assert scores(records) == [("1", "5"), ("2", "4"), ("1", None), ("1", "3"), ("2", None)]
    assert (records[0].fields["call_id"], set_aside) == ("1786960855.101", [])


def test_a_row_a_call_has_an_answer_for_each_question_that_the_configuration_names():
    records, set_aside = answers("ivr_calls.csv", columns=WIDE, values=KEYS, skip_lines=1)
    assert [score for _, score in scores(records)] == [
        "1",
        "2",
        "1",
        "5",
        None,
        None,
        None,
        None,
        None,
    ]
    assert [record.place for record in records] == [3] * 3 + [4] * 3 + [5] * 3
    assert (records[3].fields["Call ID"], set_aside) == ("1786961195.105", [])


def test_columns_that_nobody_named_as_questions_are_set_aside_as_a_whole():
    records, set_aside = answers("ivr_calls.csv", columns=WIDE, skip_lines=1)
    assert (records, [piece.reason for piece in set_aside]) == ([], ["no_question"] * 3)


def test_an_object_with_a_list_of_answers_has_an_answer_for_each():
    records, set_aside = answers(
        "web.json", columns={"contact_ref": "ticket", "asked_at": "submitted_at"}
    )
    assert scores(records) == [("quality", 5), ("solved", 1), ("quality", None)]
    assert (records[1].fields["ticket"], [piece.line for piece in set_aside]) == ("T-1", [3])


def test_yes_and_no_have_a_scale_of_their_own_that_no_direction_turns():
    row = '{"answers": [{"question": "solved", "value": "так"}, {"question": "rude", "value": false}]}'
    records, _ = tell(read, row)
    assert [said(record, "score", "scale_min", "scale_max") for record in records] == [
        (1, 0, 1),
        (0, 0, 1),
    ]
    turned, _ = tell(read, row, scale_direction="low_is_good")  # landing turns them back
    assert [record.fields["score"] for record in turned] == [0, 1]


def test_scores_are_stored_so_that_high_is_good(make_desk):
    desk = make_desk(
        'holds = "survey_answers"\nscale_direction = "low_is_good"',
        columns='contact_ref = "ref"\nquestion = "q"\nscore = "s"\nasked_at = "at"\nscale_max = "to"',
        tables='[sources.values]\nquestion = {"2" = "politeness"}\n[sources.scales]\n"2" = [0, 10]\n"*" = [1, 7]',
    )
    rows = ["a,1,1,,2026-08-17", "a,2,0,,2026-08-17", "b,1,3,5,2026-08-17", "b,2,,,2026-08-17"]
    desk.drop("a.csv", "ref,q,s,to,at\n" + "\n".join(rows))
    desk.land()
    assert desk.rows("line, question, score, scale_min, scale_max") == [
        (2, "1", 7.0, 1.0, 7.0), (3, "politeness", 10.0, 0.0, 10.0),
        (4, "1", 3.0, 1.0, 5.0), (5, "politeness", None, 0.0, 10.0),
    ]  # fmt: skip


def test_an_exchange_s_events_are_dated_by_their_calls():
    columns = {"contact_ref": "msg.call_id"}
    values = {"question": {"msg.survey_result": "quality"}}
    records, _ = answers("pbx_events.jsonl", columns=columns, values=values)
    assert [said(record, "score", "asked_at") for record in records] == [
        ("1", "2026-08-17T10:00:55+00:00"), ("4", "2026-08-17T10:06:35+00:00"),
    ]  # fmt: skip


def test_a_workbook_says_the_same_as_the_same_rows_in_csv():
    rows = [line.split(";") for line in fixture("survey", "ivr_rows.csv").decode().splitlines()]
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    records, _ = tell(read, file.getvalue(), columns=LONG)
    assert scores(records) == scores(answers("ivr_rows.csv", columns=LONG)[0])


def test_an_old_workbook_says_the_same_as_its_csv():
    old, _ = answers("ivr_calls.xls", columns=WIDE, values=KEYS, skip_lines=1)
    assert scores(old) == scores(
        answers("ivr_calls.csv", columns=WIDE, values=KEYS, skip_lines=1)[0]
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("name", ["ivr_rows.csv", "web.json"])
def test_other_encodings_say_the_same(name, encoding):
    text = fixture("survey", name).decode()
    records, set_aside = tell(read, text.encode(encoding), encoding=encoding, columns=LONG)
    assert (records, len(set_aside)) == (tell(read, text, columns=LONG)[0], name == "web.json")


def test_a_workbook_that_was_cut_is_set_aside_whatever_its_parser_makes_of_it():
    records, set_aside = tell(read, fixture("survey", "ivr_calls.xls")[:4600], columns=WIDE)
    assert (records, [piece.reason for piece in set_aside]) == ([], ["bad_workbook"])


def test_what_only_looks_like_a_workbook_is_set_aside():
    records, set_aside = tell(read, b"PK\x03\x04 and then nothing", columns=LONG)
    assert (records, [piece.reason for piece in set_aside]) == ([], ["bad_workbook"])


TEXTS = sorted(path.name for path in (FIXTURES / "survey").iterdir() if path.suffix != ".xls")


@pytest.mark.parametrize("name", TEXTS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_no_byte_stops_the_reader(name, data):
    content = bytearray(fixture("survey", name))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=5))
    columns = data.draw(st.sampled_from([LONG, WIDE, {}]))
    records, _ = tell(read, bytes(content), chunk=99, columns=columns, values=KEYS)
    json.dumps([dict(record.fields) for record in records])
