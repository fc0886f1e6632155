"""From a source's columns to ours: joined, translated, typed; what cannot be read is counted."""

import pytest

WIDE = """
source_id = "id"
opened_at = ["day", "hour"]
closed_at = "closed"
text = ["subject", "body"]
channel = "via"
status = "status"
handle_seconds = "handled"
hold_seconds = "held"
transfer_count = "moved"
reopened_count = "again"
"""
VALUES = """
[sources.values]
channel = { "Phone " = "call", "It's web" = "ticket" }
status = { "Solved" = "resolved", "New" = "open" }
"""
HEADER = "id,day,hour,closed,subject,body,via,status,handled,held,moved,again\n"


def row(**given):
    usual = {
        "id": "1", "day": "2026-08-17", "hour": "10:00", "closed": "", "subject": "", "body": "",
        "via": "", "status": "", "handled": "", "held": "", "moved": "", "again": "",
    }  # fmt: skip
    values = {**usual, **given}
    return ",".join('"' + value.replace('"', '""') + '"' for value in values.values()) + "\n"


@pytest.fixture
def wide(make_desk):
    return make_desk(columns=WIDE, tables=VALUES)


def test_columns_are_joined_by_a_blank_and_empty_ones_skipped(wide):
    texts = [("a", "b"), (" a ", ""), ("", "b"), ("", "")]
    rows = [row(id=str(n), subject=s, body=b) for n, (s, b) in enumerate(texts)]
    wide.drop("a.csv", HEADER + "".join(rows))
    wide.land()
    assert wide.rows("text") == [("a b",), ("a",), ("b",), ("",)]


def test_values_are_translated_by_exact_match_and_kept_otherwise(wide):
    values = ["Phone", " Phone ", "phone", "It's web", "", "Fax"]
    rows = [row(id=str(n), via=value) for n, value in enumerate(values)]
    wide.drop("a.csv", HEADER + "".join(rows))
    wide.land()
    found = [channel for (channel,) in wide.rows("channel")]
    assert found == ["call", "call", "phone", "ticket", None, "Fax"]


DURATIONS = {
    "90": 90, "12,5": 12.5, "12.5": 12.5, "1:30": 90, "01:02:03": 3723, "1:02:03,5": 3723.5,
    "1 234": 1234, "1\u00a0234,5": 1234.5, "": None, "0": 0, "1e2": 100,
}  # fmt: skip
NO_DURATIONS = ["-5", "soon", "1:2:3:4", "1:2", "nan", "inf", "1.234,5", "0x1F", ":30"]


def test_durations_are_read_as_people_write_them(wide):
    rows = [row(id=f"{n:03}", handled=text) for n, text in enumerate(DURATIONS)]
    wide.drop("a.csv", HEADER + "".join(rows))
    wide.land()
    assert [seconds for (seconds,) in wide.rows("handle_seconds")] == list(DURATIONS.values())
    assert wide.note() is None


def test_what_is_no_duration_is_none_and_counted_and_the_row_is_kept(wide):
    rows = [row(id=f"{n:03}", handled=text) for n, text in enumerate(NO_DURATIONS)]
    wide.drop("a.csv", HEADER + "".join(rows))
    assert wide.land().rows_kept == len(NO_DURATIONS)
    assert {seconds for (seconds,) in wide.rows("handle_seconds")} == {None}
    assert wide.note() == f"{len(NO_DURATIONS)} values of handle_seconds cannot be read"


@pytest.mark.parametrize(
    ("text", "count"),
    [("0", 0), ("3", 3), ("2.0", 2), ("2,0", 2), ("2.5", None), ("-1", None), ("x", None), ("", None), ("9" * 30, None)],
)  # fmt: skip
def test_counts_are_whole_and_not_negative(wide, text, count):
    wide.drop("a.csv", HEADER + row(moved=text))
    wide.land()
    assert wide.rows("transfer_count") == [(count,)]


def test_a_status_says_whether_a_contact_is_resolved(wide):
    statuses = ["Solved", "resolved", "New", "open", "waiting", ""]
    rows = [row(id=str(n), status=status) for n, status in enumerate(statuses)]
    wide.drop("a.csv", HEADER + "".join(rows))
    wide.land()
    found = [resolved for (resolved,) in wide.rows("is_resolved")]
    assert found == [True, True, False, False, None, None]


def test_a_flag_of_its_own_wins_over_the_status(make_desk):
    desk = make_desk(columns='opened_at="at"\ntext="text"\nstatus="status"\nis_resolved="done"')
    flags = {
        "YES": True,
        "true": True,
        "1": True,
        "resolved": True,
        "No": False,
        "0": False,
        "?": None,
    }
    rows = "".join(f"2026-08-17 1{n}:00,t,open,{flag}\n" for n, flag in enumerate(flags))
    desk.drop("a.csv", "at,text,status,done\n" + rows)
    desk.land()
    assert [resolved for (resolved,) in desk.rows("is_resolved")] == list(flags.values())
    assert desk.note() == "1 values of is_resolved cannot be read"


def test_an_impossible_optional_date_is_none_and_counted(wide):
    dates = ["2026-08-18", "0001-01-01", "never", ""]
    rows = [row(id=str(n), closed=text) for n, text in enumerate(dates)]
    wide.drop("a.csv", HEADER + "".join(rows))
    wide.land()
    assert [closed is not None for (closed,) in wide.rows("closed_at")] == [
        True,
        False,
        False,
        False,
    ]
    assert wide.note() == "2 values of closed_at cannot be read"


def test_without_an_id_a_row_is_known_by_its_content(make_desk):
    desk = make_desk(columns='opened_at = "at"\ntext = "text"')
    desk.drop("a.csv", "at,text\n2026-08-17,a\n2026-08-17,b\n2026-08-17,a\n")
    landed = desk.land()
    assert (landed.rows_kept, landed.rows_repeated) == (2, 1)
    ids = {source_id for (source_id,) in desk.rows("source_id")}
    assert len(ids) == 2
    assert all(len(source_id) == 32 for source_id in ids)


def test_a_row_whose_own_id_is_empty_is_known_by_its_content(desk):
    desk.drop("a.csv", "id,opened,text\n,2026-08-17,a\n,2026-08-17,b\n")
    assert desk.land().rows_kept == 2


SURVEY = """
contact_ref = "ticket"
question = "question"
score = "score"
asked_at = "asked"
"""


def test_survey_answers_are_known_by_contact_and_question(make_desk):
    desk = make_desk('holds = "survey_answers"', columns=SURVEY)
    rows = "7,quality,4,2026-08-17 10:00\n7,politeness,,2026-08-17 10:00\n8,quality,x,2026-08-17 10:00\n"
    faulty = ",quality,4,2026-08-17\n9,,4,2026-08-17\n"
    desk.drop("a.csv", "ticket,question,score,asked\n" + rows + faulty)
    landed = desk.land()
    assert (landed.rows_kept, landed.rows_quarantined) == (3, 2)
    assert desk.set_aside() == [(5, "missing_contact_ref"), (6, "missing_question")]
    answers = desk.rows("source_id, contact_source, contact_ref, score, scale_min, scale_max")
    assert answers == [
        ("7:quality", "", "7", 4.0, 1.0, 5.0),
        ("7:politeness", "", "7", None, 1.0, 5.0),
        ("8:quality", "", "8", None, 1.0, 5.0),
    ]
    assert desk.ask("SELECT DISTINCT holds FROM sources.records") == [("survey_answers",)]


def test_survey_answers_may_name_their_source_and_scale(make_desk):
    columns = SURVEY + 'contact_source = "from"\nscale_min = "low"\nscale_max = "high"'
    desk = make_desk('holds = "survey_answers"', columns=columns)
    desk.drop(
        "a.csv", 'ticket,question,score,asked,from,low,high\n7,q,"8,5",2026-08-17,calls,0,10\n'
    )
    desk.land()
    found = desk.rows("source_id, contact_source, score, scale_min, scale_max")
    assert found == [("calls:7:q", "calls", 8.5, 0.0, 10.0)]


def test_a_large_file_is_trimmed_like_a_small_one(make_desk, monkeypatch):
    texts = [" a", "a ", "\ta\u00a0", "a", "\u00a0", " a b ", '"\na\n"']
    rows = "id,opened,text\n" + "".join(f"{n},2026-08-17,{text}\n" for n, text in enumerate(texts))
    small = make_desk(folder="small")
    small.drop("a.csv", rows)
    small.land()
    monkeypatch.setattr("trend_lib.sources.mapping.LARGE_ROWS", 0)
    large = make_desk(folder="large")
    large.drop("a.csv", rows)
    large.land()
    assert small.rows("text") == large.rows("text")
    assert [text for (text,) in small.rows("text")] == ["a", "a", "a", "a", "", "a b", "a"]
