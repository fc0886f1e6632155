"""What is no contact of a customer: our own calls and mails, spam, what was deleted. Counted, never lost."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

OUTBOUND = "outbound"
REASONS = ("spam", OUTBOUND, "deleted", "not_a_contact", "test")  # any other value is none


def reasons_of(wholes: pa.Table) -> pa.Array:
    """Return why each whole is no contact; null where it is one."""
    said = pc.utf8_lower(pc.utf8_trim_whitespace(wholes["left_out"]))
    reason = pc.if_else(pc.is_in(said, pa.array(REASONS)), said, None)
    is_ours = pc.fill_null(pc.equal(wholes["direction"], "out"), fill_value=False)
    return pc.if_else(pc.and_(pc.is_null(reason), is_ours), OUTBOUND, reason)


def left_out_rows(aside: pa.Table) -> pa.Table:
    """Return rows of contacts.left_out from a row each whole that is no contact."""
    counted = aside.group_by(["week_start", "source", "reason"]).aggregate([([], "count_all")])
    return counted.rename_columns(["week_start", "source", "reason", "contacts"])
