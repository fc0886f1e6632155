"""SQL that reads a written date as a UTC moment: one declared way per source, never guessed.

A time written with an offset keeps it. A time without one is read by the clocks of the source's
zone (else the home's); when clocks go back, the doubled hour is read as its second, standard
one; when they go forward, a time that never was moves on by the hour that was skipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.sources.received import quoted

if TYPE_CHECKING:
    from datetime import datetime

    from trend_lib.base.settings import SourceDates

FIRST_MOMENT = (
    "TIMESTAMP '1990-01-01'"  # before it no desk exported anything; an unset clock says 1970
)
SIGNED_OFFSET = r"[+-]\d{2}(:?\d{2})?"
ISO_LOCAL = r"^\d{4}-\d{1,2}-\d{1,2}([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?$"
ISO_OFFSET = (
    r"^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?"
    rf"(Z| UTC| GMT| ?{SIGNED_OFFSET})$"
)


@dataclass(frozen=True, slots=True)
class DateReader:
    """How one source writes its dates."""

    formats: tuple[str, ...]
    zone: str  # of times without an offset
    swaps_day_and_month: bool
    reads_iso_too: bool  # typed cells of workbooks and Parquet

    @classmethod
    def of_source(cls, dates: SourceDates, home_zone: str, *, has_iso_dates: bool) -> DateReader:
        """Return the reader of a source's declared dates."""
        return cls(
            dates.formats,
            dates.timezone or home_zone,
            dates.repair == "swap_day_month",
            has_iso_dates or not dates.formats,
        )

    def utc(self, text: str) -> str:
        """Return SQL of the UTC TIMESTAMP that `text` means; NULL when it cannot be read."""
        ways = [self._declared(text, written) for written in self.formats]
        ways += [self._iso_offset(text), self._iso_local(text)] if self.reads_iso_too else []
        return f"coalesce({', '.join(ways)}, NULL)"

    def _declared(self, text: str, written: str) -> str:
        """Read one declared format; with %z or %Z its offset counts."""
        parsed = f"try_strptime({text}, {quoted(written)})"
        has_offset = "%z" in written or "%Z" in written
        return self._from_offset(parsed) if has_offset else self._from_local(parsed)

    def _iso_offset(self, text: str) -> str:
        """Read ISO 8601 with an offset, which a plain cast to TIMESTAMP would drop."""
        tight = f"regexp_replace({text}, ' ({SIGNED_OFFSET})$', '\\1', 'g')"
        return (
            f"CASE WHEN regexp_matches({text}, '{ISO_OFFSET}') "
            f"THEN {self._from_offset(f'TRY_CAST({tight} AS TIMESTAMPTZ)')} END"
        )

    def _iso_local(self, text: str) -> str:
        """Read ISO 8601 without an offset."""
        return (
            f"CASE WHEN regexp_matches({text}, '{ISO_LOCAL}') "
            f"THEN {self._from_local(f'TRY_CAST({text} AS TIMESTAMP)')} END"
        )

    def _from_local(self, local: str) -> str:
        """Turn the clocks of the source's zone into UTC."""
        repaired = swap_day_and_month(local) if self.swaps_day_and_month else local
        return f"CAST(timezone({quoted(self.zone)}, {repaired}) AS TIMESTAMP)"

    def _from_offset(self, moment: str) -> str:
        """Turn a moment with an offset into UTC; day and month are exchanged by local clocks."""
        if not self.swaps_day_and_month:
            return f"CAST({moment} AS TIMESTAMP)"
        return self._from_local(f"timezone({quoted(self.zone)}, {moment})")


def swap_day_and_month(moment: str) -> str:
    """Exchange day and month back where an export exchanged them: wherever the day is up to 12."""
    return (
        f"CASE WHEN day({moment}) <= 12 THEN {moment} + to_days(CAST(date_diff('day', "
        f"CAST({moment} AS DATE), make_date(year({moment}), day({moment}), month({moment}))) AS INTEGER)) "
        f"ELSE {moment} END"
    )


def is_possible(moment: str, received_at: datetime) -> str:
    """Return SQL: is the moment neither before all help desks nor more than a day in the future?"""
    latest = received_at.strftime("%Y-%m-%d %H:%M:%S")
    return f"{moment} BETWEEN {FIRST_MOMENT} AND TIMESTAMP '{latest}' + INTERVAL 1 DAY"


def local_day(moment: str, zone: str) -> str:
    """Return SQL of the calendar day of a UTC moment by the clocks of a zone."""
    return f"CAST(timezone({quoted(zone)}, CAST({moment} AS TIMESTAMPTZ)) AS DATE)"
