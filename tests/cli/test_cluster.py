"""`trends cluster` on files as people have them: it works, or says in one line what to do."""

import json

import pytest

from tests.cli.test_cli import call

LINES = ["the internet is down again", "I was charged twice", "no signal at home"]


def write(tmp_path, rows, header="id,text", encoding="utf-8"):
    path = tmp_path / "texts.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding)
    return path


def cluster(path, *words, code=0):
    return call("cluster", path, "--encoder", "tfidf", *words, code=code)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty; it needs the columns id, text"),
        ("id,text\n1,не працює\n".encode("cp1251"), "is not UTF-8; save it as"),
        (b"id|text\n1|slow\n", "lacks the columns id, text; has id|text"),
        (b"PK\x03\x04 a workbook", "is a workbook and no CSV file; save it as"),
        (b"ID,message\n1,slow\n", "lacks the columns id, text; has ID, message"),
        (b'id,text\n1,"unclosed\n2,b\n', "cannot be read as CSV"),
        (b"id,text,week\n1,slow,2026-W10\n2,slow,\n", "week is empty in 1 rows; fill it in"),
        (b"id,text,week\n1,slow,2026-W10\n2,slow,2026-W60\n", "line 3: '2026-W60': 2026 has no"),
        (b"id,text,week\n1,slow,17.08.2026\n", "is not a week: write 2026-W34, a day as 2026-08"),
    ],
    ids=[
        "empty",
        "not UTF-8",
        "bars",
        "workbook",
        "other columns",
        "broken",
        "no week",
        "week 60",
        "points",
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_do(tmp_path, content, says):
    path = tmp_path / "texts.csv"
    path.write_bytes(content)
    assert says in cluster(path, code=2).stderr


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert "nothing.csv: there is no such file" in cluster(tmp_path / "nothing.csv", code=2).stderr


def test_where_no_texts_are_alike_it_says_why_there_are_no_topics(tmp_path):
    path = write(tmp_path, [f"{row},{text}" for row, text in enumerate(LINES)])
    assert "no topics: all 3 texts are in topic 1" in cluster(path).stderr


def test_a_table_without_rows_is_said_to_have_none(tmp_path):
    assert "no texts: the table has a header and no rows" in cluster(write(tmp_path, [])).stderr


def test_weeks_come_in_the_order_of_time_however_they_are_written(tmp_path):
    def said(first, later):
        rows = [f"{row},{LINES[row % 2]},{first}" for row in range(40)]
        rows += [f"{row},{LINES[2]},{later}" for row in range(40, 60)]
        return json.loads(cluster(write(tmp_path, rows, "id,text,week"), "--json").stdout)["rows"]

    by_weeks = said("2026-W09", "2026-W10")
    assert {row["topic_id"] for row in by_weeks[:40]} == {2, 3}
    assert said("2", "10") == by_weeks
    assert said("2026-02-28", "2026-03-02") == by_weeks


@pytest.mark.parametrize(
    "rows",
    [[], ["1,"], ["1,word"], [f"{row},slow" for row in range(40)], [f"{row},{row}" for row in range(9)]],
    ids=["header alone", "empty text", "one word", "all the same", "numbers"],
)  # fmt: skip
def test_any_rows_come_back_one_for_one(tmp_path, rows):
    said = json.loads(cluster(write(tmp_path, rows), "--json").stdout)
    assert len(said["rows"]) == len(rows)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--encoder", "distilled", "--teacher", "none"), 1, "complaint-trends[multilingual]"),
        (("--encoder", "best"), 2, "--encoder best: Input should be 'auto', 'tfidf'"),
        (("--teacher", "best"), 2, "--teacher best: it is one of: auto, none, bundled"),
        (("--seed", "-1"), 2, "--seed -1: Input should be greater than or equal to 0"),
        (("--labels", "truth"), 2, "lacks the columns truth"),
        (("--labels", "label"), 2, "the column label is empty"),
    ],
)
def test_an_option_that_cannot_be_used_says_what_it_may_be(tmp_path, words, code, says):
    path = write(tmp_path, [f"{row},{text}," for row, text in enumerate(LINES)], "id,text,label")
    assert says in cluster(path, *words, code=code).stderr


def test_what_nobody_labelled_is_not_judged(tmp_path):
    rows = [f"{row},{LINES[row % 2]},{('net', 'bill')[row % 2] if row < 20 else ''}" for row in range(40)]  # fmt: skip
    said = cluster(write(tmp_path, rows, "id,text,label"), "--labels", "label", "--json")
    assert json.loads(said.stdout)["nmi"] == pytest.approx(1)
