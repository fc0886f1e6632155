"""The appendix as a workbook: every figure once more, as numbers, and no text that can become a formula."""

import csv
import io
import re
import zipfile
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from tests.report import seeding
from trend_lib.base.speech import LOCALES, speaking
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report.appendix import read_appendix
from trend_lib.report.appendix_sheets import make_sheets
from trend_lib.report.workbook import SHEET_NAME_LENGTH, make_workbook

HOSTILE = ['=HYPERLINK("http://evil.example")', "+1+1", "-2", "@SUM(A1)", "\t=1", "<b>x</b>",
           "\u202eevil", "\x00\x1b[31m", "я" * 10_000, "👩‍👩‍👧"]  # fmt: skip


def workbook(home, language="en"):
    with open_warehouse(home) as con:
        appendix = read_appendix(con, seeding.WEEK)
    with speaking(language):
        return make_workbook("Week 38", make_sheets(appendix))


def sheets(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return seeding.seed(seeding.new_home(tmp_path_factory.mktemp("appendix")))


def test_the_workbook_has_a_sheet_for_each_subject(home):
    assert list(sheets(workbook(home))) == [
        "Spikes", "Countermeasures", "Topics", "Kinds and slices", "Rose but did not alert", "Where spikes lie",
        "Days of spikes", "As people marked them", "Sources", "Satisfaction", "Service",
    ]  # fmt: skip


def test_its_figures_are_numbers_and_those_of_the_plain_table(home, northline):
    rows = sheets(workbook(home))["Topics"][1:]
    text = (northline[1].path.parent / "appendix.csv").read_text("utf-8-sig")
    plain = [row for row in csv.DictReader(io.StringIO(text)) if row["slice_dim"] == "all"]
    assert [(row[1], row[3]) for row in rows] == [
        (float(row["topic_id"]), float(row["contacts"])) for row in plain
    ]
    total = next(row[3] for row in rows if row[0] == "All contacts")
    assert sum(row[3] for row in rows if row[0] != "All contacts") == total == 6518


def test_spikes_stand_with_week_measure_and_owner(home):
    head, first, *_ = sheets(workbook(home))["Spikes"]
    told = dict(zip(head, first, strict=True))
    assert (told["Topic"], told["Contacts"], told["Expected"]) == (
        "Roaming charged twice",
        412,
        118,
    )
    assert (told["Since"], told["Status"], told["Owner"]) == (
        date(2026, 9, 14), "Acknowledged", "Billing, O. Example",
    )  # fmt: skip


def test_the_places_of_each_spike_add_up_to_it_and_their_shares_to_the_whole(home):
    book = sheets(workbook(home))
    spikes = {row[0]: row for row in book["Spikes"][1:]}
    for name, row in spikes.items():
        for dim in ("place", "product"):
            own = [driver for driver in book["Where spikes lie"][1:] if driver[:2] == [name, dim]]
            assert sum(driver[3] for driver in own) == row[4]
            assert sum(driver[6] for driver in own) == pytest.approx(1, abs=1e-12)
        days = [day for day in book["Days of spikes"][1:] if day[0] == name]
        assert sum(day[2] for day in days) == row[4]


def test_equal_tables_give_equal_bytes(home):
    assert workbook(home) == workbook(home)


def test_the_header_stays_in_sight_and_filters(home):
    for name, part in parts(workbook(home)).items():
        if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
            assert 'state="frozen"' in part
            assert "<autoFilter" in part


def test_no_text_of_others_becomes_a_formula(tmp_path):
    hostile = seeding.seed(seeding.new_home(tmp_path / "home"))
    with open_warehouse(hostile) as con:
        for at, text in enumerate(HOSTILE):
            con.execute(
                "UPDATE episodes.series_weeks SET topic_name = ? WHERE topic_id = ?",
                [text, 12 + at],
            )
            con.execute(
                "UPDATE episodes.episode_weeks SET topic_name = ?, owner = ? WHERE topic_id = ?",
                [text, text, 12 + at],
            )
        con.execute("UPDATE episodes.drivers SET slice_value = '=' || slice_value")
        con.execute("UPDATE quality.team_weeks SET team = '=' || team WHERE team <> '(all)'")
        con.execute("UPDATE weekly.source_weeks SET source = '@' || source")
    content = workbook(hostile)
    files = parts(content)
    assert not [name for name, part in files.items() if "<f>" in part or "<f " in part]
    assert not [
        name
        for name, part in files.items()
        if "hyperlink" in part.lower() and name.startswith("xl/worksheets")
    ]
    assert 'quotePrefix="1"' in files["xl/styles.xml"]  # stays text when it is edited
    told = [
        cell
        for rows in sheets(content).values()
        for row in rows
        for cell in row
        if isinstance(cell, str)
    ]
    assert '=HYPERLINK("http://evil.example")' in told
    assert not [
        cell for cell in told if len(cell) > 1000 or re.search("[\x00-\x08\x1b\u202a-\u202e]", cell)
    ]


@pytest.mark.parametrize("language", LOCALES)
def test_sheets_have_names_that_excel_takes_in_every_language(home, language):
    names = list(sheets(workbook(home, language)))
    assert len({name.casefold() for name in names}) == len(names) == 11
    assert not [
        name for name in names if len(name) > SHEET_NAME_LENGTH or re.search(r"[\[\]:*?/\\]", name)
    ]


def test_a_week_without_anything_has_a_workbook_of_headers(tmp_path):
    empty = sheets(workbook(seeding.new_home(tmp_path / "empty")))
    assert [len(rows) for rows in empty.values()] == [1] * 11
