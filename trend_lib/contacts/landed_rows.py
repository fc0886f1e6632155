"""Reads the newest version of some weeks' records from landing/, where personal data still stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from trend_lib.base.errors import SourceError
from trend_lib.base.source_columns import HOLDINGS, ColumnType

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

TEXT = pa.string()
ARROW_TYPES: dict[ColumnType, pa.DataType] = {
    "text": TEXT,
    "moment": pa.timestamp("us"),
    "seconds": pa.float64(),
    "number": pa.float64(),
    "count": pa.float64(),
    "flag": pa.bool_(),
}
COLUMNS = {  # what each kind of source may have mapped; what it has not mapped is empty
    holds: {name: ARROW_TYPES[kind] for name, kind in holding.columns.items()}
    for holds, holding in HOLDINGS.items()
}
RECORD_COLUMNS = {
    "source": TEXT,
    "source_id": TEXT,
    "whole_id": TEXT,
    "week_start": pa.date32(),  # of the whole
    "day": pa.date32(),
}
WANTED = """
    SELECT source, source_id, whole_id, whole_week AS week_start, day, line,
        $landing || source || '/' || delivery_id || '.parquet' AS file
    FROM sources.records
    WHERE whole_week BETWEEN $first_week AND $last_week AND list_contains($weeks, whole_week) AND holds = $holds
"""
# Only the lines between first and last are unpacked: a delivery may hold years.
JOINED = """
    SELECT
        wanted.source AS record_source,
        wanted.source_id AS record_source_id,
        wanted.whole_id AS record_whole_id,
        wanted.week_start AS record_week_start,
        wanted.day AS record_day,
        {handed_on}
        COLUMNS(lambda name: name IN ({columns}))
    FROM read_parquet($files, union_by_name = true, filename = true) AS landed
    INNER JOIN wanted_records AS wanted
        ON landed.filename = wanted.file AND landed.line = wanted.line
    WHERE landed.line BETWEEN $first_line AND $last_line
    ORDER BY wanted.week_start, wanted.source, wanted.source_id
"""


def read_landed(
    con: duckdb.DuckDBPyConnection, home: Home, weeks: Sequence[Week], holds: str
) -> pa.Table:
    """Return the weeks' records of one kind: who they are, and every column a source can map."""
    given = {"landing": f"{home.path / 'landing'}/", "holds": holds, **span_of(weeks)}
    wanted = con.sql(WANTED, params=given).to_arrow_table()
    if wanted.num_rows == 0:
        return pa.schema([*RECORD_COLUMNS.items(), *COLUMNS[holds].items()]).empty_table()
    return read_lines(con, wanted, holds)


def span_of(weeks: Sequence[Week]) -> dict[str, Any]:
    """Return the parameters by which a query finds some weeks; the ends let it skip most others unread."""
    starts = [week.start for week in weeks]
    return {"weeks": starts, "first_week": min(starts), "last_week": max(starts)}


def read_lines(con: duckdb.DuckDBPyConnection, wanted: pa.Table, holds: str) -> pa.Table:
    """Return the records that lie in the wanted lines of landed files; `sequence` is handed on if given."""
    return _with_all_columns(_join(con, wanted, holds), holds)


def _join(con: duckdb.DuckDBPyConnection, wanted: pa.Table, holds: str) -> pa.Table:
    """Fetch the wanted lines from the Parquet files they lie in."""
    files = sorted(pc.unique(wanted["file"]).to_pylist())
    _refuse_lost_files(files)
    lines = pc.min_max(wanted["line"]).as_py()
    con.register("wanted_records", wanted)
    try:
        return con.sql(
            JOINED.format(
                columns=", ".join(f"'{name}'" for name in COLUMNS[holds]),
                handed_on="wanted.sequence, landed.line,"
                if "sequence" in wanted.column_names
                else "",
            ),
            params={"files": files, "first_line": lines["min"], "last_line": lines["max"]},
        ).to_arrow_table()
    finally:
        con.unregister("wanted_records")


def _refuse_lost_files(files: list[str]) -> None:
    """Say what to do when a landed file is gone, before the reader says it less clearly."""
    for file in files:
        if not Path(file).is_file():
            raise SourceError(
                f"{file} is gone, but records lie in it: put it back from a backup, "
                "or put the original export into drop/ again"
            )


def _with_all_columns(found: pa.Table, holds: str) -> pa.Table:
    """Return the table with every column a source of this kind can map, in fixed types."""
    columns = {name: found[f"record_{name}"].cast(kind) for name, kind in RECORD_COLUMNS.items()}
    for name, kind in COLUMNS[holds].items():
        is_mapped = name in found.column_names
        columns[name] = found[name].cast(kind) if is_mapped else pa.nulls(found.num_rows, kind)
    columns |= {name: found[name] for name in ("sequence", "line") if name in found.column_names}
    return pa.table(columns)
