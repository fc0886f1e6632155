"""Spoilt tables of every format through the whole reading: refused as a whole, or every row accounted for."""

import csv
import gzip
import io
import json
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from tests.sources.readers.fuzz_run import LONGEST, Tally, cpu_limit
from tests.sources.readers.spoiling import spoil, spoil_bytes
from trend_lib.base.errors import SourceError
from trend_lib.base.settings import SourceConfig
from trend_lib.base.warehouse import open_warehouse
from trend_lib.sources.arrival import Arrival
from trend_lib.sources.reading import read_file
from trend_lib.sources.staging import Staged

FORMATS = ("csv", "tsv", "jsonl", "csv.gz", "csv.zip", "parquet", "xlsx")
NAMES = ("id", "opened", "text", "handle_seconds")
ROWS = [
    ("1", "2026-08-17 10:00", "немає сигналу", "61"),
    ("2", "2026-08-18 11:00", "bill, wrong", ""),
    ("3", "2026-08-19", 'a "quoted" word', "0"),
    ("4", "2026-02-31 10:00", "no such day", "x"),
    ("5", "2026-08-20T10:00:00+03:00", "two\nlines", "7"),
]
COLUMNS = {
    "source_id": "id",
    "opened_at": "opened",
    "text": "text",
    "handle_seconds": "handle_seconds",
}
SOURCE = SourceConfig(name="table", path="drop/table/*", columns=COLUMNS)
IN_A_SHEET = [(b"<v>", b"<v>1e999"), (b'r="A2"', b'r="XFD1048576"'), (b"<row ", b"<row><row "), (b"<v>0</v>", b"<v>99999</v>")]  # fmt: skip


def fuzz_tables(home, form, inputs, seed):
    """Read spoilt tables of a format; a fault is told with the number that gives the file again."""
    tally = Tally()
    with open_warehouse(home) as con:
        for number in range(inputs):
            content = spoilt_table(form, Random(f"{seed}:{form}:{number}"))
            tally.inputs += 1
            try:
                with cpu_limit(LONGEST):
                    reading = _read(con, home, form, content)
            except SourceError:
                tally.refused += 1
            except Exception as error:  # noqa: BLE001 - whatever it is, reading must not raise it
                tally.faults.append(f"{number}: {type(error).__name__}: {str(error)[:200]}")
            else:
                tally.records += reading.good
                tally.set_aside += len(reading.set_aside)
                tally.faults += [f"{number}: {fault}" for fault in _faults_in(con, reading)]
    return tally


def _read(con, home, form, content):
    """Read a table as landing does."""
    bench = home.folder("landing") / ".work"
    bench.mkdir(exist_ok=True)
    file = bench / "received"
    file.write_bytes(content)
    staged = Staged(file, f"a.{form}", sha256(content).hexdigest(), len(content))
    now = datetime.now(UTC).replace(tzinfo=None)
    return read_file(con, Arrival(home, SOURCE, staged, f"drop/table/a.{form}", now, bench))


def _faults_in(con, reading):
    if reading.rows_read != reading.good + len(reading.set_aside):
        yield f"{reading.rows_read} rows read, {reading.good} good, {len(reading.set_aside)} set aside"
    if reading.mapping:
        [(good, lines)] = con.execute(
            "SELECT count(*), count(DISTINCT line) FROM mapped_rows WHERE fault IS NULL"
        ).fetchall()
        if not reading.good == good == lines:
            yield f"{reading.good} rows said to be good, {good} are, on {lines} lines"


def spoilt_table(form, random):
    """Return a table of a format, spoilt."""
    content = table_of(form)
    if form == "xlsx" and random.random() < 0.7:
        return _spoilt_workbook(content, random)
    if form in {"xlsx", "parquet", "csv.gz", "csv.zip"}:
        return spoil_bytes(content, random)
    return spoil(
        content,
        [table_of("csv"), table_of("jsonl")],
        random,
        "json" if form == "jsonl" else "table",
    )


def _spoilt_workbook(content, random):
    """Return a workbook one of whose parts is spoilt, packed as it should be."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        spoilt = random.choice([name for name in old.namelist() if "theme" not in name])
        for name in old.namelist():
            part = old.read(name)
            if name == spoilt:
                part = (
                    part.replace(*random.choice(IN_A_SHEET), 1)
                    if random.random() < 0.3
                    else spoil_bytes(part, random)
                )
            new.writestr(name, part)
    return packed.getvalue()


def table_of(form):
    """Return a good table in a format."""
    if form == "xlsx":
        return _workbook()
    if form == "parquet":
        return _parquet()
    if form == "csv.gz":
        return gzip.compress(table_of("csv"), mtime=0)
    if form == "csv.zip":
        return _zip()
    if form == "jsonl":
        objects = [dict(zip(NAMES, row, strict=True)) for row in ROWS]
        return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects).encode()
    written = io.StringIO()
    delimiter = "\t" if form == "tsv" else ","
    csv.writer(written, delimiter=delimiter, lineterminator="\n").writerows([NAMES, *ROWS])
    return written.getvalue().encode()


def _zip():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", table_of("csv"))
    return written.getvalue()


def _parquet():
    written = io.BytesIO()
    columns = {name: [row[number] for row in ROWS] for number, name in enumerate(NAMES)}
    pq.write_table(pa.table(columns), written)
    return written.getvalue()


def _workbook():
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([NAMES, *ROWS]):
            sheet.write_row(number, 0, row)
    return written.getvalue()
