"""A small home with landed rows, as the sources room leaves them."""

from datetime import date, datetime, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from trend_lib.base.home import Home
from trend_lib.base.source_columns import HOLDINGS
from trend_lib.base.warehouse import hold_warehouse, open_warehouse
from trend_lib.base.weeks import Week

TYPES = {"moment": pa.timestamp("us"), "seconds": pa.float64(), "number": pa.float64(), "count": pa.float64(),
         "flag": pa.bool_(), "text": pa.string()}  # fmt: skip
OTHERS = {"line": pa.int64(), "whole_week": pa.date32()}


def column_type(name, holds):
    if name in OTHERS:
        return OTHERS[name]
    return TYPES[HOLDINGS[holds].columns.get(name, "text")]


class LandedHome:
    """A home, and a way to land rows in it without the sources room."""

    def __init__(self, path, settings=""):
        path.mkdir(parents=True, exist_ok=True)
        (path / "trends.toml").write_text(settings, "utf-8")
        self.home = Home(path)

    def land(self, source, rows, delivery="d1", holds="contacts"):
        """Write a delivery's Parquet and remember its rows as the newest of their records."""
        names = list(dict.fromkeys(name for row in rows for name in row))
        table = {name: [row.get(name) for row in rows] for name in names}
        table["line"] = list(range(2, len(rows) + 2))
        table["row_hash"] = [str(line) for line in table["line"]]
        typed = {name: pa.array(values, column_type(name, holds)) for name, values in table.items()}
        folder = self.home.folder("landing") / source
        folder.mkdir(exist_ok=True)
        pq.write_table(pa.table(typed), folder / f"{delivery}.parquet")
        moment = HOLDINGS[holds].event
        with open_warehouse(self.home) as con:
            for line, row in enumerate(rows, start=2):
                day = row[moment].date()
                start = Week.of_day(day).start
                record = [
                    source, row["source_id"], holds, start, day, delivery, line, "h", None,
                    row.get("part_of"), row.get("whole_id", row["source_id"]),
                    row.get("whole_week", start),
                ]  # fmt: skip
                marks = ", ".join("?" * len(record))
                con.execute(f"INSERT OR REPLACE INTO sources.records VALUES ({marks})", record)

    def rows(self, query):
        """Return a query's rows as dictionaries."""
        with open_warehouse(self.home) as con:
            found = con.execute(query)
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.fixture
def landed(tmp_path):
    made = LandedHome(tmp_path / "home")
    with hold_warehouse(made.home):  # opening it for every row would take most of the time
        yield made


@pytest.fixture
def week():
    return Week(date(2026, 8, 17))


@pytest.fixture
def moment(week):
    """A moment of the week: so many days and hours after its Monday."""
    start = datetime.combine(week.start, datetime.min.time())
    return lambda days=0, hours=12: start + timedelta(days=days, hours=hours)
