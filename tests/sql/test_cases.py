"""Every SQL file on tables of three rows: given these, expect those; the file's name is the promise."""

from pathlib import Path

import duckdb
import pytest
import yaml

from trend_lib.base.schema import schema_sql
from trend_lib.base.warehouse import read_query, run

CASES = Path(__file__).parent / "cases"


def insert(con, table, rows):
    for row in rows:
        marks = ", ".join("?" for _ in row)
        con.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


@pytest.mark.parametrize("file", sorted(CASES.rglob("*.yaml")), ids=lambda file: file.stem)
def test_given_these_rows_the_query_returns_those(file):
    case = yaml.safe_load(file.read_text("utf-8"))
    con = duckdb.connect()
    con.execute("SET TimeZone = 'UTC'")
    con.execute(schema_sql())
    for table, rows in case.get("given", {}).items():
        insert(con, table, rows)
    found = run(con, read_query(f"{file.parents[1].name}/{file.parent.name}"), case["params"])
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    columns = case.get("expect_columns", names)
    picked = [{column: row[column] for column in columns} for row in rows]
    in_order = sorted(picked, key=lambda row: str([row[column] for column in columns]))
    expected = sorted(case["expect"], key=lambda row: str([row[column] for column in columns]))
    assert in_order == expected
