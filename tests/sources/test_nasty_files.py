"""A standing list of files that went wrong somewhere, and what must become of each."""

import gzip
import io
import zipfile

import pytest

from trend_lib import sources
from trend_lib.base.home import Home
from trend_lib.base.warehouse import open_warehouse
from trend_lib.sources.record_lines import MAX_RECORD_BYTES

HEADER = "id,opened,text\n"
ONE = "1,2026-08-17 10:00,no signal\n"
TWO = "2,2026-08-18 11:00,bill is wrong\n"
SEMICOLONS = (HEADER + ONE + TWO).replace(",", ";")


def zipped(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(
                name.replace("_csv", ".csv").replace("_txt", ".pdf").replace("_xlsx", ".xlsx"),
                content,
            )
    return packed.getvalue()


def accounted(landed):
    ends = landed.rows_kept + landed.rows_repeated + landed.rows_quarantined
    assert landed.rows_read == ends
    return landed.rows_read, landed.rows_kept, landed.rows_quarantined


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (HEADER.encode(), "only a header, no rows"),
        (HEADER.strip().encode(), "only a header, no rows"),
        (gzip.compress(b"", mtime=0), "the file is empty"),
    ],
)
def test_nothing_in_a_file_is_no_error(desk, content, note):
    desk.drop("a.csv", content)
    assert accounted(desk.land()) == (0, 0, 0)
    assert desk.note() == note
    assert desk.land().deliveries == 0


ROWS = {
    "plain": (ONE + TWO, (2, 2, 0), []),
    "no newline at the end": ((ONE + TWO).strip(), (2, 2, 0), []),
    "blank lines": (f"\n{ONE}\n\n{TWO}\n", (2, 2, 0), []),
    "too many fields": (ONE + "2,2026-08-18,a,b\n", (2, 1, 1), [(3, "too_many_fields")]),
    "too few fields": (ONE + "2,2026-08-18\n", (2, 1, 1), [(3, "too_few_fields")]),
    "a line of blanks": (ONE + "   \n" + TWO, (3, 2, 1), [(3, "too_few_fields")]),
    "only commas": (ONE + ",,\n", (2, 1, 1), [(3, "bad_date")]),
    "no date": (ONE + "2,,x\n", (2, 1, 1), [(3, "bad_date")]),
    "31 February": (ONE + "2,2026-02-31 10:00,x\n", (2, 1, 1), [(3, "bad_date")]),
    "25 o'clock": (ONE + "2,2026-02-01 25:00,x\n", (2, 1, 1), [(3, "bad_date")]),
    "a word for a date": (ONE + "2,infinity,x\n3,epoch,x\n", (3, 1, 2), [(3, "bad_date"), (4, "bad_date")]),
    "the year 1": (ONE + "2,0001-01-01 00:00,x\n", (2, 1, 1), [(3, "impossible_date")]),
    "a clock never set": (ONE + "2,1970-01-01T00:00:40Z,x\n", (2, 1, 1), [(3, "impossible_date")]),
    "the year 2199": (ONE + "2,2199-01-01,x\n", (2, 1, 1), [(3, "impossible_date")]),
    "the year 290000": (ONE + "2,290000-01-01,x\n", (2, 1, 1), [(3, "bad_date")]),
    "an empty text": ("1,2026-08-17,\n", (1, 1, 0), []),
    "quotes closed": ('1,2026-08-17,"a, ""b"""\n' + TWO, (2, 2, 0), []),
    "a record of three lines": ('1,2026-08-17,"a\n\nb"\n' + TWO + "3,,x\n", (3, 2, 1), [(6, "bad_date")]),
    "inches": ('1,2026-08-17,24" screen\n' + TWO, (2, 2, 0), []),
    "inches twice": ('1,2026-08-17,24" and 27" screen\n' + TWO, (2, 2, 0), []),
    "an unclosed quote": ('1,2026-08-17,"open\n' + TWO + "3,2026-08-17,x\n", (3, 2, 1), [(2, "unclosed_quote")]),
    "an unclosed quote last": (ONE + '2,2026-08-17,"open\n', (2, 1, 1), [(3, "unclosed_quote")]),
    "two unclosed quotes": ('1,2026-08-17,"a\n2,2026-08-17,"b\n' + "3,2026-08-17,c\n", (3, 1, 2), [(2, "unclosed_quote"), (3, "unclosed_quote")]),
    "a letter after a quote": ('1,2026-08-17,"a"b\n' + TWO, (2, 1, 1), [(2, "bad_quotes")]),
    "a quote hidden in an even count": ('1,2026-08-17" x,"open\n' + TWO, (2, 1, 1), [(2, "unclosed_quote")]),
    "a bare return": ("1,2026-08-17,a\rb\n" + TWO, (2, 2, 0), []),
    "a bare return in quotes": ('1,2026-08-17,"a\rb"\n' + TWO, (2, 2, 0), []),
    "a percent sign": ("1,2026-08-17,100%d %s\n", (1, 1, 0), []),
    "a comment sign": ("#1,2026-08-17,# x\n", (1, 1, 0), []),
    "emoji and HTML": ("1,2026-08-17,<b>🙂</b>\n", (1, 1, 0), []),
    "NULL in words": ("NULL,2026-08-17,null\n", (1, 1, 0), []),
    "a line of 20 MB": (ONE + f"2,2026-08-17,{'x' * 20_000_000}\n" + TWO, (3, 2, 1), [(3, "line_too_long")]),
    "a last line of 20 MB": (ONE + f"2,2026-08-17,{'x' * 20_000_000}", (2, 1, 1), [(3, "line_too_long")]),
    "a quoted field of 3 MB": (f'1,2026-08-17,"{chr(10).join(["x" * 999] * 3000)}"\n', (3000, 0, 3000), None),
}  # fmt: skip


ENDINGS = {"lf": "\n", "crlf": "\r\n"}
SOURCE = """
[[sources]]
name = "{name}"
path = "drop/{name}/*"
settle_seconds = 0
columns = {{source_id = "id", opened_at = "opened", text = "text"}}
"""


def names_of_cases():
    return {
        f"case_{number}_{ending}": (case, ending)
        for number, case in enumerate(ROWS)
        for ending in ENDINGS
    }


@pytest.fixture(scope="module")
def nasty_home(tmp_path_factory):
    """All cases at once, each a source of its own: what one leaves behind would spoil the next."""
    folder = tmp_path_factory.mktemp("nasty")
    settings = ""
    for name, (case, ending) in names_of_cases().items():
        (folder / "drop" / name).mkdir(parents=True)
        content = (HEADER + ROWS[case][0]).replace("\n", ENDINGS[ending])
        (folder / "drop" / name / "a.csv").write_bytes(content.encode())
        settings += SOURCE.format(name=name)
    (folder / "trends.toml").write_text(settings)
    home = Home(folder)
    landed = sources.land(home)
    assert landed.refused == ()
    with open_warehouse(home) as con:
        yield con


@pytest.mark.parametrize(
    "name", names_of_cases(), ids=lambda name: "-".join(names_of_cases()[name])
)
def test_every_row_is_kept_or_set_aside_with_its_line_and_a_reason(nasty_home, name):
    _, counts, set_aside = ROWS[names_of_cases()[name][0]]
    found = nasty_home.execute(
        "SELECT rows_read, rows_kept, rows_quarantined FROM sources.deliveries WHERE source = ?",
        [name],
    ).fetchall()
    assert found == [counts]
    if set_aside is not None:
        found = nasty_home.execute(
            "SELECT line, reason FROM sources.quarantine WHERE source = ? ORDER BY line", [name]
        ).fetchall()
        assert found == set_aside


def test_good_rows_come_back_as_they_were(desk):
    desk.drop("a.csv", HEADER + '1,2026-08-17,"  a, ""b""\nc "\n2,2026-08-18,\n')
    desk.land()
    assert desk.rows() == [(2, "1", 'a, "b"\nc'), (4, "2", "")]


def test_a_header_may_take_several_lines(make_desk):
    desk = make_desk("skip_lines = 1")
    desk.drop("a.csv", 'a "report\n\n"id","opened","text","two\nlines"\n1,2026-08-17,a,b\n')
    assert accounted(desk.land()) == (1, 1, 0)
    assert desk.rows("line") == [(5,)]


def test_returns_end_lines_where_nothing_else_does(desk):
    desk.drop("a.csv", (HEADER + ONE + TWO).replace("\n", "\r"))
    assert accounted(desk.land()) == (2, 2, 0)
    assert desk.rows("line") == [(2,), (3,)]


def test_a_bare_return_among_other_lines_is_a_blank(desk):
    desk.drop("a.csv", HEADER + '1,2026-08-17,a\rb\n2,2026-08-17,"c\rd"\n')
    desk.land()
    assert desk.rows("text") == [("a b",), ("c d",)]


def test_nul_bytes_are_dropped_and_counted(desk):
    desk.drop("a.csv", HEADER + "1,2026-08-17,a\0b\0\n")
    desk.land()
    assert desk.rows("text") == [("ab",)]
    assert desk.note() == "2 NUL bytes dropped"


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-8-sig", "koi8-u", "utf-16-le"])
def test_any_encoding_is_read_when_it_is_declared(make_desk, encoding):
    desk = make_desk(f'encoding = "{encoding}"')
    texts = ["Немає інтернету, їжак ґанок" if encoding != "koi8-u" else "немає інтернету", "счёт"]
    rows = (
        f"1,2026-08-17,{texts[0].replace(',', '')}\r\n2,2026-08-18,{texts[1].replace('ё', 'е')}\r\n"
    )
    desk.drop("a.csv", (HEADER.replace("\n", "\r\n") + rows).encode(encoding))
    assert accounted(desk.land()) == (2, 2, 0)
    assert desk.rows("text")[0][0].casefold().startswith("немає")


def test_a_bom_is_no_part_of_the_first_column(desk):
    desk.drop("a.csv", b"\xef\xbb\xbf" + (HEADER + ONE).replace("\n", "\r\n").encode())
    assert accounted(desk.land()) == (1, 1, 0)


def test_a_letter_cut_by_a_chunk_is_whole(desk):
    filler = "x" * ((1 << 20) - len(HEADER) - len("1,2026-08-17,\n2,2026-08-17,") - 1)
    desk.drop("a.csv", HEADER + f"1,2026-08-17,{filler}\n2,2026-08-17,їжак\n")
    assert accounted(desk.land()) == (2, 2, 0)
    assert desk.rows("text")[1] == ("їжак",)


def test_a_return_cut_by_a_chunk_is_one_line_end(desk):
    filler = "x" * ((1 << 20) - len("id,opened,text\r\n1,2026-08-17,\r"))
    desk.drop("a.csv", f"id,opened,text\r\n1,2026-08-17,{filler}\r\n2,2026-08-17,b\r\n")
    assert accounted(desk.land()) == (2, 2, 0)
    assert desk.rows("line") == [(2,), (3,)]


def truncated_gzip():
    return gzip.compress((HEADER + ONE * 1000).encode())[:-20]


def gzip_of_wrong_checksum():
    packed = bytearray(gzip.compress((HEADER + ONE).encode()))
    packed[-6] ^= 0xFF
    return bytes(packed)


def zip_of_wrong_checksum():
    packed = bytearray(zipped(a_csv=HEADER + ONE))
    at = packed.find(b"a.csv") + 9
    packed[at] ^= 0x55
    return bytes(packed)


REFUSED = {
    "wrong delimiter": ("a.csv", SEMICOLONS, 'set delimiter = ";"'),
    "renamed column": ("a.csv", HEADER.replace("opened", "opened_at") + ONE, "did you mean 'opened_at'"),
    "column twice": ("a.csv", "id,opened,opened,text\n1,2,3,4\n", "'opened' twice"),
    "no dates": ("a.csv", "id,region,text\n1,north,x\n", "no column for opened_at"),
    "cp1251 as utf-8": ("a.csv", (HEADER + "1,2026-08-17,нет связи\n").encode("cp1251"), "byte 28 cannot be read; set encoding"),
    "binary": ("a.csv", bytes(range(256)) * 40, "set encoding"),
    "a gzip cut short": ("a.csv.gz", truncated_gzip(), "is damaged"),
    "a gzip with a wrong checksum": ("a.csv.gz", gzip_of_wrong_checksum(), "is damaged"),
    "junk after a gzip": ("a.csv.gz", gzip.compress(HEADER.encode()) + b"junk", "is damaged"),
    "a zip with a wrong checksum": ("a.zip", zip_of_wrong_checksum(), "is damaged"),
    "a zip cut short": ("a.csv.zip", zipped(a_csv=HEADER + ONE)[:-30], "is damaged"),
    "a zip without a table": ("a.csv.zip", zipped(a_txt="x"), "holds no table"),
    "a zip of two kinds": ("a.zip", zipped(a_csv=HEADER + ONE, b_csv="id,text\n1,x\n"), "lacks the column"),
    "a zip of two orders": ("a.zip", zipped(a_csv=HEADER + ONE, b_csv="opened,id,text\n2026-08-17,1,x\n"), "different columns"),
    "a zip of a table and a workbook": ("a.zip", zipped(a_csv=HEADER + ONE, b_xlsx="x"), "text tables of one format only"),
    "one column": ("a.csv", "id\n1\n", "lacks the column 'opened'"),
    "a header with broken quotes": ("a.csv", '"id"x,opened,text\n', "lacks the column 'id'"),
    "a header that never closes": ("a.csv", '"id,opened,text\n' + "x\n" * 200, "lacks the column"),
    "a header of one huge field": ("a.csv", "x" * 200_000 + "\n1\n", "header that cannot be read"),
    "a text called workbook": ("a.xlsx", zipped(a_csv=HEADER + ONE), "is no workbook"),
    "no suffix": ("export", HEADER + ONE, "set format"),
    "a PDF": ("a.pdf", b"%PDF-1.7", "set format"),
    "text called xlsx": ("a.xlsx", HEADER + ONE, "is damaged"),
    "text called parquet": ("a.parquet", HEADER + ONE, "is no Parquet file"),
    "dates in another way": ("a.csv", HEADER + "".join(f"{n},17.08.2026,x\n" for n in range(12)), "can be read as ISO 8601"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_wrong_as_a_whole_is_refused_with_the_cure(desk, case):
    name, content, cure = REFUSED[case]
    desk.drop(name, content)
    said = desk.refusal()
    assert said.startswith(f"desk: drop/desk/{name} ")
    assert cure in said


def test_a_refusal_names_all_that_is_missing_and_all_that_is_there(desk):
    desk.drop("a.csv", "id,when,words\n1,2,3\n")
    said = desk.refusal()
    assert "'opened' (for opened_at), 'text' (for text)" in said
    assert "'id', 'when', 'words'" in said


def test_utf8_is_not_garbled_by_a_wrong_declaration(make_desk):
    desk = make_desk('encoding = "cp1251"')
    desk.drop("a.csv", HEADER + "1,2026-08-17,немає зв'язку з інтернетом\n")
    assert 'set encoding = "utf-8"' in desk.refusal()


@pytest.mark.parametrize("encoding", ["martian", "base64"])
def test_an_encoding_that_does_not_exist_is_refused(make_desk, encoding):
    desk = make_desk(f'encoding = "{encoding}"')
    desk.drop("a.csv", HEADER + ONE)
    assert "does not exist" in desk.refusal()


def bomb(size, unit=b"\0" * (1 << 20)):
    packed = io.BytesIO()
    with gzip.open(packed, "wb", compresslevel=9) as archive:
        for _ in range(size >> 20):
            archive.write(unit)
    return packed.getvalue()


def test_a_bomb_of_zeros_stops_at_the_cap(make_desk):
    desk = make_desk("max_bytes = 3000000")
    desk.drop("a.csv.gz", bomb(8 << 20))
    assert "max_bytes = 3000000" in desk.refusal()


def test_a_bomb_below_the_cap_stops_by_its_ratio(desk):
    desk.drop("a.csv.gz", bomb(64 << 20))
    assert "200 times its size" in desk.refusal()
    assert not list(desk.home.path.rglob("numbered"))


def test_a_zip_that_claims_10_gb_is_not_even_opened(desk):
    packed = bytearray(zipped(a_csv=HEADER + ONE))
    directory = packed.find(b"PK\x01\x02")
    packed[directory + 24 : directory + 28] = (0xF0000000).to_bytes(4, "little")
    packed = bytes(packed)
    desk.drop("a.zip", packed)
    settings = desk.home.path / "trends.toml"
    settings.write_text(
        settings.read_text().replace('name = "desk"', 'name = "desk"\nmax_bytes = 1000000')
    )
    assert "claims to unpack" in type(desk)(type(desk.home)(desk.home.path)).refusal()


def test_a_zip_of_many_days_is_one_delivery(desk):
    desk.drop("week.zip", zipped(b_csv=HEADER + TWO, a_csv=HEADER + ONE, readme_txt="hello"))
    assert accounted(desk.land()) == (2, 2, 0)
    assert desk.rows("line, source_id") == [(2, "1"), (4, "2")]


def test_a_zip_of_too_many_files_is_refused(desk, monkeypatch):
    monkeypatch.setattr("trend_lib.sources.unpacking.MAX_MEMBERS", 1)
    desk.drop("week.zip", zipped(a_csv=HEADER + ONE, b_csv=HEADER + TWO))
    assert "holds 2 files" in desk.refusal()


def test_a_locked_zip_is_refused(desk):
    packed = bytearray(zipped(a_csv=HEADER + ONE))
    packed[packed.find(b"PK\x01\x02") + 8] |= 1
    packed[packed.find(b"PK\x03\x04") + 6] |= 1
    desk.drop("a.zip", bytes(packed))
    assert "password" in desk.refusal()


def test_a_long_line_keeps_its_beginning_for_the_quarantine(desk):
    desk.drop("a.csv", HEADER + ONE + "2,2026-08-17," + "y" * (2 * MAX_RECORD_BYTES) + "\n")
    desk.land()
    [(raw,)] = desk.ask("SELECT raw FROM sources.quarantine")
    assert raw.startswith("2,2026-08-17,yyy")
    assert len(raw) == 200


def test_the_quarantine_holds_no_personal_data(desk):
    desk.drop("a.csv", HEADER + "1,soon,call me at +380 67 123 45 67 or anna@example.com\n" + ONE)
    desk.land()
    [(column, raw)] = desk.ask("SELECT column_name, raw FROM sources.quarantine")
    assert column == "opened_at"
    assert "example.com" not in raw
    assert "123 45 67" not in raw
    assert "call me at" in raw


def test_rejects_of_one_file_are_not_counted_in_the_next(desk):
    desk.drop("a.csv", HEADER + ONE + "2,2026-08-18,a,b\n")
    desk.drop("b.csv", HEADER + TWO + "3,2026-08-18,a,b\n")
    assert accounted(desk.land()) == (4, 2, 2)
