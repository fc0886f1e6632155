"""What `trends worklist` does: a worklist as it stands now, for people who call, and as a file for their spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from trend_lib.base.errors import MisuseError
from trend_lib.base.home import open_home
from trend_lib.quality import list_unresolved_now
from trend_lib.report.appendix import BYTE_ORDER_MARK, safe_cell
from trend_lib.report.workbook import Column, Sheet, make_workbook
from trend_lib.report.worklists import UNSETTLED_KINDS
from trend_lib.summing import looking, query

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from trend_lib.base.home import Home

Rows = list[dict[str, Any]]
HOLDS = {int: "count", float: "expected", date: "day"}
LISTED = {
    "kinds": UNSETTLED_KINDS,
    "callbacks": """
SELECT contact_id, worklist, state, event_at, attempts, last_outcome, next_try, product, channel,
    concat('callback:', event_id) AS about
FROM quality.callback_worklist WHERE state = 'waits' ORDER BY next_try, event_at, event_id
""",
    "unresolved": """
SELECT contact_id, kind, priority, channel, state, age_days, attempts, last_outcome, next_try, preferred_window,
    opened_at, due_at, entered_at, concat('unresolved:', contact_id) AS about
FROM listed WHERE left_at IS NULL
ORDER BY next_try, list_position(['said_no', 'open', 'to_confirm'], state), opened_at, contact_id
""",
}


def list_work(given: Path | None, name: str, out: Path | None) -> dict[str, Any]:
    """Return a worklist as it stands now, and write it into a file when one is named."""
    home = open_home(given)
    if name not in LISTED:
        raise MisuseError(f"there is no worklist {name!r}; there are: {', '.join(LISTED)}")
    rows = _stands(home, name)
    if out is not None:
        out.write_bytes(_as_file(name, rows, out.suffix))
    return {"worklist": name, "rows": rows, "out": None if out is None else str(out)}


def _stands(home: Home, name: str) -> Rows:
    """Read a list; that of unresolved requests with what people answered since the week was built."""
    with looking(home) as con:
        if name != "unresolved":
            return query(con, LISTED[name], [])
        con.register("listed", list_unresolved_now(home, con, datetime.now(UTC)))
        return query(con, LISTED[name], [])


def _as_file(name: str, rows: Rows, suffix: str) -> bytes:
    """Return a list as a file of that kind; no cell can be taken for a formula."""
    columns = list(rows[0]) if rows else ["about"]
    if suffix == ".xlsx":
        return _as_workbook(name, columns, rows)
    if suffix != ".csv":
        raise MisuseError(f"a worklist cannot be written as {suffix!r}: name a .csv or .xlsx file")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(value) for value in row.values()] for row in rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _as_workbook(name: str, columns: Sequence[str], rows: Rows) -> bytes:
    """Return a list as a workbook of one sheet."""
    held = {
        column: next((row[column] for row in rows if row[column] is not None), "")
        for column in columns
    }
    sheet = Sheet(
        name=name,
        columns=tuple(Column(column, HOLDS.get(type(held[column]), "text")) for column in columns),
        rows=[[_plain(value) for value in row.values()] for row in rows],
    )
    return make_workbook(f"complaint-trends: {name}", [sheet])


def _plain(value: Any) -> Any:
    """Write a moment as text: a workbook's cell has no seconds."""
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value
