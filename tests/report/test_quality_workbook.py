"""Persons stand in the quality workbook and its snapshot, which nobody else may read, and nowhere else."""

import io
import re
import zipfile

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from tests.quality.measured_home import NOON, WEEK, MeasuredHome
from tests.quality.people.centre import LENIENT, RUDE, fill
from trend_lib import quality
from trend_lib.base.warehouse import hold_warehouse, open_warehouse
from trend_lib.report.published import MARTS, write_published
from trend_lib.report.quality_workbook import (
    SHEETS,
    renew_quality_workbooks,
    write_quality_workbook,
)
from trend_lib.report.worklists import PERSONS, PERSONS_FILE

FORMULA = '=HYPERLINK("http://evil.example")'


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    made = MeasuredHome(tmp_path_factory.mktemp("centre"))
    with hold_warehouse(made.home):
        fill(made)
        made.insert("registers.reviewers", {"reviewer_id": FORMULA})
        for back in range(12, -1, -1):
            quality.measure(made.home, WEEK.plus(-back))
        yield made


def sheets(path):
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def links(path):
    """All that cells lead to."""
    with zipfile.ZipFile(path) as book:
        sides = b"".join(book.read(name) for name in book.namelist() if "sheets/_rels" in name)
    return set(re.findall(r'Target="([^"]+)"', sides.decode()))


def test_the_workbook_has_a_sheet_a_table_and_says_first_how_to_read_it(centre):
    path = write_quality_workbook(centre.home, WEEK)
    assert path == centre.home.path / "quality/2026/w34/workbook.xlsx"
    book = sheets(path)
    assert list(book) == ["Read first", "Columns", *(table.name for table in SHEETS)]
    scores = book["Scorecards"]
    apart = [row for row in scores[1:] if row[scores[0].index("Stands out")]]
    assert [(row[1], row[2], row[5]) for row in apart] == [(RUDE, "Survey: politeness", "worse")]
    reviewers = {row[0]: row[-1] for row in book["Reviewers"][1:]}
    assert reviewers[LENIENT] == "lenient"


def test_the_quality_line_stands_in_it_with_its_limits_and_every_score_given(centre):
    book = sheets(write_quality_workbook(centre.home, WEEK))
    with open_warehouse(centre.home) as con:
        stored = con.execute(
            "SELECT asked, answered, mean_score, mean_lower, mean_upper FROM quality.survey_scores "
            "WHERE week_start = ? AND slice_dim = 'all' AND question = 'politeness'", [WEEK.start],
        ).fetchone()  # fmt: skip
    line = next(row for row in book["Quality line"] if row[:2] == ["Survey: politeness", "all"])
    assert [line[at] for at in (2, 3, 7, 8, 9)] == [pytest.approx(value) for value in stored]
    given = [row for row in book["Scores given"] if row[0] == "Survey: politeness"]
    assert sum(row[2] for row in given) == stored[1]
    assert sum(row[1] * row[2] for row in given) / stored[1] == pytest.approx(stored[2])


def test_who_hears_the_even_part_is_not_told_what_speaks_against_the_contact(centre):
    with open_warehouse(centre.home) as con:
        con.execute("UPDATE quality.review_sample SET risks = 'low_score' WHERE part = 'even'")
    listened = sheets(write_quality_workbook(centre.home, WEEK))["To listen to"]
    why = listened[0].index("Why")
    assert {row[why] for row in listened[1:] if row[4] == "even"} == {""}


def test_no_cell_is_a_formula_whatever_a_reviewer_is_called(centre):
    path = write_quality_workbook(centre.home, WEEK)
    assert any(row[0] == FORMULA for row in sheets(path)["To listen to"])
    with zipfile.ZipFile(path) as book:
        assert not [name for name in book.namelist() if b"<f>" in book.read(name)]


def test_without_a_desk_nothing_leads_anywhere(centre):
    assert links(write_quality_workbook(centre.home, WEEK)) == set()


def test_nobody_else_may_read_workbook_and_snapshot_and_equal_tables_give_equal_bytes(centre):
    path = write_quality_workbook(centre.home, WEEK)
    before = path.read_bytes()
    write_published(centre.home)
    snapshot = centre.home.path / "published" / PERSONS_FILE
    assert write_quality_workbook(centre.home, WEEK).read_bytes() == before
    assert {file.stat().st_mode & 0o777 for file in (path, snapshot)} == {0o600}
    with duckdb.connect(str(snapshot), read_only=True) as con:
        names = {
            name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        }
        (rude,) = con.execute(
            "SELECT count(*) FROM operator_scores WHERE stands_out = 'worse'"
        ).fetchone()
    assert names == {table.partition(".")[2] for table in PERSONS}
    assert rude >= 1


def test_forms_to_hear_again_show_the_score_given_and_the_leniency_beside_it(centre):
    with open_warehouse(centre.home) as con:
        con.execute("UPDATE quality.reviews SET note = 'Shouted twice.'")
        lenient = con.execute(
            "SELECT score, bias FROM quality.audit WHERE reviewer_id = ? AND week_start = ? ORDER BY disagreement, "
            "operator_id, evaluation_id", [LENIENT, WEEK.start],
        ).fetchall()  # fmt: skip
    book = sheets(write_quality_workbook(centre.home, WEEK))
    again = book["To hear again"]
    shown = [(row[4], row[5]) for row in again[1:] if row[3] == LENIENT]
    assert shown == [pytest.approx(row) for row in lenient]
    assert shown
    assert all(0 <= row[4] <= 1 for row in again[1:])
    assert {row[book["Forms"][0].index("Note")] for row in book["Forms"][1:]} == {"Shouted twice."}


def test_what_everybody_may_read_names_no_operator_and_no_reviewer(centre):
    write_published(centre.home)
    with duckdb.connect(str(centre.home.path / "published/trends.duckdb"), read_only=True) as con:
        columns = con.execute(
            "SELECT column_name FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
    assert not [name for (name,) in columns if "operator" in name or "reviewer" in name]
    assert not set(MARTS) & set(PERSONS)


def test_a_home_without_persons_gets_no_workbook(tmp_path):
    home = MeasuredHome(tmp_path).home
    assert write_quality_workbook(home, WEEK) is None
    assert not (tmp_path / "quality").exists()


def test_workbooks_follow_the_tables_when_somebody_is_erased(centre):
    path = write_quality_workbook(centre.home, WEEK)
    gone = sheets(path)["To listen to"][1][2]
    with open_warehouse(centre.home) as con:
        con.execute("DELETE FROM quality.review_sample WHERE contact_id = ?", [gone])
    renew_quality_workbooks(centre.home)
    assert gone not in {row[2] for row in sheets(path)["To listen to"][1:]}
    with open_warehouse(centre.home) as con:
        for table in (
            "review_sample",
            "operator_scores",
            "operator_repeats",
            "reviews",
            "agreement",
            "reviewer_bias",
            "audit",
            "unresolved_worklist",
            "unresolved_flow",
            "callback_worklist",
            "callback_counts",
            "callback_results",
        ):
            con.execute(f"DELETE FROM quality.{table}")
    renew_quality_workbooks(centre.home)
    assert not path.exists()


@pytest.fixture
def called(tmp_path):
    """A home with a request that is not solved, one that left its list, and a call-back; none of persons."""
    made = MeasuredHome(tmp_path, '[alerts]\ndesk_url = "https://desk.northline.example/desk/"\n')
    with hold_warehouse(made.home):
        stands = {
            "week_start": WEEK.start, "channel": "call", "kind": "technical", "opened_at": NOON, "entered_at": NOON,
            "age_days": 3, "attempts": 2, "last_outcome": "no_answer",
        }  # fmt: skip
        stays = {"contact_id": FORMULA, "state": "said_no", "next_try": WEEK.last_day}
        left = {"contact_id": "gone", "state": "open", "left_at": NOON, "left_by": "solved"}
        for row in (stays, left):
            made.insert("quality.unresolved_worklist", stands | row)
        for what, contacts in (("begun", 2), ("solved", 1), ("standing", 1)):
            row = {
                "week_start": WEEK.start,
                "kind": "technical",
                "what": what,
                "contacts": contacts,
            }
            made.insert("quality.unresolved_flow", row)
        waits = {
            "week_start": WEEK.start, "event_id": "key_point:x", "worklist": "key_point", "contact_id": "x", "event_at": NOON,
            "product": "(none)", "channel": "call", "state": "waits", "is_chosen": True, "attempts": 0,
            "next_try": WEEK.last_day,
        }  # fmt: skip
        made.insert("quality.callback_worklist", waits)
        yield made


def test_the_lists_of_those_who_call_stand_in_it_with_their_ids_and_in_words(called):
    book = sheets(write_quality_workbook(called.home, WEEK))
    assert book["Not solved in time"][1:] == [
        [WEEK.last_day, "", FORMULA, "the subscriber says no", "Technical", "", "call", 3.0, "2026-08-17 12:00", "", 2.0,
         "no answer"]
    ]  # fmt: skip
    assert [(row[1], row[2]) for row in book["Came and went"][1:]] == [
        ("on the list before", 2.0), ("solved, says the subscriber", 1.0), ("stands on the list", 1.0),
    ]  # fmt: skip
    assert [row[1:5] for row in book["Call-backs"][1:]] == [["x", "key point", "call", ""]]
    assert "https://desk.northline.example/desk/worklists" in str(book["Read first"])


def test_sheets_without_a_row_are_named_so_that_nobody_takes_them_for_broken(called):
    book = sheets(write_quality_workbook(called.home, WEEK))
    (said,) = (line for (line,) in book["Read first"] if line.startswith("Nothing this week"))
    empty = {name for name, rows in book.items() if len(rows) == 1}
    assert set(said.partition(": ")[2].rstrip(".").split(", ")) == empty
    assert "Scorecards" in empty


def test_what_a_list_says_of_a_contact_is_no_formula_either(called):
    with zipfile.ZipFile(write_quality_workbook(called.home, WEEK)) as book:
        assert not [name for name in book.namelist() if b"<f>" in book.read(name)]


def test_a_contact_and_an_operator_lead_to_their_page_at_the_desk(called):
    path = write_quality_workbook(called.home, WEEK)
    desk = "https://desk.northline.example/desk/worklists"
    hostile = "%3DHYPERLINK%28%22http%3A%2F%2Fevil.example%22%29"
    assert links(path) == {
        f"{desk}/unresolved?contact_id={hostile}",
        f"{desk}/callbacks?contact_id=x",
    }
    for row in ({"operator_id": "op 1", "measure": "held"}, {"operator_id": "x" * 3000, "measure": "held"}):  # fmt: skip
        called.insert("quality.operator_scores", {"week_start": WEEK.start, "contacts": 3, "status": "too_few_contacts"} | row)  # fmt: skip
    assert "https://desk.northline.example/desk/quality/operator?id=op%201" in links(
        write_quality_workbook(called.home, WEEK)
    )


def test_every_column_of_every_sheet_is_explained_once(called):
    book = sheets(write_quality_workbook(called.home, WEEK))
    explained = book["Columns"][1:]
    assert all(means for _, _, means in explained)
    for name in set(book) - {"Read first", "Columns"}:
        assert [column for sheet, column, _ in explained if sheet == name] == book[name][0]
