"""Reads one received file into the temporary table `mapped_rows`; every row is accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from trend_lib.base.errors import SourceError
from trend_lib.sources.delimited_file import receive_delimited
from trend_lib.sources.dialect import dialect_of
from trend_lib.sources.file_format import format_of, unpacked_name
from trend_lib.sources.json_lines_file import receive_json_lines
from trend_lib.sources.known_export import receive_known_export
from trend_lib.sources.mapping import Mapping, event_of
from trend_lib.sources.parquet_file import receive_parquet
from trend_lib.sources.quarantine import faulty_rows, forget_rejected, rejected_rows
from trend_lib.sources.unpacking import name_inside
from trend_lib.sources.workbook_file import receive_workbook

if TYPE_CHECKING:
    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.arrival import Arrival
    from trend_lib.sources.received import Received
    from trend_lib.sources.record_lines import SetAside

SPAN_DAYS = 62  # four months take more than two
ALL_BAD_FROM = 10  # so many rows without one readable date are a wrong setting, not dirt


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file held: `good` rows in `mapped_rows`, the rest set aside."""

    rows_read: int
    good: int
    set_aside: list[SetAside]
    notes: list[str]
    mapping: Mapping | None = None  # None: the file is empty
    spans_months: bool = False  # whether its dates cover enough to look exchanged


def read_file(con: duckdb.DuckDBPyConnection, arrival: Arrival) -> Reading:
    """Fill `mapped_rows`, or raise `SourceError` when the file as a whole cannot be right."""
    for careful in (False, True):
        received = _receive(con, arrival, careful=careful)
        if not received.relation:
            return Reading(0, 0, [], list(received.notes))
        zone = arrival.home.config.home.timezone
        reading = map_rows(con, Mapping(arrival.source, received, zone, arrival.received_at))
        if reading.rows_read == reading.good + len(reading.set_aside):
            _refuse_unreadable_dates(reading, arrival.source)
            return reading
    raise SourceError(
        f"holds {reading.rows_read} records but DuckDB sees "
        f"{reading.good + len(reading.set_aside)}: its quotes contradict each other"
    )


def _receive(con: duckdb.DuckDBPyConnection, arrival: Arrival, *, careful: bool) -> Received:
    """Read a file by its format; `careful` looks into every quote, which is slower."""
    staged, source = arrival.staged, arrival.source
    numbered = arrival.bench / "numbered"
    if not source.is_table:
        return receive_known_export(staged, source, numbered)
    format_name = format_of(name_inside(staged), source)
    if format_name in {"parquet", "xlsx"} and unpacked_name(staged.name) != staged.name:
        raise SourceError(f"packs a {format_name} file: deliver it unpacked")
    if format_name == "parquet":
        return receive_parquet(con, staged, source)
    if format_name == "xlsx":
        return receive_workbook(staged, source, numbered)
    if format_name == "jsonl":
        return receive_json_lines(con, staged, source, numbered)
    dialect = dialect_of(source, format_name)
    return receive_delimited(staged, source, dialect, numbered, careful=careful)


def map_rows(con: duckdb.DuckDBPyConnection, mapping: Mapping) -> Reading:
    """Parse and type all rows; what is rejected or faulty is set aside."""
    forget_rejected(con)
    try:
        con.execute(f"CREATE OR REPLACE TEMP TABLE mapped_rows AS {mapping.select()}")
    except duckdb.Error as error:
        raise SourceError(_explain(error)) from error
    received = mapping.received
    good, faulty, first_day, last_day, *unread = _count(con, mapping.optional)
    set_aside = [*received.set_aside]
    set_aside += faulty_rows(con, mapping.event) if faulty else []
    if received.rows_read > good + len(set_aside):
        set_aside += rejected_rows(con, received.delimiter)
    counted = zip(mapping.optional, unread, strict=True)
    notes = [f"{count} values of {column} cannot be read" for column, count in counted if count]
    return Reading(
        received.rows_read,
        good,
        set_aside,
        [*received.notes, *notes],
        mapping,
        spans_months=bool(first_day) and (last_day - first_day).days >= SPAN_DAYS,
    )


def _count(con: duckdb.DuckDBPyConnection, optional: list[str]) -> tuple[Any, ...]:
    """Return how many rows are good and faulty, their days' span, and what cannot be read."""
    unread = [f"count(*) FILTER (WHERE unread_{column} AND fault IS NULL)" for column in optional]
    counts = [
        "count(*) FILTER (WHERE fault IS NULL)",
        "count(fault)",
        "min(day)",
        "max(day)",
        *unread,
    ]
    found = con.execute(f"SELECT {', '.join(counts)} FROM mapped_rows").fetchone()  # noqa: S608 - our own names
    return tuple(found or ())


def _refuse_unreadable_dates(reading: Reading, source: SourceConfig) -> None:
    """Refuse a file none of whose rows has a date that can be read."""
    bad = sum(piece.reason == "bad_date" for piece in reading.set_aside)
    if reading.good or bad < ALL_BAD_FROM or bad < reading.rows_read / 2:
        return
    written = source.dates.formats or ("ISO 8601",)
    raise SourceError(
        f"has no row whose {event_of(source)} can be read as {', '.join(written)}: "
        f"correct formats in [sources.dates] of source {source.name}"
    )


def _explain(error: duckdb.Error) -> str:
    """Return what DuckDB says about a file or a declared format, in one line."""
    said = str(error).strip().splitlines()
    return f"cannot be read: {said[0] if said else type(error).__name__}"
