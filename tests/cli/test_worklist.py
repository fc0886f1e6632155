"""`trends worklist`: whom to call next, as a table, as a spreadsheet, and gone once the subscriber said yes."""

import json
import zipfile
from datetime import UTC, datetime

import pytest

from tests.cli.test_cli import call
from tests.quality.measured_home import WEEK, MeasuredHome
from trend_lib.flow import land_answers


@pytest.fixture
def waiting(tmp_path):
    made = MeasuredHome(tmp_path, "")
    two_weeks_ago = (datetime.now(UTC).date() - WEEK.start).days - 14  # the list is that of today
    for number, name in enumerate(("desk:1", "=HYPERLINK(1)")):
        made.contact(name, days=two_weeks_ago + number, is_resolved=False, priority="+high")
    return tmp_path


def test_it_lists_who_waits_and_says_what_to_do_next(waiting):
    shown = call("worklist", "unresolved", "--home", waiting).stdout
    assert "unresolved:desk:1" in shown
    assert "2 wait" in shown
    assert "trends answer solved unresolved:desk:1" in shown


def test_the_subscribers_yes_takes_it_off_as_soon_as_it_is_landed(waiting):
    call("answer", "solved", "unresolved:desk:1", "--who", "olha", "--home", waiting)
    land_answers(MeasuredHome(waiting, "").home)
    left = json.loads(call("worklist", "unresolved", "--home", waiting, "--json").stdout)
    assert [row["about"] for row in left["rows"]] == ["unresolved:=HYPERLINK(1)"]


def test_no_cell_of_a_written_list_is_a_formula(waiting):
    for suffix in ("csv", "xlsx"):
        call("worklist", "unresolved", "--home", waiting, "--out", waiting / f"list.{suffix}")
    assert "\n'=HYPERLINK(1)," in (waiting / "list.csv").read_text("utf-8-sig").replace("\r", "")
    with zipfile.ZipFile(waiting / "list.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 3
    assert "<f>" not in sheet


def test_what_there_is_not_is_refused_with_what_there_is(waiting):
    refused = call("worklist", "everything", "--home", waiting, code=2)
    assert "unresolved" in refused.stderr
    refused = call(
        "worklist", "unresolved", "--home", waiting, "--out", waiting / "list.pdf", code=2
    )
    assert ".csv or .xlsx" in refused.stderr


def test_where_nobody_waits_it_says_so(tmp_path):
    MeasuredHome(tmp_path, "")
    assert "Nobody waits" in call("worklist", "unresolved", "--home", tmp_path).stdout
