"""Weeks that are read and redacted together: looking into landing/ costs as much for one as for a dozen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from trend_lib.contacts.contact_rows import contact_rows, spoken_records
from trend_lib.contacts.folding import fold_wholes
from trend_lib.contacts.judged import JUDGED, judged_records
from trend_lib.contacts.landed_rows import read_landed
from trend_lib.contacts.left_out import reasons_of
from trend_lib.contacts.references import with_contacts
from trend_lib.contacts.reopenings import with_reopenings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week
    from trend_lib.contacts.judged import Row

MOST_RECORDS = 60_000  # in memory at once, unless a single week has more
ANSWERS, REFERENCE = "survey_answers", "contact_ref"
RECORDS = """
SELECT whole_week, count(*) FROM sources.records WHERE list_contains($weeks, whole_week) GROUP BY whole_week
"""


@dataclass(frozen=True, slots=True)
class Block:
    """What landing/ holds of some weeks, without personal data."""

    contacts: pa.Table  # rows of contacts.contacts
    left_out: pa.Table  # week_start, source and reason of each whole that is no contact
    answers: pa.Table  # as landed, each with the contact it is about
    judged: dict[str, list[Row]]  # by what they are

    def of(self, week: Week) -> Block:
        """Return what is of one week."""
        return Block(
            _of_week(self.contacts, week),
            _of_week(self.left_out, week),
            self.answers_of(week),
            {holds: self.judged_of(week, holds) for holds in self.judged},
        )

    def answers_of(self, week: Week) -> pa.Table:
        """Return the answers of one week."""
        return _of_week(self.answers, week)

    def judged_of(self, week: Week, holds: str) -> list[Row]:
        """Return the records of one kind and week."""
        return [row for row in self.judged[holds] if row["week_start"] == week.start]


def blocks_of(con: duckdb.DuckDBPyConnection, weeks: Sequence[Week]) -> Iterator[list[Week]]:
    """Yield the weeks in their order, as many together as memory has room for."""
    records = dict(con.execute(RECORDS, {"weeks": [week.start for week in weeks]}).fetchall())
    block: list[Week] = []
    held = 0
    for week in weeks:
        count = records.get(week.start, 0)
        if block and held + count > MOST_RECORDS:
            yield block
            block, held = [], 0
        block.append(week)
        held += count
    if block:
        yield block


def spans_of(weeks: Sequence[Week]) -> list[tuple[Week, Week]]:
    """Return the first and the last of weeks that follow each other, as often as one is left out between them."""
    spans: list[tuple[Week, Week]] = []
    for week in weeks:
        follows = bool(spans) and week == spans[-1][1].plus(1)
        first = spans.pop()[0] if follows else week
        spans.append((first, week))
    return spans


def counts_by_week(rows: pa.Table) -> Counter[date]:
    """Count a table's rows by the week they are of."""
    counted = rows["week_start"].value_counts().to_pylist()
    return Counter({one["values"]: one["counts"] for one in counted})


def read_block(con: duckdb.DuckDBPyConnection, home: Home, weeks: Sequence[Week]) -> Block:
    """Read the weeks' records of every kind; personal data ends here."""
    records = spoken_records(read_landed(con, home, weeks, "contacts"))
    wholes = with_reopenings(con, home, weeks, records, fold_wholes(con, records))
    reasons = reasons_of(wholes)
    aside = pa.table(
        {"week_start": wholes["week_start"], "source": wholes["source"], "reason": reasons}
    )
    kinds = (ANSWERS, *(built.holds for built in JUDGED))
    landed = {holds: read_landed(con, home, weeks, holds) for holds in kinds}
    about = {holds: table for holds, table in landed.items() if REFERENCE in table.column_names}
    landed |= with_contacts(con, about)
    return Block(
        contact_rows(wholes.filter(pc.is_null(reasons)), home),
        aside.filter(pc.is_valid(reasons)),
        landed[ANSWERS],
        {built.holds: judged_records(home, landed[built.holds], built) for built in JUDGED},
    )


def _of_week(table: pa.Table, week: Week) -> pa.Table:
    """Return the rows of one week, in their order."""
    return table.filter(pc.equal(table["week_start"], pa.scalar(week.start, pa.date32())))
