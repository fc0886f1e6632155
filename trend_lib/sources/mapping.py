"""From a source's columns to ours: joined, translated, typed, in one SQL statement.

All sources of one kind of record yield the same columns (`base.source_columns`); what a source
does not map is not landed. Rules that are not in trends.toml:

- where `is_resolved` is empty, a `status` that is (translated to) `resolved` or `open` says
  it; any other status says nothing;
- without `source_id`, a survey answer is known by its contact and question, an evaluation's by
  form and question, a call-back by whom it was for and when; anything else by a hash of its
  content, so that a row delivered twice is still one record;
- without `scale_min` and `scale_max`, scores go from 1 to 5, unless `[sources.scales]` says else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.base.source_columns import HOLDINGS, ColumnType, Holding
from trend_lib.sources import typed_values
from trend_lib.sources.header import as_names
from trend_lib.sources.moments import DateReader, is_possible, local_day
from trend_lib.sources.received import Received
from trend_lib.sources.scales import end_of_scale, high_is_good
from trend_lib.sources.written_text import tidy, translated

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from trend_lib.base.settings import SourceConfig

READ: dict[ColumnType, Callable[[str], str]] = {
    "seconds": typed_values.seconds,
    "number": typed_values.number,
    "count": typed_values.whole_count,
    "flag": typed_values.yes_or_no,
}
SQL_TYPES: dict[ColumnType, str] = {
    "seconds": "DOUBLE",
    "number": "DOUBLE",
    "count": "BIGINT",
    "flag": "BOOLEAN",
}
WITHOUT_VALUE = {  # what stands for a value that is not there
    ("contacts", "text"): "''",
    ("survey_answers", "contact_source"): "''",
}
ENDS = ("scale_min", "scale_max")
AHEAD = ("due_at",)  # a promise lies in the future
LARGE_ROWS = 10_000
SEPARATOR = "chr(31)"  # stands between values in a hash; never in a text


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a source's rows become."""

    source: SourceConfig
    received: Received
    home_zone: str
    received_at: datetime

    @property
    def holding(self) -> Holding:
        """What its records are, and their columns."""
        return HOLDINGS[self.source.holds]

    @property
    def event(self) -> str:
        """The column whose moment says to which week a record belongs."""
        return event_of(self.source)

    @property
    def columns(self) -> list[str]:
        """The columns of landing/<source>/<sha256>.parquet, in order."""
        return ["line", "row_hash", "source_id", *self.texts, *self.moments, *self.numbers]

    @property
    def texts(self) -> list[str]:
        """The columns that need no reading."""
        return self._landed("text")

    @property
    def moments(self) -> list[str]:
        """The columns that are points in time, the event first."""
        return self._landed("moment")

    @property
    def numbers(self) -> list[str]:
        """The columns that are numbers or flags."""
        return self._landed("seconds", "number", "count", "flag")

    def _landed(self, *types: ColumnType) -> list[str]:
        """Return the columns of these types that can have a value; others would cost and say nothing."""
        stand_ins = {name for holds, name in WITHOUT_VALUE if holds == self.source.holds}
        possible = {"updated_at", "is_resolved", *ENDS, *stand_ins, *self.source.columns}
        return [name for name in self.holding.of_type(*types) if name in possible]

    @property
    def optional(self) -> list[str]:
        """The mapped columns whose values may be unreadable without harm to the row."""
        typed = [name for name in (*self.moments, *self.numbers) if name != self.event]
        return [target for target in typed if target in self.source.columns]

    def select(self) -> str:
        """Return the statement: our columns, and `day`, `week_start`, `fault`, `unread_<column>`."""
        return (
            f"WITH written AS (SELECT line, {self._written()} FROM {self.received.relation}), "  # noqa: S608 - built from our own names and quoted literals
            f"hashed AS (SELECT *, md5({self._content()}) AS row_hash, {self._typed()} FROM written) "
            f"SELECT {self._finished()} FROM hashed"
        )

    def _written(self) -> str:
        """Every mapped target as text, plus what the reader found wrong with the row."""
        mapped = [f"{self._text_of(target)} AS w_{target}" for target in self._targets]
        raw = self.received.raw or "NULL"
        return ", ".join([*mapped, f"{self.received.fault} AS w_fault", f"{raw} AS w_raw"])

    @property
    def _targets(self) -> list[str]:
        """The mapped targets, always in the same order."""
        return sorted(self.source.columns)

    def _text_of(self, target: str) -> str:
        """Return a target's text: trimmed columns joined by a blank, then translated."""
        names = as_names(self.source.columns[target])
        is_large = self.received.rows_read >= LARGE_ROWS
        texts = [tidy(self.received.columns[name.strip()], is_large=is_large) for name in names]
        joined = texts[0] if len(texts) == 1 else f"nullif(concat_ws(' ', {', '.join(texts)}), '')"
        values = self.source.values.get(target)
        return translated(joined, values) if values else joined

    def _content(self) -> str:
        """Return all that a row says, as one text."""
        said = (f"coalesce(w_{target}, '')" for target in self._targets)
        return f"concat_ws({SEPARATOR}, {', '.join(said)})"

    def _typed(self) -> str:
        """Return the typed columns of `hashed`."""
        reader = DateReader.of_source(
            self.source.dates, self.home_zone, has_iso_dates=self.received.has_iso_dates
        )
        read = {**READ, "moment": reader.utc}
        typed = [
            f"{read[kind](f'w_{target}') if target in self.source.columns else 'NULL'} AS t_{target}"
            for target in (*self.moments, *self.numbers)
            for kind in (self.holding.columns[target],)
        ]
        return ", ".join(typed)

    def _finished(self) -> str:
        """Return the columns of the landed table."""
        texts = [f"{self._text(target)} AS {target}" for target in self.texts]
        numbers = [f"{self._number(target)} AS {target}" for target in self.numbers]
        day = local_day(f"t_{self.event}", self.home_zone)
        return ", ".join([
            "line", "row_hash", f"{self._source_id()} AS source_id", *texts, *self._moments(), *numbers,
            f"{day} AS day", f"CAST(date_trunc('week', {day}) AS DATE) AS week_start",
            f"{self._fault()} AS fault", f"{self._raw()} AS raw",
            *(f"w_{target} IS NOT NULL AND {self._readable(target)} IS NULL AS unread_{target}" for target in self.optional),
        ])  # fmt: skip

    def _text(self, target: str) -> str:
        """Return a text as it is landed; a number with gaps in its column is written as 3.0 by many tools."""
        text = self._or_default(target, "w_")
        if target != "part_of" or not {"part_of", "source_id"} <= set(self.source.columns):
            return text
        is_padded = (
            r"regexp_full_match(w_part_of, '\d+\.0') AND regexp_full_match(w_source_id, '\d+')"
        )
        return f"CASE WHEN {is_padded} THEN left({text}, -2) ELSE {text} END"

    def _or_default(self, target: str, prefix: str) -> str:
        """Return a column of `written` or `hashed`, or what stands for it where it has no value."""
        value = f"{prefix}{target}" if target in self.source.columns else "CAST(NULL AS VARCHAR)"
        return self._or_stand_in(target, value)

    def _or_stand_in(self, target: str, value: str) -> str:
        """Return a value, or what stands for it where it is not there."""
        if target in ENDS:
            return f"coalesce({value}, {end_of_scale(self.source, ENDS.index(target))})"
        default = WITHOUT_VALUE.get((self.source.holds, target))
        return f"coalesce({value}, {default})" if default else value

    def _moments(self) -> list[str]:
        """Return the moments; an impossible optional one is none."""
        return [f"{self._readable(target)} AS {target}" for target in self.moments]

    def _readable(self, target: str) -> str:
        """Return a typed value, NULL where it makes no sense."""
        typed = f"t_{target}"
        if target not in self.moments or target in AHEAD:
            return typed
        return (
            f"CASE WHEN {is_possible(typed, self.received_at)} THEN CAST({typed} AS TIMESTAMP) END"
        )

    def _number(self, target: str) -> str:
        """Return a number or flag with its SQL type, also where it is not mapped."""
        value = f"CAST(t_{target} AS {SQL_TYPES[self.holding.columns[target]]})"
        if target == "is_resolved":
            status = self._or_default("status", "w_")
            said = f"CASE lower({status}) WHEN 'resolved' THEN true WHEN 'open' THEN false END"
            if target not in self.source.columns:
                return said
            return f"CASE WHEN w_is_resolved IS NULL THEN {said} ELSE {value} END"
        if target == "score" and self.source.holds == "survey_answers":
            return high_is_good(self.source, value, *(self._number(end) for end in ENDS))
        return self._or_stand_in(target, value)

    def _source_id(self) -> str:
        """Return what a record is known by."""
        by = [f"w_{name}" for name in self.holding.known_by if name in self.source.columns]
        own = f"concat_ws(':', {', '.join(by)})" if by else "row_hash"
        if "w_customer" in by:  # the warehouse knows nobody by name
            own = f"md5({own})"
        return f"coalesce(w_source_id, {own})" if "source_id" in self.source.columns else own

    def _fault(self) -> str:
        """Return the reason why a row cannot be a record, or NULL."""
        event = f"t_{self.event}"
        missing = [
            f"WHEN w_{target} IS NULL THEN 'missing_{target}'"
            for target in self.holding.needed_texts
        ]
        return (
            f"coalesce(w_fault, CASE WHEN {event} IS NULL THEN 'bad_date' "
            f"WHEN NOT ({is_possible(event, self.received_at)}) THEN 'impossible_date' "
            f"{' '.join(missing)} END)"
        )

    def _raw(self) -> str:
        """Return a faulty row as it was written, or at least its mapped values."""
        values = ", ".join(f"w_{target}" for target in self._targets)
        return f"CASE WHEN {self._fault()} IS NOT NULL THEN coalesce(w_raw, concat_ws(' | ', {values})) END"


def event_of(source: SourceConfig) -> str:
    """Return the column whose moment says to which week a source's record belongs."""
    return HOLDINGS[source.holds].event
