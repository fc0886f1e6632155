"""What is no contact of a customer: our own calls and mails, spam, what was deleted. Counted, never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from trend_lib.base.weeks import Week

OUTBOUND = "outbound"
REASONS = ("spam", OUTBOUND, "deleted", "not_a_contact", "test")  # any other value is none


def reasons_of(wholes: pa.Table) -> pa.Array:
    """Return why each whole is no contact; null where it is one."""
    said = pc.utf8_lower(pc.utf8_trim_whitespace(wholes["left_out"]))
    reason = pc.if_else(pc.is_in(said, pa.array(REASONS)), said, None)
    is_ours = pc.fill_null(pc.equal(wholes["direction"], "out"), fill_value=False)
    return pc.if_else(pc.and_(pc.is_null(reason), is_ours), OUTBOUND, reason)


def left_out_rows(wholes: pa.Table, reasons: pa.Array, week: Week) -> pa.Table:
    """Return rows of contacts.left_out."""
    aside = pa.table({"source": wholes["source"], "reason": reasons})
    counted = (
        aside.filter(pc.is_valid(reasons))
        .group_by(["source", "reason"])
        .aggregate([([], "count_all")])
    )
    counted = counted.rename_columns(["source", "reason", "contacts"])
    weeks = pa.array([week.start] * counted.num_rows, pa.date32())
    return counted.append_column("week_start", weeks)
