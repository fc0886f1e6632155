"""TSV, JSON lines, Parquet and Excel land as CSV does."""
# ruff: noqa: DTZ001 - the warehouse keeps UTC moments without a zone

import gzip
import json
import struct
import zipfile
from datetime import date, datetime, time

import duckdb
import pytest
import xlsxwriter

from trend_lib.sources.workbook_cells import cell_text

COLUMNS = 'source_id = "id"\nopened_at = "opened"\ntext = "text"\nchannel = "via.channel"\n'


def lines(*rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def ticket(number, **more):
    return {"id": number, "opened": "2026-08-17T10:00:00Z", "text": f"text {number}", **more}


def test_tsv_is_read_by_its_suffix(desk):
    desk.drop("a.tsv", 'id\topened\ttext\n1\t2026-08-17\t"a\tb"\n')
    desk.land()
    assert desk.rows() == [(2, "1", "a\tb")]


def test_another_delimiter_and_no_quotes_can_be_declared(make_desk):
    desk = make_desk('delimiter = "|"\nquote = ""\nskip_lines = 2\nformat = "csv"')
    desk.drop("a.dat", 'report "x\nfor us\nid|opened|text\n1|2026-08-17|24" screen, "new\n')
    desk.land()
    assert desk.rows() == [(4, "1", '24" screen, "new')]


def test_json_lines_are_read_by_key_and_by_path(make_desk):
    desk = make_desk(columns=COLUMNS)
    rows = [
        ticket(1, via={"channel": "web"}), ticket(2, **{"via.channel": "api"}),
        ticket(3, text='їжак\n"😀"'), ticket(4, text=None, via=None),
    ]  # fmt: skip
    desk.drop("a.jsonl", lines(*rows))
    desk.land()
    assert desk.rows("line, source_id, text, channel") == [
        (1, "1", "text 1", "web"), (2, "2", "text 2", "api"), (3, "3", 'їжак\n"😀"', None), (4, "4", "", None),
    ]  # fmt: skip


def test_bad_json_lines_are_set_aside_and_do_not_stop_the_file(make_desk):
    desk = make_desk(columns=COLUMNS)
    bad = ["{", "[1]", '"text"', "null", '{"id" 1}', "\x01{}", '{"id": 9}']
    text = lines(ticket(1, via={"channel": "web"})) + "\n".join(bad) + "\n\n" + lines(ticket(2))
    desk.drop("a.jsonl.gz", gzip.compress(text.encode()))
    landed = desk.land()
    assert (landed.rows_read, landed.rows_kept, landed.rows_quarantined) == (9, 2, 7)
    reasons = dict(desk.set_aside())
    assert [reasons[line] for line in (2, 3, 4, 5, 6, 8)] == ["bad_json"] * 5 + ["bad_date"]
    assert reasons[7] in {"bad_json", "too_many_fields"}


def test_a_key_that_no_line_has_refuses_the_file_only_when_it_is_needed(make_desk):
    desk = make_desk(columns=COLUMNS)
    desk.drop("a.jsonl", lines(ticket(1)))
    desk.land()
    assert desk.note() == "no row has 'via.channel'"
    other = make_desk(columns=COLUMNS, folder="other")
    other.drop("a.jsonl", lines({"id": 1, "opend": "2026-08-17", "text": "x"}))
    assert "did you mean 'opend'" in other.refusal()


def test_an_array_instead_of_lines_says_what_is_expected(desk):
    desk.drop("a.json", json.dumps([ticket(1), ticket(2)], indent=1))
    desk.land()
    assert "one object a line is expected" in desk.note()


def test_empty_json_lines_are_an_empty_file(desk):
    desk.drop("a.jsonl", "\n\n")
    desk.land()
    assert desk.note() == "the file is empty"


def test_parquet_keeps_moments_with_and_without_zone(desk):
    file = desk.home.path / "drop" / "desk" / "a.parquet"
    duckdb.sql(
        "SELECT 1 AS id, TIMESTAMPTZ '2026-08-17 10:00+00' AS opened, 'a' AS text "
        "UNION ALL SELECT 2, NULL, 'b'"
    ).write_parquet(str(file))
    landed = desk.land()
    assert (landed.rows_read, landed.rows_kept, landed.rows_quarantined) == (2, 1, 1)
    assert desk.rows("line, source_id, opened_at") == [(1, "1", datetime(2026, 8, 17, 10))]
    names = sorted(path.name[64:] for path in (desk.home.path / "landing" / "desk").iterdir())
    assert names == [".parquet", ".received.parquet"]


def test_parquet_beyond_the_cap_is_refused(make_desk):
    desk = make_desk("max_bytes = 1024")
    file = desk.home.path / "drop" / "desk" / "a.parquet"
    duckdb.sql(
        "SELECT i AS id, '2026-08-17' AS opened, repeat('x', 9999) AS text FROM range(99) AS rows(i)"
    ).write_parquet(str(file))
    assert "max_bytes" in desk.refusal()


def test_parquet_without_rows_or_without_a_column(make_desk):
    desk = make_desk(folder="empty")
    target = desk.home.path / "drop" / "desk" / "a.parquet"
    duckdb.sql("SELECT 1 AS id, '' AS opened, '' AS text WHERE false").write_parquet(str(target))
    desk.land()
    assert desk.note() == "no rows"
    other = make_desk(folder="other")
    target = other.home.path / "drop" / "desk" / "a.parquet"
    duckdb.sql("SELECT 1 AS id, '' AS opened").write_parquet(str(target))
    assert "lacks the column 'text'" in other.refusal()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (True, "true"), (3.0, "3"), (380671234567.0, "380671234567"), (2.5, "2.5"), ("a ", "a"),
        (datetime(2026, 8, 17), "2026-08-17"), (datetime(2026, 8, 17, 9, 30), "2026-08-17T09:30:00"),
        (date(2026, 8, 17), "2026-08-17"), (time(9, 30), "09:30:00"), ("", ""),
    ],
)  # fmt: skip
def test_cells_become_text_as_one_would_write_it(cell, text):
    assert cell_text(cell) == text


CELL = '<c r="{at}"{kind}><v>{value}</v></c>'
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Tickets" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="21"/></cellXfs></styleSheet>',
}


def workbook(file, *rows):
    """Write a workbook: texts, numbers, and (style, serial number) for dates and times."""
    written = []
    for number, row in enumerate(rows, start=1):
        cells = []
        for column, value in zip("ABCDEF", row, strict=False):
            style, content = value if isinstance(value, tuple) else (None, value)
            kind = ' t="str"' if isinstance(content, str) else ""
            kind = f' s="{style}"' if style else kind
            cells.append(CELL.format(at=f"{column}{number}", kind=kind, value=content))
        written.append(f'<row r="{number}">{"".join(cells)}</row>')
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content)
        archive.writestr("xl/worksheets/sheet1.xml", SHEET.format(rows="".join(written)))


WORKBOOK_COLUMNS = 'source_id = "id"\nopened_at = ["day", "hour"]\ntext = "text"'


def test_a_workbook_keeps_its_dates_and_times(make_desk):
    desk = make_desk(
        columns=WORKBOOK_COLUMNS, tables='[sources.dates]\nformats = ["%d.%m.%Y %H:%M"]'
    )
    workbook(
        desk.home.path / "drop" / "desk" / "a.xlsx",
        ["id", "day", "hour", "text"],
        [7, (1, 46251), (2, 0.5), 'a, "b"'],
        [],
        [8, "17.08.2026", "12:00", "c"],
        [9, "soon", "", "d"],
    )
    landed = desk.land()
    assert (landed.rows_read, landed.rows_kept, landed.rows_quarantined) == (3, 2, 1)
    noon_in_kyiv = datetime(2026, 8, 17, 9)
    assert desk.rows("line, source_id, opened_at, text") == [
        (2, "7", noon_in_kyiv, 'a, "b"'), (4, "8", noon_in_kyiv, "c"),
    ]  # fmt: skip
    assert desk.set_aside() == [(5, "bad_date")]


def test_a_workbook_may_have_a_preamble_and_must_have_the_sheet(make_desk):
    desk = make_desk("skip_lines = 1", columns=WORKBOOK_COLUMNS)
    workbook(
        desk.home.path / "drop" / "desk" / "a.xlsx", ["a report"], ["id", "day", "hour", "text"]
    )
    desk.land()
    assert desk.note() == "only a header, no rows"
    other = make_desk('sheet = "Calls"', columns=WORKBOOK_COLUMNS, folder="other")
    workbook(other.home.path / "drop" / "desk" / "a.xlsx", ["id", "day", "hour", "text"])
    assert "has no sheet 'Calls'; it has: 'Tickets'" in other.refusal()


def test_a_workbook_with_nothing_in_it_is_empty(desk):
    workbook(desk.home.path / "drop" / "desk" / "a.xlsx")
    desk.land()
    assert desk.note() == "the file is empty"


def test_a_workbook_that_asks_for_all_memory_there_is_is_refused_and_the_run_goes_on(desk):
    """Its parser holds a sheet from the first to the last filled cell."""
    path = desk.home.path / "drop" / "desk" / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "opened", "text"])
        sheet.write(1_048_575, 16_383, "here")
    desk.drop("b.csv", "id,opened,text\n1,2026-08-17,fine\n")
    landed = desk.land()
    assert landed.rows_kept == 1
    assert "needs more than 4 GiB to be read: deliver it again, or as CSV" in landed.refused[0]


def test_a_zip_may_not_hold_workbooks(desk):
    file = desk.home.path / "drop" / "desk"
    workbook(file / "inner.part", ["id", "opened", "text"])
    with zipfile.ZipFile(file / "a.zip", "w") as archive:
        archive.write(file / "inner.part", "inner.xlsx")
    assert "packs a xlsx file: deliver it unpacked" in desk.refusal()


@pytest.mark.parametrize("name", ["a.xlsx", "a.zip", "no suffix"])
def test_an_archive_that_says_its_files_begin_before_it_does_is_refused(desk, name):
    """Reading there is no fault of the archive's to the standard library, but the disk's."""
    path = desk.home.path / "drop" / "desk" / name
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "id,opened,text\n1,2026-08-17,fine\n")
    content = bytearray(path.read_bytes())
    contents_at = content.rfind(b"PK\5\6") + 16
    struct.pack_into("<I", content, contents_at, 5_000)
    path.write_bytes(content)
    assert "is damaged" in desk.refusal()
