"""Lists that people make are read whatever program wrote them; what cannot be read is set aside."""

import pytest

from tests.sources.readers.told import said, tell
from trend_lib.sources.readers import callbacks, evaluations, survey

READERS = {
    "callbacks": callbacks.READER.reads["callbacks"],
    "evaluations": evaluations.READER.reads["evaluations"],
    "survey_answers": survey.READER.reads["survey_answers"],
}
HEADER = "contact_ref,question,score,outcome\n"
GOOD = "c-1,quality,5,reached\n"
BAD = {
    "an unclosed quote": (b'c-2,"quality,4,busy\n', "unclosed_quote"),
    "a quote within quotes": (b'c-2,"qua"lity",4,busy\n', "bad_quotes"),
    "a line too long": (b"c-2,quality,4," + b"x" * (2**20 + 1) + b"\n", "line_too_long"),
    "a field too long": (b"c-2,quality,4," + b"x" * 140_000 + b"\n", "field_too_long"),
    "more fields than names": (b"c-2,quality,4,busy,more\n", "too_many_fields"),
    "other letters": (b"c-2,quality,4,\xff\xfe\n", "bad_encoding"),
}


@pytest.mark.parametrize("holds", READERS)
@pytest.mark.parametrize("bad", BAD)
def test_a_row_that_cannot_be_read_is_set_aside_and_the_others_are_kept(holds, bad):
    line, reason = BAD[bad]
    content = (HEADER + GOOD).encode() + line + GOOD.encode()
    records, set_aside = tell(READERS[holds], content, chunk=1 << 16)
    assert [record.place for record in records] == [2, 4]
    assert [(piece.line, piece.reason) for piece in set_aside] == [(3, reason)]


def test_one_line_feed_in_a_file_whose_lines_end_without_does_not_make_it_all_one_header():
    content = (HEADER + GOOD + GOOD).replace("\n", "\r") + "c-3,quality,1,\n"
    for size in (7, 1000):
        records, set_aside = tell(READERS["survey_answers"], content, chunk=size)
        assert [said(record, "contact_ref")[0] for record in records] == ["c-1", "c-1", "c-3"]
        assert set_aside == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_any_system_ends_them(line_end):
    content = (HEADER + GOOD + GOOD).replace("\n", line_end)
    for size in (1, 7, 1000):
        records, set_aside = tell(READERS["survey_answers"], content, chunk=size)
        assert [said(record, "contact_ref", "score", "outcome") for record in records] == [
            ("c-1", "5", "reached")
        ] * 2
        assert set_aside == []


def test_a_line_break_within_quotes_is_text_and_a_lone_return_a_blank():
    records, _ = tell(READERS["callbacks"], HEADER + 'c-1,"qua\nli\rty",5,reached\n', chunk=1000)
    assert records[0].fields["question"] == "qua\nli ty"


def test_empty_rows_between_others_are_no_rows():
    records, set_aside = tell(READERS["callbacks"], HEADER + ",,,\n\n" + GOOD)
    assert ([record.place for record in records], set_aside) == ([4], [])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_the_header_uses(delimiter):
    records, _ = tell(READERS["survey_answers"], (HEADER + GOOD).replace(",", delimiter))
    assert records[0].fields["contact_ref"] == "c-1"


def test_bytes_that_a_wide_encoding_cannot_be_are_set_aside():
    half_a_letter = b"\x00\xd8"
    content = (HEADER + GOOD).encode("utf-16") + half_a_letter + ("\n" + GOOD).encode("utf-16-le")
    records, set_aside = tell(READERS["survey_answers"], content, encoding="utf-16")
    assert [record.place for record in records] == [2, 4]
    assert [(piece.line, piece.reason) for piece in set_aside] == [(3, "bad_encoding")]


def test_a_wide_encoding_that_was_declared_wrongly_stops_nothing():
    records, set_aside = tell(READERS["survey_answers"], HEADER + GOOD, encoding="utf-16")
    assert (len(records), set_aside) == (1, [])


def test_an_answer_that_is_given_beside_its_points_stays_as_it_is():
    rows = "evaluation_id,question,answer,score\ne-1,greeting,4,0.9\n"
    (row,), _ = tell(READERS["evaluations"], rows)
    assert said(row, "answer", "points", "score") == ("4", 0.75, "0.9")


def test_what_is_no_object_in_a_list_of_answers_is_no_answer():
    records, _ = tell(
        READERS["survey_answers"], '{"contact_ref": "c", "answers": [7, {"key": "q1", "value": 4}]}'
    )
    assert [said(record, "question", "score") for record in records] == [("q1", 4)]
